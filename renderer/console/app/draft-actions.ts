import type { Clock } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import { callerOf, choiceOf, type PickedCaller } from '../../../shared/tickets/caller-choice'
import type { Draft } from '../../../shared/tickets/draft'
import type { ReadSlot } from '../../../shared/tickets/fields/unread-words'
import { eventsOfDraft, type DispatchProposal, type DraftOutcome, type SubmitRefusal } from '../../../shared/tickets/submit-draft'
import type { Author, NoContentKind } from '../../../shared/tickets/ticket-event'
import { lineOfDraft } from '../seat/call-log-line'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import type { TodayLog } from './today-store'

/** What the agent may do with the call at its end; merging is a mark on the draft, so it needs no choice of its own. */
export type Decision =
  | { readonly kind: 'answered-directly' }
  | { readonly kind: 'sent-for-dispatch'; readonly proposal: DispatchProposal }
  | { readonly kind: 'passed-on'; readonly to: string }
  | { readonly kind: 'closed-without-content'; readonly content: NoContentKind }

export interface SubmitProblem {
  readonly code: SubmitRefusal['code'] | 'malformed' | 'outbox-failed' | 'draft-gone' | 'merge-target-gone'
  /** With `malformed`: what does not fit, without its values. */
  readonly misfits?: readonly string[]
}

export type SubmitEnd = Result<{ readonly number: string }, SubmitProblem>

export interface DraftActions {
  /** Attaches a known person, or says who it is instead; null takes that back. The agent's own choice, never made by itself. */
  pick(draftId: string, who: PickedCaller): void
  toggleMerge(draftId: string, orderId: string): void
  change(draftId: string, update: (draft: Draft) => Draft): void
  /**
   * From the first moment nothing more is typed in it; it is the agent's again when it could not be submitted. `say` is called in the
   * same turn in which its form goes: both are drawn at once.
   */
  submit(draftId: string, decision: Decision, say?: (number: string) => void): Promise<SubmitEnd>
  /** Puts the draft away into the list. False when it is not durable: then it stays where it is. */
  keepForLater(draftId: string): Promise<boolean>
  /**
   * Forgets the draft, everything written in it, and its order where the desk has refused that. False when that is not durable:
   * then it stays where it is.
   */
  discard(draftId: string): Promise<boolean>
}

export interface DraftActionPorts {
  readonly keeper: DraftKeeper
  readonly seat: Seat
  readonly outbox: Pick<Outbox, 'enqueue' | 'discard'>
  readonly cache: Pick<CallerCache, 'ticket' | 'confirmed'>
  readonly today: Pick<TodayLog, 'refresh'>
  readonly clock: Clock
  readonly newId: NewId
  /** Who sits here: the call of a draft that somebody else has written is none of this seat's. */
  readonly author: Author
  /** How the note of an order says what was typed in a field and could not be read. */
  unreadLine(slot: ReadSlot, words: string): string
  /** Where leads sign in, one looks at a call that was ended after warnings. */
  readonly asksReview: boolean
}

/** Everything that the agent does to a draft, from picking the caller to submitting. */
export function createDraftActions(ports: DraftActionPorts): DraftActions {
  const { keeper, seat } = ports
  const change = (id: string, update: (draft: Draft) => Draft) => {
    if (keeper.get(id)?.isHandedIn !== true) keeper.change(id, (draft) => ({ ...update(draft), touched: true }))
  }
  /** Names that came with a picked person and not from the agent's hands: another pick takes them away again. */
  const filledIn = new Map<string, string>()

  function picked(draft: Draft, who: PickedCaller): Draft {
    const candidate = typeof who === 'string' ? null : who
    const isSame = choiceOf(draft) === (candidate?.personId ?? who)
    const { caller_name: written, anonymous: _, ...others } = draft.values
    const isOwnWords = Boolean(written) && written !== filledIn.get(draft.id)
    const name = candidate === null || candidate.isNameMasked ? null : candidate.name
    if (!isOwnWords && name !== null) filledIn.set(draft.id, name)
    const shown = isOwnWords ? written : name
    return {
      ...draft,
      caller: isSame ? draft.caller : callerOf(who, ports.newId),
      values: { ...others, ...(shown == null ? {} : { caller_name: shown }), ...(who === 'anonymous' ? { anonymous: true } : {}) },
      // The order stood on the card of the person picked before.
      mergeInto: isSame ? draft.mergeInto : null,
    }
  }

  async function outcomeOf(draft: Draft, decision: Decision): Promise<DraftOutcome | null> {
    if (draft.mergeInto === null || decision.kind === 'closed-without-content') return decision
    // Sent back because the desk has that order already: what came back of it is replaced by this, and nothing to build on.
    const isOwnOrder = draft.mergeInto === draft.ticketId
    const target = isOwnOrder ? await ports.cache.confirmed(draft.mergeInto) : ((await ports.cache.ticket(draft.mergeInto))?.ticket ?? null)
    return target === null ? null : { kind: 'merged', ticket: target }
  }

  const isOwn = ({ author }: Draft) => author.id === ports.author.id && author.seat === ports.author.seat

  function letGo(draft: Draft): void {
    keeper.close(draft.id)
    filledIn.delete(draft.id)
    seat.putAway(draft)
    void ports.today.refresh()
  }

  async function enqueue(draft: Draft, decision: Decision): Promise<SubmitEnd> {
    const outcome = await outcomeOf(draft, decision)
    if (outcome === null) return err({ code: 'merge-target-gone' })
    const written = eventsOfDraft(draft, outcome, { now: ports.clock.now(), asksReview: ports.asksReview, unreadLine: ports.unreadLine })
    if (!written.ok) return err({ code: written.error.code })
    const { ticketId, events } = written.value
    const number = outcome.kind === 'merged' ? outcome.ticket.number : draft.number
    const entry = await ports.outbox.enqueue({ id: draft.id, ticketId, events, draft, call: isOwn(draft) ? { line: lineOfDraft(draft), ticketNumber: number } : null })
    if (!entry.ok && entry.error.code === 'malformed') return err({ code: 'malformed', misfits: entry.error.paths })
    if (!entry.ok) return err({ code: entry.error.code === 'already-submitted' ? 'draft-gone' : 'outbox-failed' })
    return ok({ number })
  }

  return {
    pick: (id, who) => change(id, (draft) => picked(draft, who)),
    toggleMerge: (id, orderId) => change(id, (draft) => ({ ...draft, mergeInto: draft.mergeInto === orderId ? null : orderId })),
    change,
    async submit(id, decision, say) {
      if (decision.kind === 'closed-without-content') change(id, (draft) => ({ ...draft, noContent: decision.content, mergeInto: null }))
      const draft = await keeper.handIn(id)
      if (draft === null) return err({ code: 'draft-gone' })
      let end: SubmitEnd | null = null
      try {
        end = await enqueue(draft, decision)
      } finally {
        if (end?.ok !== true) keeper.giveBack(id)
      }
      if (!end.ok) return end
      letGo(draft)
      say?.(end.value.number)
      return end
    },
    async keepForLater(id) {
      if (keeper.get(id)?.isHandedIn === true) return false
      await keeper.flush(id)
      const kept = keeper.get(id)
      if (kept === null || kept.problem !== null) return false
      seat.putAway(kept.draft)
      return true
    },
    async discard(id) {
      if (keeper.get(id)?.isHandedIn === true) return false
      // A save on its way would bring it back after it was removed.
      const draft = await keeper.handIn(id)
      if (draft === null) return true
      const discarded = await ports.outbox.discard(id, isOwn(draft) ? lineOfDraft(draft) : null)
      if (!discarded.ok) {
        keeper.giveBack(id)
        // Words that were not saved yet are still to be saved, and those that were may be half gone.
        keeper.change(id, (same) => same)
        return false
      }
      letGo(draft)
      return true
    },
  }
}
