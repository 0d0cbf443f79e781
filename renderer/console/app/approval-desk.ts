import type { DeskHttp } from '../../desk-client/desk-http'
import { maskText } from '../../../shared/callers/masking'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { ShiftAnswer } from '../../../shared/shift/shift-api'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { ApprovalAsk } from '../../../shared/tickets/approval'
import { cleanTexts } from '../../../shared/tickets/fields/clean-text'
import { maskedWords } from '../../../shared/tickets/masked-ticket'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { ApprovalWish, Author, TicketEventOf } from '../../../shared/tickets/ticket-event'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { showToast, type ViewStore } from './view-store'

export type ApprovalProblem = 'away' | 'forbidden' | 'refused'

export interface ApprovalDesk {
  follow(desk: Pick<DeskHttp, 'accept'> | null): void
  /** Asks for a lead's word about an order; it goes the way of every event, with the desk away as well. False: not possible now. */
  ask(ticket: Ticket, wish: ApprovalWish, reason: string): Promise<boolean>
  /** Decides, under the lead's own sign-in; it counts once the desk has it. */
  decide(order: { readonly ticketId: string; readonly ask: ApprovalAsk }, granted: boolean, reason: string | null): Promise<ApprovalProblem | null>
  /** What the desk says of what is asked: who asked is told what came of it. */
  hear(answer: ShiftAnswer): void
}

export interface ApprovalPorts {
  readonly outbox: Pick<Outbox, 'enqueue'>
  readonly cache: Pick<CallerCache, 'ticket'>
  readonly view: ViewStore
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly author: Author
}

/** The copy of the desk may be a moment behind its list. */
const copyMs = 1_000
const copyTries = 5

/** Approvals at this seat: asked for, decided, and heard of. */
export function createApprovalDesk({ outbox, cache, view, clock, timers, newId, author }: ApprovalPorts): ApprovalDesk {
  let desk: Pick<DeskHttp, 'accept'> | null = null
  /** Own questions that were open when the desk was heard last, by the event that asked: the order, or the draft. */
  let open = new Map<string, { readonly ticketId: string | null; readonly number: string }>()

  /** What this lead has decided about what is still listed, oldest first: where the answer was lost, it may stand. */
  let decided = new Map<string, readonly TicketEventOf<'approval-decided'>[]>()

  const event = <T extends 'approval-asked' | 'approval-decided'>(type: T, ticketId: string, basedOn: number, data: TicketEventOf<T>['data']) =>
    cleanTexts({ id: newId(), ticketId, author, happenedAt: clock.now(), recordedAt: clock.now(), basedOn, personal: null, type, data }) as unknown as TicketEventOf<T>

  async function handIn(decision: TicketEventOf<'approval-decided'>): Promise<ApprovalProblem | null> {
    const answer = await desk?.accept([decision])
    if (answer === undefined) return 'away'
    if (answer.ok) return null
    if (answer.error.code !== 'desk-error') return 'away'
    if (answer.error.error.code === 'forbidden' || answer.error.error.reason === 'not-allowed') return 'forbidden'
    return answer.error.error.code === 'refused' ? 'refused' : 'away'
  }

  /** It is off the list: decided. What was said stands in the order, which the copy of this seat has a moment later. */
  async function tellDecision(askId: string, ticketId: string, number: string, tries = copyTries): Promise<void> {
    const seen = await cache.ticket(ticketId)
    const decision = seen?.ticket.approvals?.find((approval) => approval.askId === askId)?.decision
    if (decision == null && tries > 0) return void timers.after(copyMs, () => void tellDecision(askId, ticketId, number, tries - 1))
    if (seen === null || decision == null) return showToast(view, 'warn', 'approvals.decidedSome', { number })
    showToast(view, 'warn', decision.granted ? 'approvals.told.granted' : 'approvals.told.refused', { number, name: decision.by.name, reason: maskedWords(decision.reason ?? '', seen.ticket) })
  }

  return {
    follow(next) {
      desk = next
    },
    async ask(ticket, wish, reason) {
      const asked = event('approval-asked', ticket.id, ticket.version, { wish, reason, askedAt: clock.now() })
      if (!checkEvent(ticket, asked).ok) return false
      const entry = await outbox.enqueue({ id: newId(), ticketId: ticket.id, events: [asked], draft: null, call: null })
      return entry.ok
    },
    async decide({ ticketId, ask: { askId, wish } }, granted, reason) {
      const basedOn = (await cache.ticket(ticketId))?.ticket.version ?? 0
      const now = event('approval-decided', ticketId, basedOn, { askId, wish, granted, reason, decidedAt: clock.now() })
      const before = decided.get(askId) ?? []
      const alike = before.filter(({ data }) => data.granted === granted)
      // The same event, to the letter: the desk gives a receipt for what it has, and takes a second decision for somebody else's.
      const again = alike.find(({ data }) => data.reason === now.data.reason)
      if (again === undefined) decided.set(askId, [...before, now])
      const problem = await handIn(again ?? now)
      if (problem !== 'refused') return problem
      // What stands may be the same word of before, for another reason.
      for (const earlier of alike.filter((each) => each !== again)) {
        const stands = await handIn(earlier)
        if (stands !== 'refused') return stands
      }
      return 'refused'
    },
    hear({ orders, draftAsks, me }) {
      const listed = new Set(orders.flatMap(({ asks }) => asks.map(({ askId }) => askId)))
      decided = new Map([...decided].filter(([askId]) => listed.has(askId)))
      const now = new Map<string, { readonly ticketId: string | null; readonly number: string }>([
        ...orders.flatMap(({ ticketId, number, asks }) => asks.filter(({ by }) => by.id === me).map(({ askId }) => [askId, { ticketId, number }] as const)),
        ...draftAsks.filter(({ by, decision }) => by.personId === me && decision === null).map(({ id, number }) => [id, { ticketId: null, number }] as const),
      ])
      for (const [askId, { ticketId, number }] of open) {
        if (now.has(askId)) continue
        if (ticketId !== null) {
          void tellDecision(askId, ticketId, number)
          continue
        }
        const decision = draftAsks.find(({ id }) => id === askId)?.decision
        if (decision != null) showToast(view, 'warn', decision.granted ? 'approvals.told.granted' : 'approvals.told.refused', { number, name: decision.by.name, reason: maskText(decision.reason ?? '') })
      }
      open = now
    },
  }
}
