import { useMemo } from 'react'
import type { Call } from '../../../shared/calls/call'
import { callerCard } from '../../../shared/callers/caller-card'
import { DEFAULT_SERVICE_NAME, openingSentence } from '../../../shared/callers/opening'
import { candidatesOf, rankForCall } from '../app/candidates-shown'
import { DataAge } from '../app/data-age'
import { useServices } from '../app/services'
import { useOfDraft, usePrintedKeys } from '../app/shell-hooks'
import { useStore } from '../app/use-vanilla-store'
import { RingStage } from '../features/ring-stage/ring-stage'

/** Binds the ring to what the cache knows: drawn once, when both are there. */
export function RingColumn({ call }: { readonly call: Call }) {
  const { seat, settings, catalogue, agent, drafts } = useServices()
  const caller = useStore(seat.store, (state) => state.callers.get(call.id) ?? null)
  const targetSeconds = useStore(settings, (all) => all.answerTargetSeconds)
  const timeoutSeconds = useStore(settings, (all) => all.ringTimeoutSeconds)
  const printed = usePrintedKeys()
  const category = useOfDraft(call.id, (draft) => draft.values.category) ?? undefined
  const picked = useOfDraft(call.id, ({ caller: who }) => (who.kind === 'known' ? who.personId : null))
  const who = useMemo(() => {
    if (caller === null || caller.lookup === 'asked' || caller.lookup === 'failed') return null
    return rankForCall(caller.identity.number, caller.people ?? [], call.startedAt, category)
  }, [caller, category, call.startedAt])
  const likely = who?.decision === 'one-likely' ? who.candidates[0]?.personId : undefined
  const card = useMemo(() => {
    const person = caller?.people?.find((each) => each.id === likely)
    return person === undefined ? null : callerCard(person, call.startedAt)
  }, [caller, likely, call.startedAt])
  if (caller === null) return null
  const candidates = candidatesOf(who)
  return (
    <>
      <DataAge look="ring" />
      <RingStage
        identity={caller.identity}
        place={catalogue.placeOfNumber(caller.identity.number)}
        queue={call.offer.queue}
        waitedSeconds={call.offer.waitedSeconds}
        ringingSince={call.startedAt}
        targetSeconds={targetSeconds}
        timeoutSeconds={call.offer.ringSeconds ?? timeoutSeconds}
        who={who}
        card={card}
        words={catalogue}
        opening={openingSentence({ agentNumber: agent.number, serviceName: DEFAULT_SERVICE_NAME })}
        picked={picked}
        keysOf={{ pick: [printed('pick-1'), printed('pick-2'), printed('pick-3')], none: printed('pick-none') }}
        pick={(personId) => {
          const draftId = seat.store.getState().draftOfCall.get(call.id)
          if (draftId !== undefined) drafts.pick(draftId, candidates.find((candidate) => candidate.personId === personId) ?? null)
        }}
      />
    </>
  )
}
