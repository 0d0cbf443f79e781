import type { CallId } from '../../../shared/calls/call'
import { dialledOf } from '../../../shared/callers/dialled-of'
import { openCalls } from '../../../shared/calls/line-state'
import type { LineError, LineErrorCode, LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import type { EmergencyState, NotDialled, RedHelpEvent } from '../../../shared/help/red-help'
import type { Clock } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { Seat } from '../seat/seat'
import { callById, liveCall } from '../seat/seat-store'
import { createEmergencyRooms } from './emergency-rooms'

interface EmergencyCallPorts {
  readonly line: Pick<PhoneLine, 'snapshot'>
  readonly seat: Pick<Seat, 'store' | 'consult' | 'dial' | 'join'>
  readonly clock: Clock
  tell(event: RedHelpEvent): void
  /** Says what the line did not do, as for every other key. */
  report(result: Promise<Result<void, LineError>>): void
}

export interface EmergencyCall {
  /** Adds that number to the call, or dials it where there is none. */
  dial(number: string): void
  /** What an earlier page of this seat has begun: 110 may have answered, or not, while no page was there to see it. `inCall`: who was joined. */
  takeUp(state: EmergencyState, inCall: readonly string[]): void
  /** Help is over: what becomes of the call is the agent's affair. */
  forget(): void
  dispose(): void
}

/** Calls 110 or 120 from this seat and tells what became of it: nothing that the line has not said. */
export function createEmergencyCall({ line, seat, clock, tell, report }: EmergencyCallPorts): EmergencyCall {
  /** `before`: the calls that there were; the one of that number that is new is the emergency service's. */
  let made: { readonly number: string; readonly before: ReadonlySet<CallId>; caller: CallId | null; isAnswered: boolean } | null = null
  const at = () => clock.now()
  const rooms = createEmergencyRooms()
  const callOf = (now: LineSnapshot) => now.calls.find((call) => made?.before.has(call.id) === false && call.direction === 'outgoing' && dialledOf(call) === made.number)

  async function begin(number: string): Promise<void> {
    const mine = made
    const begun = liveCall(line.snapshot()) === null ? await seat.dial(number) : await seat.consult(number)
    if (begun.ok || made !== mine) return
    // Refused by whoever was called, the call's own end says so.
    if (callOf(line.snapshot()) !== undefined) tell({ kind: 'emergency-failed', number, at: at() })
    else tell({ kind: 'emergency-not-dialled', number, why: whyNot(begun.error.code, line.snapshot()), at: at() })
    made = null
  }

  async function join(number: string): Promise<void> {
    const told = seat.join()
    report(told)
    const { ok } = await told
    if (made?.number !== number) return
    if (ok) tell({ kind: 'emergency-joined', number, at: at() })
    else if (line.snapshot().consultation !== null) tell({ kind: 'emergency-not-joined', number, at: at() })
  }

  function follow(now: LineSnapshot): void {
    followAsked(now)
    for (const end of rooms.follow(now, seat.store.getState().callers)) tell({ ...end, at: at() })
  }

  function followAsked(now: LineSnapshot): void {
    const asked = made === null ? undefined : callOf(now)
    if (made === null || asked === undefined) return
    const { number, caller } = made
    const isCallerThere = caller !== null && callById(now, caller)?.state === 'live'
    if (asked.state === 'live' && !made.isAnswered) {
      made.isAnswered = true
      made.caller = now.consultation?.consultId === asked.id ? now.consultation.callId : null
      tell({ kind: 'emergency-answered', number, callerWaits: made.caller !== null, at: at() })
      // Once the emergency service has answered, all three talk.
      if (made.caller !== null) void join(number)
    } else if (asked.state === 'live' && caller !== null) {
      if (!isCallerThere) tell({ kind: 'emergency-caller-gone', number, at: at() })
      // Joined later, by the agent's own key.
      else if (now.consultation?.consultId === asked.id && now.consultation.joinedBy !== null) tell({ kind: 'emergency-joined', number, at: at() })
    } else if (asked.state === 'ended') {
      // Gone into a room of the PBX, where the caller is, too.
      if (asked.outcome.kind === 'transferred' && isCallerThere) tell({ kind: 'emergency-joined', number, at: at() })
      else tell({ kind: asked.answeredAt === null ? 'emergency-failed' : 'emergency-ended', number, at: at() })
      made = null
    }
  }

  return {
    dial(number) {
      const now = line.snapshot()
      const why = obstacle(now)
      if (why !== null) return tell({ kind: 'emergency-not-dialled', number, why, at: at() })
      tell({ kind: 'emergency-dialled', number, at: at() })
      rooms.watch(number)
      made = { number, before: new Set(now.calls.map(({ id }) => id)), caller: null, isAnswered: false }
      void begin(number)
    },
    takeUp(state, inCall) {
      for (const number of inCall) rooms.watch(number)
      rooms.follow(line.snapshot(), seat.store.getState().callers)
      if (!('number' in state) || !isFollowed.has(state.kind)) return
      const { kind, number } = state
      const now = line.snapshot()
      rooms.watch(number)
      const asked = now.calls.filter((call) => call.direction === 'outgoing' && call.state !== 'ended' && dialledOf(call) === number).at(-1)
      // Joined in a room of the PBX, it has no leg here any more; there or not, where the PBX tells.
      const room = liveCall(now)?.room
      if (asked === undefined && kind === 'joined') return room?.isTold === true && !room.met.includes(number) ? tell({ kind: 'emergency-ended', number, at: at() }) : undefined
      if (asked === undefined) return tell({ kind: kind === 'dialling' ? 'emergency-failed' : 'emergency-ended', number, at: at() })
      const isAnswered = kind !== 'dialling'
      made = {
        number, before: new Set(now.calls.flatMap(({ id }) => (id === asked.id ? [] : [id]))), isAnswered,
        caller: isAnswered && kind !== 'alone' && now.consultation?.consultId === asked.id ? now.consultation.callId : null,
      }
      follow(now)
      if (kind === 'joining' && made?.caller !== null && now.consultation?.joinedBy === null) void join(number)
    },
    forget() {
      made = null
    },
    dispose: seat.store.subscribe((now, before) => {
      if (now.line !== before.line) follow(now.line)
    }),
  }
}

/** States of which more can be heard. */
const isFollowed: ReadonlySet<EmergencyState['kind']> = new Set<EmergencyState['kind']>(['dialling', 'joining', 'apart', 'alone', 'joined'])

/** What stands in the way of any call now. */
function obstacle(now: LineSnapshot): NotDialled | null {
  if (now.consultation !== null) return now.consultation.joinedBy === 'line' ? 'joined-here' : 'asking'
  if (openCalls(now).some(({ state }) => state !== 'live')) return 'another-call'
  return now.registration.state === 'registered' ? null : 'no-line'
}

function whyNot(code: LineErrorCode, now: LineSnapshot): NotDialled {
  if (code === 'not-registered' || code === 'phone-gone') return 'no-line'
  if (code === 'not-capable' || code === 'practice-never-dials') return 'not-capable'
  return obstacle(now) ?? 'refused'
}
