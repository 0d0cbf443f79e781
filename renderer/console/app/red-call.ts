import type { CallId } from '../../../shared/calls/call'
import { isRedOrHintedAt } from '../../../shared/tickets/tags/review-tags'
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

/** Tells a RED call by its drafts, and once one is submitted by what was known of it then. */
export function createRedCall({ keeper, view, clock, lists }: RedCallPorts): (callId: CallId) => boolean {
  return (callId) => {
    const isRed = keeper.all().some(({ draft }) => draft.call.callId === callId && isRedOrHintedAt(stageModel(draft, noHistory, lists, clock.now()).review))
    if (isRed) return true
    const { told } = view.getState()
    return told?.callId === callId && told.isRed
  }
}
