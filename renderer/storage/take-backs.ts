import { ok, type Result } from '../../shared/lib/result'

type TakeBackEnd = Result<undefined, { readonly code: 'storage-full' | 'storage-failed' }>

/**
 * Submissions of which one medium has something and nobody was told, since the other had no room; and neither had any to take it
 * back. As long as that is owed the draft is not the agent's again, so it is done before anything else happens to it.
 */
export interface TakeBacks {
  /** Does it, or remembers it until it can be done. */
  add(draftId: string, run: () => Promise<TakeBackEnd>): Promise<void>
  /** Fails as long as it cannot be done. */
  finish(draftId: string): Promise<TakeBackEnd>
}

export function createTakeBacks(): TakeBacks {
  const owed = new Map<string, () => Promise<TakeBackEnd>>()
  const running = new Map<string, Promise<TakeBackEnd>>()

  async function run(draftId: string): Promise<TakeBackEnd> {
    const mine = owed.get(draftId)
    if (mine === undefined) return ok(undefined)
    const end = await mine()
    // What has come to be owed meanwhile is another one.
    if (end.ok && owed.get(draftId) === mine) owed.delete(draftId)
    return end
  }

  /** Never twice at once: the second would put an old draft over a newer one. */
  function finish(draftId: string): Promise<TakeBackEnd> {
    const mine = running.get(draftId) ?? run(draftId).finally(() => running.delete(draftId))
    running.set(draftId, mine)
    return mine
  }

  return {
    async add(draftId, take) {
      owed.set(draftId, take)
      await finish(draftId)
    },
    finish,
  }
}
