import type { Call, CallId } from '../../shared/calls/call'
import type { LineCommand, LineListener, LineSnapshot, PhoneLine } from '../../shared/calls/phone-line'
import { epochMs } from '../../shared/lib/clock'
import { ok } from '../../shared/lib/result'

/** A line whose calls a test writes down. Commands are only remembered. */
export interface FakeLine extends PhoneLine {
  readonly commands: LineCommand[]
  show(calls: readonly Call[], more?: Partial<LineSnapshot>): void
}

export function createFakeLine(calls: readonly Call[] = [], more: Partial<LineSnapshot> = {}): FakeLine {
  const listeners = new Set<LineListener>()
  const commands: LineCommand[] = []
  let snapshot: LineSnapshot = {
    sequence: 1,
    capabilities: { dial: true, dtmf: true, hold: true, queueMembership: true, expectCaller: true, blindTransfer: false, attendedTransfer: false, conference: 'none', practice: false },
    registration: { state: 'registered', since: epochMs(0), provenAt: epochMs(0), standby: 0 },
    membership: { state: 'ready', since: epochMs(0) },
    microphone: 'ready',
    calls,
    consultation: null,
    parserWarnings: 0, secondCallsRefused: 0, badMessages: 0,
    ...more,
  }
  return {
    commands,
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      listener(snapshot, null)
      return () => listeners.delete(listener)
    },
    execute(command) {
      commands.push(command)
      return Promise.resolve(ok(undefined))
    },
    dispose: () => Promise.resolve(),
    show(next, more = {}) {
      snapshot = { ...snapshot, ...more, calls: next, sequence: snapshot.sequence + 1 }
      for (const listener of [...listeners]) listener(snapshot, null)
    },
  }
}

export function ringing(number: string, startedAt: number, id = '019aae00-0000-7000-8000-00000000c001'): Call {
  return {
    id: id as CallId,
    direction: 'incoming',
    state: 'ringing',
    startedAt: epochMs(startedAt),
    remote: { from: `sip:${number}@trunk.example`, displayName: null, assertedIdentity: null, privacy: null },
    offer: { queue: 'hotline', queueCallId: 'q-1', waitedSeconds: 12, ringSeconds: 20, answerAfterSeconds: null, supervises: null },
  }
}

/** The same call when nobody is on it any more. */
export function ended({ id, direction, startedAt, remote, offer }: Call, endedAt: number): Call {
  return { id, direction, startedAt, remote, offer, state: 'ended', answeredAt: null, endedAt: epochMs(endedAt), outcome: { kind: 'missed' } }
}

/** The same call, answered. */
export function live({ id, direction, startedAt, remote, offer }: Call, answeredAt: number): Call {
  return { id, direction, startedAt, remote, offer, state: 'live', answeredAt: epochMs(answeredAt), hold: 'off', muted: false, canBeHeard: true, room: null }
}
