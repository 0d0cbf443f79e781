import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { RedNoticeAnswer, RedNoticeWish } from '../../../shared/desk-api/red-notices'
import { mobileOfNotice, type MobileOnDuty } from '../../../shared/desk-book/unit-duty'
import type { Clock } from '../../../shared/lib/clock'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { clockMinuteOf } from '../../../shared/tickets/deadlines/local-time'
import { callsForHelpWithinMs, type CallsForHelp } from '../floor/calls-for-help'
import type { BookKeeper } from '../people/book-keeper'
import type { Caller } from '../people/caller'
import { inHouseLanguage } from '../server/words'
import type { SharedStore } from '../store/shared-store'
import { uuidOfName } from '../uuid-of-name'
import type { SmsGateway } from './sms-gateway'

export interface RedNoticesOptions {
  /** Null: everybody is rung by hand. */
  readonly gateway: SmsGateway | null
  readonly help: Pick<CallsForHelp, 'callOf'>
  readonly book: Pick<BookKeeper, 'lists'>
  readonly store: Pick<SharedStore, 'inOne'>
  readonly clock: Clock
}

/** Tells those who have to hear of a call for help by their mobile telephones. */
export interface RedNotices {
  tell(wish: RedNoticeWish, caller: Caller): Promise<Result<RedNoticeAnswer, DeskError>>
}

interface Told {
  readonly at: number
  /** Who has called for help. */
  readonly personId: string
  readonly answer: Promise<RedNoticeAnswer>
}

/** More than a seat has calls under RED in that time; a key that is stuck ends here. */
export const mostMessagesOfPerson = 24

/**
 * SECURITY: no relay. A message needs a call for help that the floor knows and that is not over, and comes from the seat that has called
 * or from a lead; the number is the desk's own; of one call for help each of those who have to hear of it gets one message.
 */
export function createRedNotices({ gateway, help, book, store, clock }: RedNoticesOptions): RedNotices {
  // Of this process. Another one on the same database gives a message of the same id, which a gateway drops.
  const told = new Map<string, Told>()

  function forgetOld(): void {
    for (const [key, { at }] of told) if (Math.abs(clock.now() - at) > callsForHelpWithinMs) told.delete(key)
  }

  async function send(by: SmsGateway, { redId, code, orderNumber }: RedNoticeWish, to: MobileOnDuty, call: { readonly seat: string; readonly since: number }, caller: Caller): Promise<RedNoticeAnswer> {
    // SECURITY: nothing of whoever has called, nor of what was said.
    const values = { seat: call.seat, time: clockMinuteOf(epochMs(call.since)), order: orderNumber ?? '' }
    const text = inHouseLanguage(({ redNotice }) => (orderNumber === null ? redNotice.withoutOrder : redNotice.withOrder), values)
    const isTaken = await by.send({ id: uuidOfName('red notice', `${redId} ${code}`), to: to.number, text })
    const outcome = isTaken ? 'handed-over' : 'failed'
    await store.inOne(({ audit }) => audit.add({ by: caller.by, act: { kind: 'red-notice', redId, code, to: to.unit, outcome } }, clock.now()))
    return isTaken ? { kind: 'handed-over', at: clock.now() } : { kind: 'failed' }
  }

  return {
    async tell(wish, caller) {
      if (gateway === null) return ok({ kind: 'by-hand' })
      const [call, lists] = await Promise.all([help.callOf(wish.redId), book.lists()])
      if (call === null || call.kind === 'over') return err({ code: 'refused', reason: 'no-call-for-help' })
      const { personId, seat } = call.from
      if (personId !== caller.session.personId && !caller.may('accept-red')) return err({ code: 'forbidden', reason: 'accept-red' })
      const to = call.drill ? null : mobileOfNotice(wish.code, wish.place, lists, clock.now())
      if (to === null) return ok({ kind: 'by-hand' })
      forgetOld()
      const key = `${wish.redId} ${wish.code}`
      const before = told.get(key)
      if (before !== undefined) return ok(await before.answer)
      if ([...told.values()].filter((each) => each.personId === personId).length >= mostMessagesOfPerson) return ok({ kind: 'by-hand' })
      const answer = send(gateway, wish, to, { seat, since: call.since }, caller)
      told.set(key, { at: clock.now(), personId, answer })
      return ok(await answer)
    },
  }
}
