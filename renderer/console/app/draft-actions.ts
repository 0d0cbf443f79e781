import type { CallId } from '../../../shared/calls/call'
import type { Clock } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Draft } from '../../../shared/tickets/draft'
import type { DraftStore } from '../../../shared/tickets/draft-store'
import { eventsOfDraft, type DispatchProposal, type DraftOutcome, type SubmitRefusal } from '../../../shared/tickets/submit-draft'
import type { NoContentKind } from '../../../shared/tickets/ticket-event'
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
  readonly code: SubmitRefusal['code'] | 'outbox-failed' | 'draft-gone' | 'merge-target-gone'
}

export interface DraftActions {
  /** Attaches a known person, or says that it is none of those listed. The agent's own choice, never made by itself. */
  pick(draftId: string, personId: string | null, name: string | null): void
  anonymous(draftId: string): void
  toggleMerge(draftId: string, orderId: string): void
  change(draftId: string, update: (draft: Draft) => Draft): void
  submit(draftId: string, decision: Decision): Promise<Result<{ readonly number: string }, SubmitProblem>>
  keepForLater(draftId: string): Promise<void>
  discard(draftId: string): Promise<void>
}

export interface DraftActionPorts {
  readonly keeper: DraftKeeper
  readonly seat: Seat
  readonly drafts: DraftStore
  readonly outbox: Outbox
  readonly cache: CallerCache
  readonly today: TodayLog
  readonly clock: Clock
  readonly newId: NewId
}

/** Everything that the agent does to a draft, from picking the caller to submitting. */
export function createDraftActions(ports: DraftActionPorts): DraftActions {
  const { keeper, seat } = ports
  const change = (id: string, update: (draft: Draft) => Draft) =>
    void keeper.change(id, (draft) => ({ ...update(draft), touched: true }))

  async function outcomeOf(draft: Draft, decision: Decision): Promise<DraftOutcome | null> {
    if (draft.mergeInto === null || decision.kind === 'closed-without-content') return decision
    const target = await ports.cache.ticket(draft.mergeInto)
    return target === null ? null : { kind: 'merged', ticket: target.ticket }
  }

  function leave(draft: Draft): void {
    keeper.close(draft.id)
    const { draftOnStage, agent } = seat.store.getState()
    if (draftOnStage === draft.id) seat.showDraft(null)
    if (agent.kind === 'wrap-up' && agent.callId === (draft.call.callId as CallId)) {
      seat.tell({ kind: 'wrap-up-done', at: ports.clock.now() })
    }
  }

  return {
    pick: (id, personId, name) =>
      change(id, (draft) => ({
        ...draft,
        caller: personId === null ? { kind: 'new', personId: ports.newId() } : { kind: 'known', personId },
        values: personId !== null && name !== null && !draft.values.caller_name ? { ...draft.values, caller_name: name } : draft.values,
      })),
    anonymous: (id) => change(id, (draft) => ({ ...draft, caller: { kind: 'anonymous' } })),
    toggleMerge: (id, orderId) => change(id, (draft) => ({ ...draft, mergeInto: draft.mergeInto === orderId ? null : orderId })),
    change,
    async submit(id, decision) {
      if (decision.kind === 'closed-without-content') change(id, (draft) => ({ ...draft, noContent: decision.content, mergeInto: null }))
      await keeper.flush(id)
      const kept = keeper.get(id)
      if (kept === null) return err({ code: 'draft-gone' })
      const outcome = await outcomeOf(kept.draft, decision)
      if (outcome === null) return err({ code: 'merge-target-gone' })
      const written = eventsOfDraft(kept.draft, outcome, { now: ports.clock.now() })
      if (!written.ok) return err({ code: written.error.code })
      const { ticketId, events } = written.value
      const entry = await ports.outbox.enqueue({ id, ticketId, events, draft: kept.draft })
      if (!entry.ok) return err({ code: entry.error.code === 'already-submitted' ? 'draft-gone' : 'outbox-failed' })
      leave(kept.draft)
      const number = outcome.kind === 'merged' ? outcome.ticket.number : kept.draft.number
      void ports.today.ticketOf(kept.draft.call.callId, number)
      return ok({ number })
    },
    async keepForLater(id) {
      await keeper.flush(id)
      const kept = keeper.get(id)
      if (kept === null) return
      const { agent, draftOnStage } = seat.store.getState()
      if (draftOnStage === id) seat.showDraft(null)
      if (agent.kind === 'wrap-up' && agent.callId === (kept.draft.call.callId as CallId)) {
        seat.tell({ kind: 'wrap-up-done', at: ports.clock.now() })
      }
    },
    async discard(id) {
      const kept = keeper.get(id)
      if (kept === null) return
      leave(kept.draft)
      await ports.drafts.remove(id)
    },
  }
}
