import { callAfterCaller, type Call, type CallId } from '../../../shared/calls/call'
import type { LineState } from '../../../shared/calls/line-state'
import type { LineError } from '../../../shared/calls/phone-line'
import { dialledOf } from '../../../shared/callers/dialled-of'
import { numberAtPbx } from '../../../shared/callers/sip-identity'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'
import { fail, type CallLeg, type LegResult } from './call-leg'
import type { RoomNews } from './room-news'
import { createRoomWatch, type Guest, type RoomWatch } from './room-watch'
import { sipUri } from './user-agent'

const roomAnswersMs = 6000

export interface RoomsParts {
  readonly state: LineState
  readonly timers: Timers
  readonly clock: Clock
  /** Host part of what is dialled. */
  readonly domain: string
  leg(id: CallId): CallLeg | undefined
  /** Dials into a meeting of the PBX with a session that may take the call over; `onNews` is told what the PBX says there. */
  enterMeeting(id: CallId, room: string, onNews: (news: RoomNews, sipCallId: string) => void): Promise<Result<CallLeg, LineError>>
  /** That session carries the call from now on. */
  carryOn(id: CallId, leg: CallLeg): void
  /** The session goes on with another call. */
  goOnAs(id: CallId, leg: CallLeg): void
  newCallId(): CallId
  /** A code of the PBX under which nobody meets yet. */
  newRoom(): string
}

/** The rooms of the PBX in which callers, this seat and others meet. */
export interface Rooms {
  /** The caller and the agent go into a new one; `isStillMeant` is asked before the caller is sent there. */
  enter(id: CallId, caller: CallLeg, isStillMeant: () => boolean): LegResult
  /** Whoever was asked follows them; whoever leaves meanwhile is told of afterwards. */
  bring(id: CallId, asked: CallLeg, number: string): LegResult
}

type LiveCall = Extract<Call, { state: 'live' }>

interface Entered {
  readonly watch: RoomWatch
  readonly left: (Guest | null)[]
  isBringing: boolean
}

export function createRooms(parts: RoomsParts): Rooms {
  const { state, timers } = parts
  const entered = new Map<CallId, Entered>()

  const liveCall = (id: CallId): LiveCall | null => {
    const call = state.call(id)
    return call?.state === 'live' ? call : null
  }

  state.subscribe(({ calls, registration }) => {
    for (const [id, { watch }] of [...entered]) {
      if (calls.some((call) => call.id === id && call.state === 'ended')) entered.delete(id)
      else if (registration.state !== 'registered') {
        watch.lose()
        tellWhetherTold(id, watch)
      }
    }
  })

  function tellWhetherTold(id: CallId, watch: RoomWatch): void {
    const room = liveCall(id)?.room
    if (room != null && room.isTold !== watch.isTold()) state.move(id, { kind: 'room-told', isTold: watch.isTold() })
  }

  /** Who has left, and what becomes of the call by that. */
  function settle(room: Entered): void {
    const id = [...entered].find(([, each]) => each === room)?.[0]
    const call = id === undefined ? null : liveCall(id)
    if (id === undefined || call?.room == null || room.isBringing) return
    tellWhetherTold(id, room.watch)
    const left = room.left.splice(0)
    for (const guest of left) if (guest?.who !== 'caller') state.move(id, { kind: 'room-left', number: guest?.number ?? null })
    const others = liveCall(id)?.room?.met ?? []
    const isCallerGone = left.some((guest) => guest?.who === 'caller')
    // Alone in a room there is nobody to talk to: that is the end of any call.
    if (room.watch.isEmpty() || (isCallerGone && others.length === 0)) return parts.leg(id)?.abandon({ kind: 'completed', endedBy: 'caller' })
    const next = isCallerGone ? withOthers(id, room, others[0] ?? '') : id
    for (const guest of left) state.tell({ kind: 'left-room', callId: next, who: guest?.who ?? 'somebody', number: guest?.who === 'asked' ? guest.number : null })
  }

  /** The caller's call is over; the agent goes on with the others. */
  function withOthers(id: CallId, room: Entered, number: string): CallId {
    const call = liveCall(id)
    const leg = parts.leg(id)
    if (call === null || leg === undefined) return id
    const next = parts.newCallId()
    const at = parts.clock.now()
    const remote = { from: sipUri(number, parts.domain).toString(), displayName: null, assertedIdentity: null, privacy: null }
    entered.delete(id)
    entered.set(next, room)
    parts.goOnAs(next, leg)
    state.succeed(id, callAfterCaller(call, { id: next, remote, at }), at)
    return next
  }

  function guestOfCaller(id: CallId): Guest {
    const call = state.call(id)
    const number = call === undefined ? '' : call.direction === 'incoming' ? (numberAtPbx(call.remote) ?? '') : dialledOf(call)
    return { who: 'caller', number }
  }

  return {
    async enter(id, caller, isStillMeant) {
      const code = parts.newRoom()
      const room: Entered = { watch: createRoomWatch(), left: [], isBringing: false }
      const meeting = await parts.enterMeeting(id, code, (news, sipCallId) => {
        room.left.push(...room.watch.take(news, sipCallId))
        settle(room)
      })
      if (!meeting.ok) return meeting
      // Gone meanwhile: the agent is back with the caller where they are.
      if (!isStillMeant()) {
        meeting.value.leave()
        return fail('no-consultation')
      }
      room.watch.expect(guestOfCaller(id))
      const sent = await caller.sendOn(sipUri(code, parts.domain))
      if (!sent.ok) {
        meeting.value.leave()
        return sent
      }
      parts.carryOn(id, meeting.value)
      if (liveCall(id) === null) return ok(undefined)
      state.move(id, { kind: 'room-entered', code })
      entered.set(id, room)
      settle(room)
      return ok(undefined)
    },
    async bring(id, asked, number) {
      const room = entered.get(id)
      const code = liveCall(id)?.room?.code
      if (room === undefined || code === undefined) return fail('no-consultation')
      const guest: Guest = { who: 'asked', number }
      room.watch.expect(guest)
      room.isBringing = true
      const brought = await follow(asked, sipUri(code, parts.domain), code, timers)
      room.isBringing = false
      if (!brought.ok) room.watch.forget(guest)
      // Whoever waits in the room is heard again once the asking is over.
      else if (liveCall(id)?.room != null) state.move(id, { kind: 'room-joined', number })
      settle(room)
      return brought
    },
  }
}

/** A room answers at once: whoever is sent there is waited for. */
async function follow(asked: CallLeg, target: ReturnType<typeof sipUri>, code: string, timers: Timers): LegResult {
  let arrive = (_hasArrived: boolean) => undefined as void
  const arrived = new Promise<boolean>((resolve) => {
    arrive = resolve
  })
  const setOut = await asked.transfer(target, code, (hasArrived) => arrive(hasArrived))
  if (!setOut.ok) return setOut
  return (await bounded(arrived, roomAnswersMs, false, timers)) ? ok(undefined) : fail('timed-out')
}
