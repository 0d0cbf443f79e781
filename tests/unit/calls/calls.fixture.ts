import type { Call, CallEvent, CallId, CallIdentity } from '../../../shared/calls/call'
import { epochMs } from '../../../shared/lib/clock'

export const at = (seconds: number) => epochMs(1_790_000_000_000 + seconds * 1000)

export const identity: CallIdentity = {
  id: 'call-1' as CallId,
  direction: 'incoming',
  remote: { from: 'sip:15400000001@trunk.example', displayName: null, assertedIdentity: null, privacy: null },
  offer: { queue: 'hotline', queueCallId: 'q-1', waitedSeconds: 4, ringSeconds: 20, answerAfterSeconds: null, supervises: null },
  startedAt: at(0),
}

const outgoing = { ...identity, direction: 'outgoing' } as const
const live = { ...identity, state: 'live', answeredAt: at(2), muted: false, canBeHeard: true, room: null } as const

/** One call of every state, the live one with every state of hold. */
export const callsInEveryState = {
  ringing: { ...identity, state: 'ringing' },
  answering: { ...identity, state: 'answering', askedAt: at(1) },
  dialling: { ...outgoing, state: 'dialling', farEndRings: false },
  live: { ...live, hold: 'off' },
  holding: { ...live, hold: 'holding' },
  held: { ...live, hold: 'held' },
  resuming: { ...live, hold: 'resuming' },
  leaving: { ...live, hold: 'off', goesTo: '12333' },
  ended: {
    ...identity,
    state: 'ended',
    answeredAt: at(2),
    endedAt: at(9),
    outcome: { kind: 'completed', endedBy: 'caller' },
  },
} as const satisfies Record<string, Call>

/** One event of every kind. */
export const everyEvent: { readonly [K in CallEvent['kind']]: Extract<CallEvent, { kind: K }> } = {
  'answer-requested': { kind: 'answer-requested', at: at(1) },
  progress: { kind: 'progress' },
  established: { kind: 'established', at: at(2), canBeHeard: true },
  'hold-requested': { kind: 'hold-requested' },
  'hold-confirmed': { kind: 'hold-confirmed' },
  'hold-refused': { kind: 'hold-refused' },
  'resume-requested': { kind: 'resume-requested' },
  'resume-confirmed': { kind: 'resume-confirmed' },
  'resume-refused': { kind: 'resume-refused' },
  'mute-changed': { kind: 'mute-changed', muted: true },
  'put-through-begun': { kind: 'put-through-begun', to: '12333' },
  'put-through-failed': { kind: 'put-through-failed' },
  'microphone-changed': { kind: 'microphone-changed', canBeHeard: false },
  'room-entered': { kind: 'room-entered', code: '*5123456' },
  'room-joined': { kind: 'room-joined', number: '12333' },
  'room-left': { kind: 'room-left', number: '12333' },
  'room-told': { kind: 'room-told', isTold: true },
  ended: { kind: 'ended', at: at(9), outcome: { kind: 'cancelled-by-caller' } },
}
