import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BookInUseAnswer } from '../../../shared/desk-api/desk-records'
import { bookInUse, type BookInUse } from '../../../shared/desk-book/book-in-use'
import type { Clock } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { LastHeardStore } from '../../storage/last-heard'

export interface BookPorts {
  /** Null: this seat has no shared desk, and goes by the lists as shipped. */
  readonly kept: LastHeardStore<BookInUseAnswer> | null
  readonly clock: Clock
  ask(): Promise<Result<BookInUseAnswer, unknown>>
}

export interface FollowedBook {
  readonly store: StoreApi<BookInUse>
  /** The desk says of which version its lists are; again and again, so that an answer that was lost is asked for anew. */
  heard(version: string): void
}

/** The lists of the desk as an administrator keeps them: as they were last heard at first, then as the desk has them. */
export async function followBook({ kept, clock, ask }: BookPorts): Promise<FollowedBook> {
  const last = (await kept?.read().catch(() => null))?.answer ?? null
  const store = createStore<BookInUse>(() => bookInUse(last?.records ?? []))
  let version = last?.version ?? null
  let isAsking = false

  async function refresh(): Promise<void> {
    isAsking = true
    const answer = await ask()
    isAsking = false
    if (!answer.ok || answer.value.version === version) return
    version = answer.value.version
    store.setState(bookInUse(answer.value.records), true)
    await kept?.write({ answer: answer.value, heardAt: clock.now() })
  }

  return {
    store,
    heard(told) {
      if (kept !== null && told !== version && !isAsking) void refresh().catch(() => undefined)
    },
  }
}
