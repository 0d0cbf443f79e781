import type { CallId } from '../../../shared/calls/call'
import { isRedOrHintedAt } from '../../../shared/tickets/tags/review-tags'
import type { Clock } from '../../../shared/lib/clock'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import { stageModel, type StageData, type StageHistory } from '../stage/stage-model'
import type { ViewStore } from './view-store'

/** What a person's past adds makes no RED. */
const noHistory: StageHistory = { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }

interface RedCallPorts {
  readonly seat: Pick<Seat, 'store'>
  readonly keeper: Pick<DraftKeeper, 'get'>
  readonly view: ViewStore
  readonly clock: Clock
  readonly lists: StageData
}

/** Tells a RED call by its draft, and once that is submitted by what was known of it then. */
export function createRedCall({ seat, keeper, view, clock, lists }: RedCallPorts): (callId: CallId) => boolean {
  return (callId) => {
    const draftId = seat.store.getState().draftOfCall.get(callId)
    const draft = draftId === undefined ? undefined : keeper.get(draftId)?.draft
    if (draft !== undefined) return isRedOrHintedAt(stageModel(draft, noHistory, lists, clock.now()).review)
    const { told } = view.getState()
    return told?.callId === callId && told.isRed
  }
}
