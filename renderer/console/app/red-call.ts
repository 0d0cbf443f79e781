import type { CallId } from '../../../shared/calls/call'
import { isRedOrHintedAt, recordedEmotions } from '../../../shared/tickets/tags/review-tags'
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

/** Whether somebody has confirmed that a call is RED, by its drafts; a hint that nobody has answered makes no rest. */
export function createConfirmedRed({ keeper, lists }: Pick<RedCallPorts, 'keeper' | 'lists'>): (callId: CallId) => boolean {
  return (callId) => keeper.all().some(({ draft }) => draft.call.callId === callId && severityOf(draft.risks, recordedEmotions(draft), lists.tags).severity === 'RED')
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
