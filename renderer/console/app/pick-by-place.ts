import type { CallId } from '../../../shared/calls/call'
import type { OtherChoice } from '../../../shared/callers/candidates'
import { parseHistoryKey } from '../../../shared/callers/phone-number'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import { choiceOf } from '../../../shared/tickets/caller-choice'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import { ringingCall } from '../seat/seat-store'
import { candidatesOf, numberOfDraft, rankForCall } from './candidates-shown'
import type { DraftActions } from './draft-actions'

/** A place in the list that is shown, what stands below it, or null: the choice taken back. */
export type PickedPlace = number | OtherChoice | null

/**
 * The keys Alt+1.., those of the other choices, and the one that takes the choice back; for the call that rings or else
 * the draft in hand. Nobody is picked from a list that is not shown: beside the form it is gone once a person is picked.
 */
export function createPickByPlace(ports: { readonly seat: Seat; readonly keeper: DraftKeeper; readonly drafts: DraftActions; readonly cache: Pick<CallerCache, 'lookup'> }) {
  return async (place: PickedPlace): Promise<void> => {
    const state = ports.seat.store.getState()
    const ringing = ringingCall(state.line)
    const draftId = ringing === null ? state.draftOnStage : (state.draftOfCall.get(ringing.id) ?? null)
    const draft = draftId === null ? undefined : ports.keeper.get(draftId)?.draft
    if (draft === undefined) return
    if (place === null && choiceOf(draft) === null) return
    if (typeof place !== 'number') return ports.drafts.pick(draft.id, place)
    if (ringing === null && draft.caller.kind === 'known') return
    const caller = state.callers.get(draft.call.callId as CallId) ?? null
    const key = draft.call.historyKey === null ? null : parseHistoryKey(draft.call.historyKey)
    if (key === null || caller?.people === null) return
    const people = caller?.people ?? (await ports.cache.lookup(key).catch(() => []))
    const who = rankForCall(numberOfDraft(draft.call, caller), people, { calls: [], present: draft.call }, draft.values.category)
    const candidate = candidatesOf(who)[place]
    if (candidate !== undefined) ports.drafts.pick(draft.id, candidate)
  }
}
