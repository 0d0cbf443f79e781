import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../shared/calls/call'
import { callerMarks } from '../../../shared/callers/caller-marks'
import { DEFAULT_SERVICE_NAME, spokenSuggestions } from '../../../shared/callers/opening'
import { choiceOf } from '../../../shared/tickets/caller-choice'
import { candidatesOf, cardForCall, rankForCall } from '../app/candidates-shown'
import { DataAge } from '../app/data-age'
import { useServices } from '../app/services'
import { useOfDraft, usePrintedKeys } from '../app/shell-hooks'
import { useStore } from '../app/use-vanilla-store'
import { useSupervisionWords } from '../app/supervision-words'
import { RingStage } from '../features/ring-stage/ring-stage'
import { SupervisionRing } from '../features/ring-stage/supervision-ring'
import { copyOf } from '../app/desk-status-store'
import { choiceBy, choicesShown, lookedUpWords, markWords, peopleShown } from './who-words'

/** The reserved column while it rings: a caller, or the call of another seat that a lead wants to hear. */
export function RingColumn({ call }: { readonly call: Call }) {
  const title = useSupervisionWords(call)
  return title === null ? <CallerRing call={call} /> : <SupervisionRing title={title} ringingSince={call.startedAt} />
}

/** Binds the ring to what the cache knows: drawn once, when both are there. */
function CallerRing({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const { seat, settings, rules, catalogue, agent, drafts, desk } = useServices()
  const caller = useStore(seat.store, (state) => state.callers.get(call.id) ?? null)
  const targetSeconds = useStore(rules, (all) => all.answerTargetSeconds)
  const timeoutSeconds = useStore(settings, (all) => all.ringTimeoutSeconds)
  const printed = usePrintedKeys()
  const category = useOfDraft(call.id, (draft) => draft.values.category) ?? undefined
  const picked = useOfDraft(call.id, choiceOf)
  const { id: callId, startedAt, offer: { queueCallId } } = call
  const present = useMemo(() => ({ callId, queueCallId, startedAt }), [callId, queueCallId, startedAt])
  const who = useMemo(() => {
    if (caller === null || caller.lookup === 'asked' || caller.lookup === 'failed') return null
    return rankForCall(caller.identity.number, caller.people ?? [], { calls: caller.calls, present }, category)
  }, [caller, category, present])
  const likely = who?.decision === 'one-likely' ? who.candidates[0]?.personId : undefined
  const card = useMemo(() => {
    const person = caller?.people?.find((each) => each.id === likely)
    return person === undefined || caller === null ? null : cardForCall(person, caller.people ?? [], { calls: caller.calls, present }, present.startedAt)
  }, [caller, likely, present])
  // As it was when the caller was looked up: later changes of the copy are not in what is shown, and would draw the ring anew.
  const lookedUp = useMemo(() => (caller === null ? null : lookedUpWords(caller.lookup, who, copyOf(desk.getState()), t)), [caller, who, desk, t])
  if (caller === null || lookedUp === null) return null
  const candidates = candidatesOf(who)
  return (
    <>
      <DataAge look="ring" />
      <RingStage
        identity={caller.identity}
        place={catalogue.placeOfNumber(caller.identity.number)}
        queue={call.offer.queue === null ? null : catalogue.queue(call.offer.queue)}
        waitedSeconds={call.offer.waitedSeconds}
        ringingSince={call.startedAt}
        targetSeconds={targetSeconds}
        timeoutSeconds={call.offer.ringSeconds ?? timeoutSeconds}
        lookedUp={lookedUp}
        marks={who !== null && 'marks' in who ? who.marks : null}
        candidates={peopleShown(candidates, printed, t)}
        choices={choicesShown(who, printed, t)}
        card={card}
        cardMarks={card === null ? [] : callerMarks(card).filter(({ code }) => code !== 'nuisance').map((mark) => markWords(mark, catalogue, t))}
        words={catalogue}
        say={spokenSuggestions('ringing', null, { agentNumber: agent.number, serviceName: DEFAULT_SERVICE_NAME }).map(({ text }) => text)}
        picked={picked}
        pick={(id) => {
          const draftId = seat.store.getState().draftOfCall.get(call.id)
          if (draftId !== undefined) drafts.pick(draftId, id === picked ? null : choiceBy(id, candidates))
        }}
      />
    </>
  )
}
