import type { CallId, CallOutcome } from '../../../shared/calls/call'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { numberAtPbx } from '../../../shared/callers/sip-identity'
import type { Seat } from '../seat/seat'
import { callById } from '../seat/seat-store'
import { showToast, type ViewStore } from './view-store'

interface RedCallFollowing {
  readonly seat: Pick<Seat, 'store'>
  readonly line: Pick<PhoneLine, 'execute'>
  readonly view: ViewStore
  isRed(callId: CallId): boolean
  /** Whose words say so: a locked seat has to be unlocked first. */
  readonly words: 'seat' | 'lock'
  /** Somebody else has to know of it, too. */
  onDrop?(callId: CallId): void
  /** The printed key that calls back. */
  callBackKey(): string
}

/**
 * A RED call that ended without the agent's will is called back at once: says so, with the key. Should the caller be quicker,
 * the PBX is asked to bring that call here first, as soon as it can be asked. Returns the way to stop.
 */
export function followRedCalls({ seat, line, view, isRed, words, onDrop, callBackKey }: RedCallFollowing): () => void {
  const expected = new Set<string>()

  async function expect(number: string): Promise<void> {
    expected.delete(number)
    const told = await line.execute({ kind: 'expect-caller', number })
    if (told.ok) showToast(view, 'warn', `${words}.redExpected`, { keys: callBackKey() })
    // Lost again on the way; a PBX that has said no has no such code.
    else if (told.error.code === 'not-registered' || told.error.code === 'timed-out') expected.add(number)
  }

  return seat.store.subscribe(({ line: now }, before) => {
    if (now === before.line) return
    for (const call of now.calls) {
      if (call.state !== 'ended' || call.answeredAt === null || !isDrop(call.outcome)) continue
      const wasLive = callById(before.line, call.id)?.state === 'live'
      if (!wasLive || !isRed(call.id)) continue
      showToast(view, 'warn', `${words}.redDropped`, { keys: callBackKey() })
      onDrop?.(call.id)
      const number = call.direction === 'incoming' ? numberAtPbx(call.remote) : null
      if (number !== null && now.capabilities.expectCaller) expected.add(number)
    }
    if (now.registration.state === 'registered') for (const number of [...expected]) void expect(number)
  })
}

function isDrop(outcome: CallOutcome): boolean {
  return outcome.kind === 'lost' || outcome.kind === 'failed' || (outcome.kind === 'completed' && outcome.endedBy === 'caller')
}
