import type { Call, CallId, CallOutcome } from '../../../shared/calls/call'
import type { LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
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
  /** Keeps in mind whose call it was; false when nobody can be called back. */
  remember(callId: CallId): boolean
  /** The RED call of whoever has that number, where it has dropped before; null = nobody's. */
  droppedCallOf(number: string): CallId | null
  isCallBack(callId: CallId): boolean
  /** The printed key that calls back. */
  callBackKey(): string
}

/**
 * A RED call that ended without the agent's will is called back at once: says so, with the key. Should the caller be quicker,
 * the PBX is asked to bring that call here first, as soon as it can be asked. Returns the way to stop.
 */
export function followRedCalls({ seat, line, view, isRed, words, onDrop, remember, droppedCallOf, isCallBack, callBackKey }: RedCallFollowing): () => void {
  /** The numbers that the PBX is still to be asked for, and whether they can be called from here. */
  const expected = new Map<string, boolean>()

  /** The toast that stands, and the number of whom it speaks, where one is known. */
  let said: { readonly id: number | null; readonly number: string | null } | null = null

  /** A key that would call nobody is not named. */
  function say(mayCall: boolean, what: 'Dropped' | 'Expected', number: string | null): void {
    showToast(view, 'warn', mayCall ? `${words}.red${what}` : `${words}.red${what}Unknown`, { keys: callBackKey() })
    said = { id: view.getState().toast?.id ?? null, number }
  }

  /** Once the caller is called back, or was quicker, nobody needs to be told to. */
  function takeBack(now: LineSnapshot, before: LineSnapshot): void {
    const isBack = (call: Call) =>
      callById(before, call.id)?.state !== call.state &&
      (call.direction === 'outgoing' ? call.state !== 'ended' && isCallBack(call.id) : call.state === 'live' && said?.number != null && numberAtPbx(call.remote) === said.number)
    if (said === null || !now.calls.some(isBack)) return
    if (view.getState().toast?.id === said.id) view.setState({ toast: null })
    said = null
  }

  async function expect(number: string): Promise<void> {
    const mayCall = expected.get(number) === true
    expected.delete(number)
    const told = await line.execute({ kind: 'expect-caller', number })
    if (told.ok) say(mayCall, 'Expected', number)
    // Lost again on the way; a PBX that has said no has no such code.
    else if (told.error.code === 'not-registered' || told.error.code === 'timed-out') expected.set(number, mayCall)
  }

  return seat.store.subscribe(({ line: now }, before) => {
    if (now === before.line) return
    takeBack(now, before.line)
    for (const call of now.calls) {
      if (call.state !== 'ended' || call.answeredAt === null || !isDrop(call.outcome)) continue
      const wasLive = callById(before.line, call.id)?.state === 'live'
      if (!wasLive || !isRed(call.id)) continue
      const mayCall = remember(call.id)
      const number = call.direction === 'incoming' ? numberAtPbx(call.remote) : null
      say(mayCall, 'Dropped', number)
      onDrop?.(call.id)
      if (number !== null && now.capabilities.expectCaller) expected.set(number, mayCall)
    }
    for (const number of leftRooms(now, before.line)) {
      const callId = droppedCallOf(number)
      if (callId === null) continue
      say(true, 'Dropped', number)
      onDrop?.(callId)
    }
    if (now.registration.state === 'registered') for (const number of [...expected.keys()]) void expect(number)
  })
}

function isDrop(outcome: CallOutcome): boolean {
  return outcome.kind === 'lost' || outcome.kind === 'failed' || (outcome.kind === 'completed' && outcome.endedBy === 'caller')
}

/** The numbers of those who have left a room that goes on. */
function leftRooms(now: LineSnapshot, before: LineSnapshot): readonly string[] {
  return now.calls.flatMap((call) => {
    const earlier = callById(before, call.id)
    if (call.state !== 'live' || call.room === null || earlier?.state !== 'live' || earlier.room === null) return []
    const { met } = call.room
    return earlier.room.met.filter((number) => !met.includes(number))
  })
}
