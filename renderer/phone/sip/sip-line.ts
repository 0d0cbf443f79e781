import { Inviter, SessionState } from 'sip.js'
import type { Invitation, Session, SessionDescriptionHandler } from 'sip.js'
import type { Call, CallId } from '../../../shared/calls/call'
import { createLineState, openCalls } from '../../../shared/calls/line-state'
import type { LineCapabilities, LineCommand, LineError, PhoneLine } from '../../../shared/calls/phone-line'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { bounded } from './bounded'
import type { LineMedia } from './call-audio'
import { fail } from './call-leg'
import type { CallLeg } from './call-leg'
import { createCommandLanes } from './command-lanes'
import { createConnection } from './connection'
import type { Upheaval } from './connection'
import { connectionTimes, type ConnectionTimes } from './connection-times'
import { callBeside } from './side-call'
import type { SideCall } from './side-call'
import { createDutyRing } from './duty-ring'
import { createIncomingLeg } from './incoming-leg'
import type { IncomingLeg } from './incoming-leg'
import { enterMeeting } from './meeting'
import { createOutgoingLeg } from './outgoing-leg'
import { changeMembership } from './queue-membership'
import type { MembershipCommand } from './queue-membership'
import { readIdentity } from './read-headers'
import { createRooms } from './rooms'
import { hearRoom } from './room-news'
import { createCallRefresher } from './refresh-calls'
import type { RefreshOptions } from './refresh-calls'
import { onlyServer } from './server-choice'
import { dialService } from './service-call'
import { createSilentDescription } from './silent-description'
import { serviceCodes } from './service-codes'
import { createSeveralCalls } from './several-calls'
import type { SipTrace } from './sip-trace'
import { createSeatUserAgent, sipUri } from './user-agent'
import type { SeatAccount, SeatTransport } from './user-agent'
import { quietly } from './quietly'

export interface SipLineOptions {
  readonly account: SeatAccount
  readonly transport: SeatTransport
  readonly media: LineMedia
  readonly capabilities: LineCapabilities
  /** In practice: a number behind which only this page stands, so that ringing it reaches nobody. None unless told. */
  readonly isInvented?: (number: string) => boolean
  /** What becomes of a call that comes during another one: refused with 486, or shown while the agent talks on. */
  readonly secondCalls: 'busy' | 'wait'
  /** How long whoever is asked about a call may ring; 20 s unless told. */
  readonly consultRingMs?: number | undefined
  /** How long the PBX lets this seat ring when its INVITE does not tell; null = not known. */
  readonly ringSeconds: number | null
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: NewId
  /** See `createLineState`; never unless told. */
  readonly isRemembering?: (() => boolean) | undefined
  readonly trace?: Pick<SipTrace, 'note'> | undefined
  readonly connection?: Partial<ConnectionTimes> | undefined
  /** Between two tries to tell the PBX of a call after the connection is back. */
  readonly refreshBackoff?: RefreshOptions['backoff'] | undefined
}

type CallCommand = Extract<LineCommand, { callId: CallId }>
type Outcome = Result<void, LineError>

interface KnownLeg {
  readonly leg: CallLeg
  readonly incoming: IncomingLeg | null
}

const refreshBackoff = { baseMs: 1000, capMs: 4000 }

export interface SipLine extends PhoneLine {
  /** Something has happened to this computer after which the connection has to be proven anew; a call goes on. */
  recheck(cause: Upheaval): void
  /** Calls a number that sends back what it hears, beside all calls; see `callBeside`. */
  callEcho(number: string, describe: (session: Session) => SessionDescriptionHandler): Promise<Result<SideCall, LineError>>
}

/** A `PhoneLine` over SIP. It starts connecting at once. */
export function createSipLine(options: SipLineOptions): SipLine {
  const { account, media, clock, timers, capabilities } = options
  const lanes = createCommandLanes(timers)
  const refresher = createCallRefresher({ lanes, timers, random: options.random, backoff: options.refreshBackoff ?? refreshBackoff })
  const legs = new Map<CallId, KnownLeg>()
  let digitsSent = 0
  let isDisposed = false

  const state = createLineState(
    {
      capabilities,
      registration: { state: 'stopped', reason: 'closed' },
      membership: { state: 'unknown' },
      microphone: media.microphone(),
    },
    timers,
    options.isRemembering,
  )
  const seat = createSeatUserAgent(
    account,
    options.transport,
    { onInvite, onDisconnect: () => connection.onDisconnect() },
    () => state.countWarning(),
    options.trace ?? null,
  )
  const connection = createConnection(
    seat.ua,
    {
      ...connectionTimes,
      ...options.connection,
      clock,
      timers,
      random: options.random,
      servers: options.transport.servers ?? onlyServer,
      hasCall: () => openCalls(state.snapshot()).length > 0,
      dropSocket: () => options.transport.drop(seat.ua),
    },
    {
      onRegistration(registration) {
        if (registration.state === 'registered') return state.set({ registration })
        refresher.onLost()
        // A PBX that has no registration for us just now may still be there.
        if (!seat.ua.isConnected()) for (const { leg } of [...legs.values()]) leg.connectionLost()
        state.set({ registration, membership: { state: 'unknown' } })
      },
      onBack: (how) => refresher.onBack([...legs].map(([id, { leg }]) => [id, leg] as const), how),
    },
  )
  const stopWatching = media.watchMicrophone((microphone) => state.set({ microphone }))
  state.subscribe((snapshot) => {
    for (const call of snapshot.calls) if (call.state === 'ended') legs.delete(call.id)
  })
  connection.start()

  function onInvite(invitation: Invitation): void {
    const { request } = invitation
    const { remote, offer: told, suspicious } = readIdentity((name) => request.getHeaders(name))
    if (suspicious) state.countWarning()
    const hasRoom = () => hasRoomFor(openCalls(state.snapshot()), options.secondCalls)
    if (!hasRoom()) endRingsInDoubt()
    const isBusy = !hasRoom()
    if (isBusy || isDisposed || invitation.state !== SessionState.Initial) {
      void quietly(() => invitation.reject({ statusCode: 486 }))
      if (isBusy) state.tell({ kind: 'second-call-refused', remote, at: clock.now() })
      return
    }
    const offer = { ...told, ringSeconds: told.ringSeconds ?? options.ringSeconds }
    const id = options.newId() as CallId
    const audio = media.openCall(id)
    seat.describeBy(invitation, () => audio.createSessionDescriptionHandler(invitation))
    const leg = createIncomingLeg({
      id, session: invitation, audio, state, clock, timers,
      random: options.random,
      tellPbx: () => tellPbx(id),
      ringLimitMs: offer.ringSeconds === null ? null : offer.ringSeconds * 1000,
    })
    legs.set(id, { leg, incoming: leg })
    state.add({ id, direction: 'incoming', remote, offer, startedAt: clock.now(), state: 'ringing' })
    void quietly(() => invitation.progress())
  }

  /** Where the PBX cannot be told now, it is told of every call once it is back. */
  function tellPbx(id: CallId): void {
    const known = legs.get(id)
    if (known !== undefined && connection.isRegistered()) refresher.tell(id, known.leg)
  }

  /** The PBX offers another call to a seat without room for one, so one that rang over a lost connection was taken back meanwhile. */
  function endRingsInDoubt(): void {
    for (const { leg, incoming } of [...legs.values()]) if (leg.isInDoubt()) incoming?.giveUpRing()
  }

  async function dial(number: string): Promise<Outcome> {
    if (capabilities.practice && options.isInvented?.(number) !== true) return fail('practice-never-dials')
    if (!capabilities.practice && !capabilities.dial) return fail('not-capable')
    if (!connection.isRegistered()) return fail('not-registered')
    if (openCalls(state.snapshot()).length > 0) return fail('not-in-this-state')
    return callOut(number, () => undefined)
  }

  function callOut(number: string, onCall: (id: CallId, leg: CallLeg) => void): Promise<Outcome> {
    if (!connection.isRegistered()) return Promise.resolve(fail('not-registered'))
    const target = sipUri(number, account.domain)
    const session = new Inviter(seat.ua, target)
    const id = options.newId() as CallId
    const audio = media.openCall(id)
    seat.describeBy(session, () => audio.createSessionDescriptionHandler(session))
    const leg = createOutgoingLeg({ id, session, audio, state, clock, timers, random: options.random, tellPbx: () => tellPbx(id) })
    legs.set(id, { leg, incoming: null })
    state.add({
      id,
      direction: 'outgoing',
      remote: { from: target.toString(), displayName: null, assertedIdentity: null, privacy: null },
      offer: { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: null },
      startedAt: clock.now(),
      state: 'dialling',
      farEndRings: false,
    })
    onCall(id, leg)
    return leg.start()
  }

  const rooms = createRooms({
    state, timers, clock,
    domain: account.domain,
    leg: (id) => legs.get(id)?.leg,
    enterMeeting(id, room, onNews) {
      const audio = media.openCall(id)
      const describe = (session: Inviter) => seat.describeBy(session, () => audio.createSessionDescriptionHandler(session))
      return enterMeeting(seat.ua, sipUri(room, account.domain), describe, { id, audio, state, clock, timers, random: options.random, onMessage: hearRoom(onNews, () => state.countWarning()) })
    },
    carryOn(id, leg) {
      legs.set(id, { leg, incoming: null })
      leg.carry()
    },
    goOnAs(id, leg) {
      legs.set(id, { leg, incoming: null })
      leg.goOnAs(id)
    },
    newCallId: () => options.newId() as CallId,
    newRoom: () => `${serviceCodes.meeting}${String(Math.floor(options.random() * 1_000_000)).padStart(6, '0')}`,
  })

  const several = createSeveralCalls({
    state, lanes, timers, capabilities, rooms,
    domain: account.domain,
    leg: (id) => legs.get(id)?.leg,
    dial: callOut,
    consultRingMs: options.consultRingMs ?? 20_000,
  })

  async function dialCode(code: string): Promise<Outcome> {
    if (!connection.isRegistered()) return fail('not-registered')
    return dialService(seat.ua, sipUri(code, account.domain), (session, handler) => seat.describeBy(session, () => handler), timers)
  }

  async function setMembership(command: MembershipCommand): Promise<Outcome> {
    if (!capabilities.queueMembership) return fail('not-capable')
    if (!connection.isRegistered()) return fail('not-registered')
    return changeMembership(command, { state, clock, dial: dialCode })
  }

  const duty = createDutyRing({
    timers,
    call: (code, options) => callBeside(seat.ua, sipUri(code, account.domain), (session) => seat.describeBy(session, createSilentDescription), timers, options),
    mayDial: () => (capabilities.practice ? fail('practice-never-dials') : !capabilities.dial ? fail('not-capable') : connection.isRegistered() ? ok(undefined) : fail('not-registered')),
  })

  function onCall(command: CallCommand): Promise<Outcome> {
    const known = legs.get(command.callId)
    if (known === undefined) return Promise.resolve(withoutLeg(command))
    const { leg, incoming } = known
    const lane = command.callId
    switch (command.kind) {
      case 'answer':
        return lanes
          .run(lane, command, async () => {
            const others = await several.holdOthers(command.callId)
            return others.ok ? (incoming?.answer() ?? fail('not-in-this-state')) : others
          })
          .then((result) => {
            // Before the connection is back there is nobody to tell; then everybody is told of.
            if (result.ok && leg.isInDoubt() && connection.isRegistered()) refresher.tell(lane, leg)
            return result
          })
      // The end of a call never waits for another command of it.
      case 'decline':
        return lanes.run(`${lane} end`, command, async () => incoming?.decline(command.reason) ?? fail('not-in-this-state'))
      case 'hang-up':
        return lanes.run(`${lane} end`, command, () => leg.hangUp())
      case 'hold':
        return lanes.runSoon(lane, command, () => leg.hold())
      case 'resume':
        return lanes.runSoon(lane, command, () => leg.resume())
      case 'mute':
        return leg.mute(command.muted)
      // Each of them moves more than one call: one after the other, whatever calls they are about.
      case 'talk-to':
        return lanes.runSoon('several', command, () => several.talkTo(command.callId))
      case 'transfer':
        return lanes.runSoon('several', command, () => several.transfer(command.callId, command.to))
      case 'consult':
        return lanes.runSoon('several', command, () => several.consult(command.callId, command.to))
      case 'complete-transfer':
        return lanes.runSoon('several', command, () => several.completeTransfer(command.callId))
      case 'join':
        return lanes.runSoon('several', command, () => several.join(command.callId))
      case 'dtmf':
        // The same digit twice is two digits.
        return lanes.run(`${lane} digits`, { digit: (digitsSent += 1) }, () => leg.sendDigit(command.digit))
      default:
        return assertNever(command)
    }
  }

  function withoutLeg(command: CallCommand): Outcome {
    if (state.call(command.callId) === undefined) return fail('no-such-call')
    return command.kind === 'hang-up' ? ok(undefined) : fail('not-in-this-state')
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async execute(command) {
      if (isDisposed) return fail('phone-gone')
      switch (command.kind) {
        case 'dial':
          return lanes.runSoon('line', command, () => dial(command.number))
        case 'expect-caller':
          if (!capabilities.expectCaller) return fail('not-capable')
          return lanes.run('expect', command, () => dialCode(`${serviceCodes.expect}${command.number}`))
        case 'ring-duty':
          return lanes.run('duty', command, () => duty.ring(command.number))
        case 'stop-duty':
          duty.stop()
          return ok(undefined)
        case 'pause-queue':
        case 'resume-queue':
          return lanes.run('membership', command, () => setMembership(command))
        default:
          return onCall(command)
      }
    },
    recheck: (cause) => connection.recheck(cause),
    async callEcho(number, describe) {
      if (isDisposed || !connection.isRegistered()) return fail('not-registered')
      return callBeside(seat.ua, sipUri(number, account.domain), (session) => seat.describeBy(session, () => describe(session)), timers)
    },
    async dispose() {
      if (isDisposed) return
      isDisposed = true
      stopWatching()
      const ends = [...legs.values()].map(({ leg, incoming }) =>
        incoming !== null ? incoming.decline('other').then((r) => (r.ok ? r : leg.hangUp())) : leg.hangUp(),
      )
      await bounded(Promise.all(ends), 1000, null, timers)
      await connection.stop()
    },
  }
}

/** Of several calls one may ring, beside those that talk or wait. */
function hasRoomFor(open: readonly Call[], secondCalls: SipLineOptions['secondCalls']): boolean {
  return open.length === 0 || (secondCalls === 'wait' && open.length === 1 && open[0]?.state === 'live')
}
