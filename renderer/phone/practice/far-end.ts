import { Inviter, SessionState } from 'sip.js'
import type { Invitation, Referral, Session, SessionDescriptionHandler } from 'sip.js'
import { createSeatUserAgent, sipUri } from '../sip/user-agent'
import { createSilentDescription } from '../sip/silent-description'
import { infoOfDigit } from '../sip/dtmf'
import { serviceCodes } from '../sip/service-codes'
import type { Timers } from '../../../shared/lib/clock'
import { departmentAt } from './departments'
import type { Echo } from './echo'
import type { MemoryWire } from './memory-wire'
import { quietly } from '../sip/quietly'

/** Who calls, as the trunk would say it. Header values are sent as they are. */
export interface Caller {
  readonly fromUri: string
  readonly displayName?: string
  readonly assertedIdentity: string | null
  readonly privacy?: string
}

export interface Offer {
  readonly queue: string
  readonly queueCallId: string
  readonly waitedSeconds: number
  readonly ringSeconds: number
}

/** Sound of a scripted caller. */
export interface CallerAudio {
  createSessionDescriptionHandler(session: Session): SessionDescriptionHandler
  /** Speaks one recorded sentence; settles when it is over, or at once when it cannot be spoken. */
  say(lineId: string): Promise<void>
  close(): void
}

export type FarEndEvent =
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'held' | 'resumed' }
  | { readonly kind: 'digit'; readonly digit: string }
  /** The seat sends the caller on (REFER); `to` is the user part of where. */
  | { readonly kind: 'referred'; readonly to: string }
  /** The seat said no; the code is its answer. */
  | { readonly kind: 'refused'; readonly sipCode: number }
  | { readonly kind: 'ended' }

/** The caller's end of one practice call. */
export interface FarEndCall {
  /** Takes the ring back, with a Reason header or without. */
  cancel(reason?: string): void
  hangUp(): void
  sendDigit(digit: string): void
  say(lineId: string): Promise<void>
}

/** Somebody whose call has fallen, and who answers the seat once. */
export interface ExpectedSeat extends Omit<FarEndCall, 'cancel'> {
  /** Nobody answers there any more. */
  forget(): void
}

/** PBX and callers of the practice line: it registers the seat, offers calls, understands the codes of the queue. */
export interface FarEnd {
  call(caller: Caller, offer: Offer, audio: CallerAudio, listener: (event: FarEndEvent) => void): FarEndCall
  /** Answers the seat's next call to that number, once; until then nobody does. */
  expectSeat(number: string, listener: (event: FarEndEvent) => void): ExpectedSeat
  /** Whether a call of the seat to that number is waited for. */
  expects(number: string): boolean
  /** What the registrar answers; 200 unless a test says otherwise. */
  answerRegister(sipCode: number): void
  stop(): Promise<void>
}

/** Of the queue, and of callers who are expected. */
const queueCode = /^\*(3(0|1[1-6])|6\+?[0-9]{3,20})$/

export interface FarEndParts {
  readonly timers: Timers
  /** How long a department takes to answer. */
  readonly pickUpMs: number
  openAudio(): CallerAudio
  openEcho(): Echo
}

export function createFarEnd(wire: MemoryWire, seatUser: string, parts: FarEndParts): FarEnd {
  let registerCode = 200
  const expected = new Map<string, (invitation: Invitation) => void>()

  const { ua, describeBy } = createSeatUserAgent(
    { user: 'practice', domain: 'practice.invalid', password: '', displayName: '' },
    wire.transport('far-end'),
    {
      onInvite,
      onRegisterRequest(request) {
        const contact = request.message.getHeader('contact') ?? ''
        if (registerCode === 200) request.accept({ statusCode: 200, extraHeaders: [`Contact: ${contact}`] })
        else request.reject({ statusCode: registerCode })
      },
    },
    () => undefined,
  )
  void ua.start()

  /** The seat dials: codes of the queue are obeyed, the echo echoes, made-up departments answer, and nothing leaves the practice line. */
  function onInvite(invitation: Invitation): void {
    const dialled = invitation.request.to.uri.user ?? ''
    if (queueCode.test(dialled)) {
      describeBy(invitation, createSilentDescription)
      return void quietly(() => invitation.accept().then(() => invitation.bye()))
    }
    if (dialled === serviceCodes.echo) return answerWithEcho(invitation)
    const expecting = expected.get(dialled)
    if (expecting !== undefined) return expecting(invitation)
    const manner = departmentAt(dialled)
    if (manner === null) return void quietly(() => invitation.reject({ statusCode: 404 }))
    if (manner === 'busy') return void quietly(() => invitation.reject({ statusCode: 486 }))
    const audio = parts.openAudio()
    describeBy(invitation, () => audio.createSessionDescriptionHandler(invitation))
    follow(invitation, audio, () => undefined)
    void quietly(() => invitation.progress())
    if (manner === 'answers') parts.timers.after(parts.pickUpMs, () => void quietly(() => invitation.accept()))
  }

  function answerWithEcho(invitation: Invitation): void {
    const echo = parts.openEcho()
    describeBy(invitation, () => echo.createSessionDescriptionHandler(invitation))
    invitation.delegate = { onBye: (bye) => void quietly(() => bye.accept()) }
    invitation.stateChange.addListener((state) => state === SessionState.Terminated && echo.close())
    void quietly(() => invitation.accept())
  }

  return {
    call(caller, offer, audio, listener) {
      const session = new Inviter(ua, sipUri(seatUser, 'practice.invalid'), {
        params: { fromUri: caller.fromUri, ...(caller.displayName === undefined ? {} : { fromDisplayName: caller.displayName }) },
        extraHeaders: headersOf(caller, offer),
      })
      describeBy(session, () => audio.createSessionDescriptionHandler(session))
      follow(session, audio, listener)
      const invited = session.invite({
        requestDelegate: {
          onProgress: () => listener({ kind: 'ringing' }),
          onReject: (response) => listener({ kind: 'refused', sipCode: response.message.statusCode ?? 0 }),
        },
      })
      invited.catch(() => listener({ kind: 'ended' }))
      return {
        ...talkOn(session, audio),
        cancel(reason) {
          if (session.state !== SessionState.Initial && session.state !== SessionState.Establishing) return
          void quietly(() => session.cancel(reason === undefined ? {} : { extraHeaders: [`Reason: ${reason}`] }))
        },
      }
    },
    expectSeat(number, listener) {
      let talk: ReturnType<typeof talkOn> | null = null
      expected.set(number, (invitation) => {
        expected.delete(number)
        const audio = parts.openAudio()
        describeBy(invitation, () => audio.createSessionDescriptionHandler(invitation))
        follow(invitation, audio, listener)
        talk = talkOn(invitation, audio)
        void quietly(() => invitation.progress())
        parts.timers.after(parts.pickUpMs, () => void quietly(() => invitation.accept()))
      })
      return {
        hangUp: () => talk?.hangUp(),
        sendDigit: (digit) => talk?.sendDigit(digit),
        say: async (lineId) => talk?.say(lineId),
        forget: () => void expected.delete(number),
      }
    },
    expects: (number) => expected.has(number),
    answerRegister(sipCode) {
      registerCode = sipCode
    },
    stop: () => ua.stop(),
  }
}

function talkOn(session: Session, audio: CallerAudio): Omit<FarEndCall, 'cancel'> {
  return {
    hangUp() {
      if (session.state === SessionState.Established) void quietly(() => session.bye())
    },
    sendDigit: (digit) => void quietly(() => session.info({ requestOptions: { body: infoOfDigit(digit) } })),
    say: (lineId) => audio.say(lineId),
  }
}

function follow(session: Session, audio: CallerAudio, listener: (event: FarEndEvent) => void): void {
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) listener({ kind: 'answered' })
    if (state !== SessionState.Terminated) return
    audio.close()
    listener({ kind: 'ended' })
  })
  session.delegate = {
    onBye: (bye) => void quietly(() => bye.accept()),
    onInfo: (info) => {
      const digit = /Signal=([0-9A-D*#])/.exec(info.request.body)?.[1]
      void quietly(() => info.accept())
      if (digit !== undefined) listener({ kind: 'digit', digit })
    },
    onRefer: (referral: Referral) => {
      const to = referral.referTo.uri.user ?? ''
      // Into a call that the seat has already (RFC 3891), or to a number.
      const isIntoCall = referral.referTo.uri.getHeader('Replaces') !== undefined
      if (!isIntoCall && departmentAt(to) === null) return void quietly(() => referral.reject({ statusCode: 404 }))
      listener({ kind: 'referred', to })
      // Gone there as soon as it is told to: a PBX that hands a call over ends this leg in the same way.
      void quietly(() => referral.accept().then(() => session.bye()))
    },
    onInvite: (request) => {
      listener({ kind: /^a=(sendonly|inactive)\s*$/m.test(request.body) ? 'held' : 'resumed' })
    },
  }
}

function headersOf(caller: Caller, offer: Offer): string[] {
  const headers = [
    `X-Queue: ${offer.queue}`,
    `X-Call-Id: ${offer.queueCallId}`,
    `X-Queue-Wait: ${offer.waitedSeconds}`,
    `X-Ring-Timeout: ${offer.ringSeconds}`,
  ]
  if (caller.assertedIdentity !== null) headers.push(`P-Asserted-Identity: ${caller.assertedIdentity}`)
  if (caller.privacy !== undefined) headers.push(`Privacy: ${caller.privacy}`)
  return headers
}

