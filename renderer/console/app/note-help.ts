import type { CallId } from '../../../shared/calls/call'
import type { HelpStep } from '../../../shared/help/help-step'
import { mostHelpSteps } from '../../../shared/help/help-step'
import type { Clock } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { Draft } from '../../../shared/tickets/draft'
import { cleanTexts } from '../../../shared/tickets/fields/clean-text'
import type { Author } from '../../../shared/tickets/ticket-event'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { TodayLog } from './today-store'

interface NoteHelpPorts {
  readonly keeper: Pick<DraftKeeper, 'all' | 'subscribe'>
  change(draftId: string, change: (draft: Draft) => Draft): void
  readonly outbox: Pick<Outbox, 'enqueue'>
  readonly today: Pick<TodayLog, 'store' | 'refresh'>
  readonly clock: Clock
  readonly newId: NewId
  readonly author: Author
}

export type NoteHelp = (callId: CallId | null, steps: readonly HelpStep[]) => void

/**
 * Puts steps of a call for help on the timeline of that call's order: into its draft, and once that is submitted behind it. A call that
 * nothing was written for has no timeline.
 */
export function createNoteHelp({ keeper, change, outbox, today, clock, newId, author }: NoteHelpPorts): NoteHelp {
  const keptOf = (callId: CallId) => keeper.all().find(({ draft }) => draft.call.callId === callId)

  /** Its draft is being submitted: the step waits until there is an order, or the draft is back. */
  function noteAfterwards(callId: CallId, steps: readonly HelpStep[]): void {
    const stop = keeper.subscribe(() => {
      if (keptOf(callId)?.isHandedIn) return
      stop()
      void today.refresh().then(() => note(callId, steps))
    })
  }

  function note(callId: CallId | null, steps: readonly HelpStep[]): void {
    if (callId === null || steps.length === 0) return
    const kept = keptOf(callId)
    if (kept?.isHandedIn) return noteAfterwards(callId, steps)
    const draft = kept?.draft
    if (draft !== undefined) return change(draft.id, (now) => ({ ...now, help: [...(now.help ?? []), ...steps].slice(-mostHelpSteps) }))
    const ticket = today.store.getState().calls.find(({ entry }) => entry.callId === callId)?.tickets[0]
    if (ticket === undefined) return
    const events = steps.map((step) => cleanTexts({
      id: newId(), ticketId: ticket.id, author, happenedAt: step.at, recordedAt: clock.now(), basedOn: ticket.version, personal: null, type: 'help-step' as const, data: step,
    }))
    void outbox.enqueue({ id: newId(), ticketId: ticket.id, events, draft: null, call: null })
  }

  return note
}
