import { rankCandidates } from '../../../shared/callers/candidates'
import type { CallId } from '../../../shared/calls/call'
import { parseHistoryKey, phoneNumberOfKey } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import { ringingCall } from '../seat/seat-store'
import type { DraftActions } from './draft-actions'

/**
 * The keys Alt+1.. and Alt+0: the person in that place of the list that is shown, for the call that rings or else the
 * draft in hand. The list is ranked exactly as on the screen.
 */
export function createPickByPlace(ports: { readonly seat: Seat; readonly keeper: DraftKeeper; readonly drafts: DraftActions; readonly cache: CallerCache }) {
  return (place: number | null): void => {
    const state = ports.seat.store.getState()
    const ringing = ringingCall(state.line)
    const draftId = ringing === null ? state.draftOnStage : (state.draftOfCall.get(ringing.id) ?? null)
    const draft = draftId === null ? undefined : ports.keeper.get(draftId)?.draft
    if (draft === undefined) return
    const key = draft.call.historyKey === null ? null : parseHistoryKey(draft.call.historyKey)
    if (place === null || key === null) return ports.drafts.pick(draft.id, null, null)
    const known = state.callers.get(draft.call.callId as CallId)?.people
    const people = known ? Promise.resolve(known) : ports.cache.lookup(key)
    void people.then((found) => {
      const { category } = draft.values
      const who = rankCandidates(phoneNumberOfKey(key), found, epochMs(draft.createdAt), category === undefined ? {} : { category })
      const candidate = 'candidates' in who ? who.candidates[place] : undefined
      if (candidate !== undefined) ports.drafts.pick(draft.id, candidate.personId, candidate.name)
    })
  }
}
