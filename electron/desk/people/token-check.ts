import type { LiveSession } from '../store/sessions-table'
import { hashOfToken } from './session-token'

type FindSessions = (tokenHashes: readonly Buffer[]) => Promise<ReadonlyMap<string, LiveSession>>

interface Waiting {
  readonly hash: Buffer
  settle(found: ReadonlyMap<string, LiveSession>): void
  fail(error: unknown): void
}

/**
 * Whose token that is at this moment. Every request and every heartbeat of a stream asks the database, so that a session that was
 * ended is over everywhere at once; those who ask while a question is under way are asked for together in the next one.
 */
export function createTokenCheck(find: FindSessions): (token: string) => Promise<LiveSession | null> {
  let waiting: Waiting[] = []
  let isAsking = false

  async function askForAll(): Promise<void> {
    isAsking = true
    while (waiting.length > 0) {
      const asked = waiting
      waiting = []
      await find(asked.map(({ hash }) => hash)).then(
        (found) => asked.forEach(({ settle }) => settle(found)),
        (error: unknown) => asked.forEach(({ fail }) => fail(error)),
      )
    }
    isAsking = false
  }

  return (token) => {
    const hash = hashOfToken(token)
    return new Promise((resolve, reject) => {
      waiting.push({ hash, settle: (found) => resolve(found.get(hash.toString('hex')) ?? null), fail: reject })
      if (!isAsking) void askForAll()
    })
  }
}
