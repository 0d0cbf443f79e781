import type { CallId } from '../../../shared/calls/call'
import { dialledOf } from '../../../shared/callers/dialled-of'
import { openCalls, type LineState } from '../../../shared/calls/line-state'
import type { LineCapabilities, LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import { fail, type CallLeg, type LegResult } from './call-leg'
import type { CommandLanes } from './command-lanes'
import type { Rooms } from './rooms'
import { sipUri } from './user-agent'

export interface SeveralCallsParts {
  readonly state: LineState
  readonly lanes: CommandLanes
  readonly timers: Timers
  readonly capabilities: LineCapabilities
  /** Host part of what is dialled. */
  readonly domain: string
  leg(id: CallId): CallLeg | undefined
  /** Calls a number beside the call that is on hold. `onCall` is told the call before anything can happen to it. */
  dial(to: string, onCall: (id: CallId, leg: CallLeg) => void): LegResult
  readonly rooms: Rooms
  /** Whoever is asked and does not answer within this time keeps the caller waiting for nothing. */
  readonly consultRingMs: number
}

/** What is done with a call beside another one: asking somebody, putting through, three at once, and changing between them. */
export interface SeveralCalls {
  /** Everything else goes on hold. */
  holdOthers(id: CallId): LegResult
  talkTo(id: CallId): LegResult
  transfer(id: CallId, to: string): LegResult
  consult(id: CallId, to: string): LegResult
  completeTransfer(id: CallId): LegResult
  join(id: CallId): LegResult
}

export function createSeveralCalls(parts: SeveralCallsParts): SeveralCalls {
  const { state, lanes, timers, capabilities, leg, rooms } = parts
  let before = state.snapshot().consultation

  state.subscribe(({ consultation }) => {
    const over = before
    before = consultation
    if (over === null || consultation !== null) return
    stopMixing(over.callId, over.consultId)
    // Whoever was asked is gone: the agent is back with the caller.
    bringBack(over.callId)
  })
  /** Lost with the connection was also the way to tell the PBX that the caller is to be brought back. */
  let waiting: CallId | null = null
  state.subscribe(({ registration }) => {
    if (waiting === null || registration.state !== 'registered') return
    const id = waiting
    waiting = null
    if (state.snapshot().consultation === null && !openCalls(state.snapshot()).some((call) => call.id !== id)) bringBack(id)
  })

  function bringBack(id: CallId): void {
    if (liveCall(id)?.hold !== 'held') return
    void resume(id).then((back) => {
      if (!back.ok && state.snapshot().registration.state !== 'registered') waiting = id
      // Gone out of a room in that moment, the caller leaves the others there waiting.
      const next = state.snapshot().calls.find((call) => call.state === 'live' && call.room?.after === id)
      if (!back.ok && next !== undefined && state.snapshot().consultation === null) bringBack(next.id)
    })
  }

  const liveCall = (id: CallId) => {
    const call = state.call(id)
    return call?.state === 'live' ? call : null
  }
  const hold = (id: CallId) => lanes.run(id, { kind: 'hold' }, async () => leg(id)?.hold() ?? fail('no-such-call'))
  const resume = (id: CallId) => lanes.run(id, { kind: 'resume' }, async () => leg(id)?.resume() ?? fail('no-such-call'))

  async function holdOthers(id: CallId): LegResult {
    const { consultation } = state.snapshot()
    for (const call of openCalls(state.snapshot())) {
      const isJoined = consultation?.joinedBy != null && (consultation.callId === call.id || consultation.consultId === call.id)
      if (call.id === id || isJoined || call.state !== 'live' || call.hold === 'held') continue
      const held = await hold(call.id)
      // One that has ended meanwhile holds nobody up.
      if (!held.ok && liveCall(call.id) !== null) return held
    }
    return ok(undefined)
  }

  /** The consultation of that caller with somebody who has answered. */
  function answered(id: CallId): { readonly caller: CallLeg; readonly asked: CallLeg; readonly askedId: CallId } | null {
    const { consultation } = state.snapshot()
    if (consultation?.callId !== id || liveCall(id) === null || liveCall(consultation.consultId) === null) return null
    const [caller, asked] = [leg(id), leg(consultation.consultId)]
    return caller === undefined || asked === undefined ? null : { caller, asked, askedId: consultation.consultId }
  }

  function stopMixing(callId: CallId, consultId: CallId): void {
    leg(callId)?.audio.passOn(null)
    leg(consultId)?.audio.passOn(null)
  }

  async function joinHere(id: CallId, askedId: CallId, caller: CallLeg, asked: CallLeg): LegResult {
    for (const each of [id, askedId]) {
      const resumed = await resume(each)
      if (!resumed.ok) return resumed
    }
    if (answered(id) === null) return fail('no-consultation')
    caller.audio.passOn(asked.audio.farVoice())
    asked.audio.passOn(caller.audio.farVoice())
    state.set({ consultation: { callId: id, consultId: askedId, joinedBy: 'line' } })
    return ok(undefined)
  }

  const isAsked = (id: CallId, askedId: CallId) => answered(id)?.askedId === askedId
  const dialledIn = (id: CallId) => {
    const call = state.call(id)
    return call === undefined ? '0' : dialledOf(call)
  }
  const roomOf = (id: CallId) => liveCall(id)?.room ?? null

  /** Whoever was asked comes into the caller's room, the first time by way of a new one. */
  async function joinAtPbx(id: CallId, askedId: CallId, caller: CallLeg, asked: CallLeg): LegResult {
    const entered = roomOf(id) === null ? await rooms.enter(id, caller, () => isAsked(id, askedId)) : ok(undefined)
    if (!entered.ok) {
      if (!hasNoRooms(entered.error)) return entered
      state.set({ capabilities: { ...state.snapshot().capabilities, conference: 'local' } })
      return isAsked(id, askedId) ? joinHere(id, askedId, caller, asked) : fail('no-consultation')
    }
    if (roomOf(id) === null || !isAsked(id, askedId)) return fail('no-consultation')
    state.set({ consultation: { callId: id, consultId: askedId, joinedBy: 'pbx' } })
    const followed = await rooms.bring(id, asked, dialledIn(askedId))
    if (!followed.ok && isAsked(id, askedId)) {
      state.set({ consultation: { callId: id, consultId: askedId, joinedBy: null } })
      await hold(id)
    }
    return followed
  }

  return {
    holdOthers,
    async talkTo(id) {
      const call = liveCall(id)
      if (call === null) return fail(state.call(id) === undefined ? 'no-such-call' : 'not-in-this-state')
      const others = await holdOthers(id)
      if (!others.ok) return others
      return liveCall(id)?.hold === 'off' ? ok(undefined) : resume(id)
    },
    async transfer(id, to) {
      if (!capabilities.blindTransfer) return fail('not-capable')
      if (roomOf(id) !== null) return fail('not-in-this-state')
      return leg(id)?.transfer(sipUri(to, parts.domain), to) ?? fail('no-such-call')
    },
    async consult(id, to) {
      if (!capabilities.attendedTransfer) return fail('not-capable')
      const { consultation } = state.snapshot()
      // Pressed twice, also when the first press is through already.
      if (consultation?.callId === id && dialledIn(consultation.consultId) === to) return ok(undefined)
      const isBusy = openCalls(state.snapshot()).some((call) => call.id !== id && call.state !== 'live')
      if (liveCall(id) === null || isBusy || consultation !== null) return fail('not-in-this-state')
      const held = await hold(id)
      if (!held.ok) return held
      const others = await holdOthers(id)
      if (!others.ok) return others
      const begun: { id: CallId | null } = { id: null }
      const dialled = await parts.dial(to, (consultId, asked) => {
        begun.id = consultId
        state.set({ consultation: { callId: id, consultId, joinedBy: null } })
        timers.after(parts.consultRingMs, () => {
          if (state.call(consultId)?.state !== 'dialling') return
          asked.expectEnd({ kind: 'failed', sipCode: 408 })
          void asked.hangUp()
        })
      })
      // It never came to a call: nobody else brings the caller back.
      if (!dialled.ok && begun.id === null) void resume(id)
      return dialled
    },
    async completeTransfer(id) {
      const both = answered(id)
      if (both === null) return fail('no-consultation')
      if (roomOf(id) !== null) return fail('not-in-this-state')
      const to = dialledIn(both.askedId)
      // The PBX may take the one leg away before it says that the other one has arrived.
      both.asked.goesTo(to)
      const setOut = await both.caller.transfer(both.asked.session, to, (hasArrived) => {
        if (hasArrived) both.asked.abandon({ kind: 'transferred', to })
        else both.asked.goesTo(null)
      })
      if (!setOut.ok) both.asked.goesTo(null)
      return setOut
    },
    async join(id) {
      const { conference } = state.snapshot().capabilities
      if (conference === 'none') return fail('not-capable')
      const both = answered(id)
      if (both === null) return fail('no-consultation')
      if (state.snapshot().consultation?.joinedBy != null) return ok(undefined)
      const { caller, asked, askedId } = both
      return conference === 'pbx' ? joinAtPbx(id, askedId, caller, asked) : joinHere(id, askedId, caller, asked)
    },
  }
}

/** A PBX that knows no such number, or takes it for half of one, or gives such a call no sound: there are no rooms behind `*5`. */
function hasNoRooms({ code, sipCode }: LineError): boolean {
  return code === 'refused-by-pbx' && (sipCode === 404 || sipCode === 484 || sipCode === 488)
}
