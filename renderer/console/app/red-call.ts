import type { CallId } from '../../../shared/calls/call'
import { isRedOrHintedAt, recordedEmotions } from '../../../shared/tickets/tags/review-tags'
import { higherSeverity, type Severity } from '../../../shared/tickets/tags/levels'
import { severityOf } from '../../../shared/tickets/tags/severity'
import type { Clock } from '../../../shared/lib/clock'
import type { DraftKeeper } from '../seat/draft-keeper'
import { stageModel, type StageData, type StageHistory } from '../stage/stage-model'
import type { ViewStore } from './view-store'

/** What a person's past adds makes no RED. */
const noHistory: StageHistory = { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }

interface RedCallPorts {
  readonly keeper: Pick<DraftKeeper, 'all'>
  readonly view: ViewStore
  readonly clock: Clock
  readonly lists: StageData
}

/** How bad a call is as somebody has confirmed, by its drafts; a hint that nobody has answered makes nothing of it. Null: nothing is confirmed. */
export function createCallSeverity({ keeper, lists }: Pick<RedCallPorts, 'keeper' | 'lists'>): (callId: CallId) => Severity | null {
  return (callId) => keeper.all().filter(({ draft }) => draft.call.callId === callId && draft.risks.length > 0)
    .reduce<Severity | null>((worst, { draft }) => higherSeverity(severityOf(draft.risks, recordedEmotions(draft), lists.tags).severity, worst), null)
}

/** Tells a RED call by its drafts, and once one is submitted by what was known of it then. */
export function createRedCall({ keeper, view, clock, lists }: RedCallPorts): (callId: CallId) => boolean {
  return (callId) => {
    const isRed = keeper.all().some(({ draft }) => draft.call.callId === callId && isRedOrHintedAt(stageModel(draft, noHistory, lists, clock.now()).review))
    if (isRed) return true
    const { told } = view.getState()
    return told?.callId === callId && told.isRed
  }
}
