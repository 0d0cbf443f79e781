import type { Change, ChangesQuery } from '../../shared/desk-api/desk-api'
import { askedTogether } from '../../shared/lib/asked-together'
import type { Clock } from '../../shared/lib/clock'
import { isKnownAs } from '../../shared/tickets/secret-parts'
import type { SharedStore } from './store/shared-store'

/** A change as everybody is told it who may know all of it. */
export interface TailEntry {
  readonly change: Change
  /** Its JSON as it goes over the wire (UTF-8), behind a comma. */
  readonly bytes: Uint8Array
  /** Its order is secret, or once was: who is told what of it has to be looked at. */
  readonly isSecret: boolean
}

export interface TailPage {
  readonly entries: readonly TailEntry[]
  readonly newest: number
}

export interface LogTail {
  /** Null for whoever is further behind than the tail reaches, or was told of another log than this, and has to be told from the database. */
  page(query: ChangesQuery): Promise<TailPage | null>
}

export interface LogTailOptions {
  readonly store: Pick<SharedStore, 'newest' | 'changesAfter' | 'secretOrdersAmong'>
  readonly clock: Clock
  readonly mostEntries?: number
}

/** Where nobody has asked before, a console that stands this near to the end is told from here. */
const firstReach = 200
const readAtOnce = 1_000
/**
 * Nothing is told from memory for longer: what was erased in the database meanwhile would be. Long enough for all who were cut off at
 * once to come back: told from the database, one by one, five hundred of them would be further behind with every minute.
 */
const keptMs = 180_000

interface Kept extends Omit<TailEntry, 'isSecret'> {
  readonly readAt: number
}

/** As an entry of the tail has it; what is told otherwise to one person is written out for that one. */
export function bytesOfChange(change: Change): Uint8Array {
  return Buffer.from(`,${JSON.stringify(change)}`)
}

/**
 * The end of the log, as bytes. All consoles of a shared desk copy the same changes: they are read and written out once, not once per
 * console. How far the log goes is asked of the database by every question, so that no hint has to arrive for anything to be told.
 */
export function createLogTail({ store, clock, mostEntries = 20_000 }: LogTailOptions): LogTail {
  /** The entry at index 0 is that of position `begin` + 1; positions have no gaps. */
  let begin: number | null = null
  /** The change at `begin`; null when it was never here. */
  let atBegin: Change | null = null
  let kept: Kept[] = []
  let secret = new Set<string>()

  const readOn = askedTogether(async () => {
    const newest = await store.newest()
    if (begin === null || newest - begin - kept.length > mostEntries || newest < begin) {
      begin = Math.max(0, newest - firstReach)
      atBegin = null
      kept = []
      secret = new Set()
    }
    while (begin + kept.length < newest) {
      const changes = await store.changesAfter(begin + kept.length, readAtOnce)
      if (changes.length === 0) break
      // Before they can be told; a ticket that has become secret since is looked at again with the change that made it so.
      const found = await store.secretOrdersAmong([...new Set(changes.map(({ event }) => event.ticketId))])
      for (const { ticketId } of found) secret.add(ticketId)
      const readAt = clock.now()
      kept.push(...changes.map((change) => ({ change, bytes: bytesOfChange(change), readAt })))
    }
    begin = forget(begin)
    return newest
  })

  function forget(from: number): number {
    const oldest = clock.now() - keptMs
    const young = kept.findIndex(({ readAt }) => readAt >= oldest)
    const gone = Math.max(young < 0 ? kept.length : young, kept.length - mostEntries)
    atBegin = kept[gone - 1]?.change ?? atBegin
    if (gone > 0) kept = kept.slice(gone)
    if (kept.length === 0) secret = new Set()
    return from + gone
  }

  return {
    async page({ after, limit, last }) {
      const newest = await readOn()
      if (begin === null || after < begin) return null
      const there = after === begin ? atBegin : kept[after - begin - 1]?.change
      if (last !== undefined && after > 0 && (there == null || !isKnownAs(there, last))) return null
      const entries = kept.slice(after - begin, after - begin + limit)
        .map(({ change, bytes }) => ({ change, bytes, isSecret: secret.has(change.event.ticketId) }))
      return { entries, newest: Math.max(newest, begin + kept.length) }
    },
  }
}
