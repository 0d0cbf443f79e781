import type { LostCallAct, LostCallStep } from '../desk-api/wall-api'
import { err, ok, type Result } from '../lib/result'
import { nextLostCall, type LostCall, type LostCallEvent, type LostCallRefusal, type Taker } from './lost-call'

/**
 * A lost call as it stands behind what people have done about its caller. The queue tells when he gave up, the desk who rang him back;
 * who gave up once more after somebody had reached him is lost anew. A step that is not legal where it stands changes nothing: the desk
 * has taken it under another list of losses.
 */
export function withSteps(call: LostCall, steps: readonly LostCallStep[]): LostCall {
  const [first] = call.lostAt
  if (call.callerKey === null || first === undefined) return call
  return steps
    .filter(({ callerKey, at }) => callerKey === call.callerKey && at >= first)
    .sort((one, other) => one.at - other.at)
    .reduce(withStep, call)
}

function withStep(call: LostCall, { act, by, at }: LostCallStep): LostCall {
  const lostSince = act === 'reached' && call.state !== 'done' ? call.lostAt.filter((lostAt) => lostAt > at) : []
  if (lostSince.length > 0) {
    const { queueCallId, queue, maskedNumber, callerKey, waitedMs } = call
    return { queueCallId, queue, maskedNumber, callerKey, waitedMs, lostAt: lostSince, tries: [], state: 'lost' }
  }
  const next = nextLostCall(call, eventOf(act, by, at))
  return next.ok ? next.value : call
}

/** Whether somebody may take that step about a caller who last gave up at `lostAt`, after all that others have done about him. */
export function mayTake(
  { act, by, at }: Pick<LostCallStep, 'act' | 'by' | 'at'>,
  { callerKey, lostAt }: { readonly callerKey: string; readonly lostAt: number },
  before: readonly LostCallStep[],
): Result<LostCall, LostCallRefusal> {
  const lost: LostCall = { queueCallId: '', queue: '', maskedNumber: '', callerKey, lostAt: [lostAt], waitedMs: 0, tries: [], state: 'lost' }
  const standing = withSteps(lost, before)
  // Spoken with by now; the list of whoever asks is older than that.
  if (standing.state === 'done') return err({ code: 'already-done' })
  const next = nextLostCall(standing, eventOf(act, by, at))
  return next.ok ? ok(next.value) : next
}

function eventOf(act: LostCallAct, by: Taker, at: number): LostCallEvent {
  switch (act) {
    case 'claim':
      return { kind: 'claimed', by, at }
    case 'release':
      return { kind: 'released', by, at }
    case 'reached':
    case 'not-reached':
      return { kind: 'called-back', by, at, isReached: act === 'reached' }
  }
}
