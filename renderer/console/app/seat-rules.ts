import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import { parseJson } from '../../../shared/lib/parse-json'
import type { StateLimits } from '../../../shared/queue/state-limits'
import { wrapUpOf, wrapUpPolicySchema, wrapUpSecondsSchema, type WrapUp, type WrapUpRules } from '../../../shared/queue/wrap-up-policy'
import type { Settings } from '../../../shared/settings/settings'
import { keptForEver } from '../../../shared/tickets/retention'

/** What this seat goes by. */
export interface SeatRules {
  /** `house`: an administrator of the shared desk, and nobody at the seat. */
  readonly setBy: 'house' | 'seat'
  readonly wrapUp: WrapUpRules
  readonly stateLimits: StateLimits
  readonly answerTargetSeconds: number
  /** Longest that a copy of an order may be kept here after its end; 0 = as long as the seat is set to. */
  readonly retentionMonths: number
}

export function ownRules({ wrapUpRules, wrapUpSeconds, stateLimits, answerTargetSeconds }: Settings): SeatRules {
  return { setBy: 'seat', wrapUp: { usual: { policy: wrapUpRules.policy, seconds: wrapUpSeconds }, queues: new Map() }, stateLimits, answerTargetSeconds, retentionMonths: keptForEver }
}

export function rulesOfHouse({ house }: Pick<BookInUse, 'house'>): SeatRules {
  return { setBy: 'house', wrapUp: house.wrapUp, stateLimits: house.stateLimits, answerTargetSeconds: Math.round(house.figures.answerWithinMs / 1000), retentionMonths: house.retentionMonths }
}

export interface SeatRulesPorts {
  readonly isShared: boolean
  readonly settings: StoreApi<Settings>
  readonly book: StoreApi<BookInUse>
  readonly storage: Pick<Storage, 'setItem'>
}

/** The house's rules at a shared desk, as they were last heard with the desk away; everywhere else those of this PC's settings. */
export function followRules({ isShared, settings, book, storage }: SeatRulesPorts): StoreApi<SeatRules> {
  const now = () => (isShared ? rulesOfHouse(book.getState()) : ownRules(settings.getState()))
  const store = createStore<SeatRules>(now)
  const follow = () => {
    store.setState(now(), true)
    if (isShared) keepWrapUp(storage, store.getState().wrapUp)
  }
  if (isShared) {
    book.subscribe(follow)
    keepWrapUp(storage, store.getState().wrapUp)
  } else settings.subscribe(follow)
  return store
}

/** Nothing of it is about a person: a seat that is locked has no key, and goes by it all the same. */
const keptAs = 'wrap-up'
const wrapUpSchema = z.object({ policy: wrapUpPolicySchema, seconds: wrapUpSecondsSchema })
const keptSchema = z.object({ usual: wrapUpSchema, queues: z.array(z.tuple([z.string(), wrapUpSchema])) })

function keepWrapUp(storage: Pick<Storage, 'setItem'>, { usual, queues }: WrapUpRules): void {
  storage.setItem(keptAs, JSON.stringify({ usual, queues: [...queues] }))
}

/** Of a locked seat. */
export function wrapUpWhileLocked(isShared: boolean, settings: Settings, storage: Pick<Storage, 'getItem'>): (queue: string | null) => WrapUp {
  const kept = isShared ? keptSchema.safeParse(parseJson(storage.getItem(keptAs) ?? '')) : null
  const rules = kept?.success === true ? { ...kept.data, queues: new Map(kept.data.queues) } : ownRules(settings).wrapUp
  return (queue) => wrapUpOf(rules, queue)
}
