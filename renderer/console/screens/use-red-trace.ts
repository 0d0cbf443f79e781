import { useEffect } from 'react'
import type { CallId } from '../../../shared/calls/call'
import type { Draft } from '../../../shared/tickets/draft'
import type { RevealedPart } from '../../../shared/tickets/reveal'
import { useServices } from '../app/services'
import { useSlice } from '../app/use-vanilla-store'
import { callBackTarget } from '../seat/call-back'

/**
 * Under RED everything stands there in full without a question. What would have been masked otherwise (all of an earlier call, in the own
 * one a number that was not to be shown) is put down in the draft, once, and goes to the desk with its order.
 */
export function useRedTrace(draft: Draft, isRed: boolean, isOwnCall: boolean): void {
  const { seat, drafts, clock } = useServices()
  const { caller } = useSlice(seat.store, ({ callers }) => ({ caller: callers.get(draft.call.callId as CallId) }))
  const target = isRed ? callBackTarget(draft, caller, true) : null
  const showsNumber = target !== null && (!isOwnCall || target.isWithheld)
  const showsName = isRed && !isOwnCall && Boolean(draft.values.caller_name)
  const isTraced = draft.reveals.length > 0
  useEffect(() => {
    const parts: RevealedPart[] = [...(showsName ? ['name' as const] : []), ...(showsNumber ? ['number' as const] : [])]
    if (isTraced || parts.length === 0) return
    const at = clock.now()
    drafts.change(draft.id, (now) => (now.reveals.length > 0 ? now : { ...now, reveals: [{ parts, at }] }))
  }, [clock, draft.id, drafts, isTraced, showsName, showsNumber])
}
