import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromConsoleSchema, fromRingSchema, requestIdOf, toConsoleSchema, toRingSchema } from '../../../shared/calls/phone-wire'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { at, callsInEveryState } from './calls.fixture'

const snapshot: LineSnapshot = {
  sequence: 3,
  capabilities: {
    dial: true,
    dtmf: true,
    hold: true,
    queueMembership: true,
    expectCaller: true,
    blindTransfer: false,
    attendedTransfer: false,
    conference: 'none',
    practice: false,
  },
  registration: { state: 'registered', since: at(0), provenAt: at(4), standby: 0 },
  membership: { state: 'paused', since: at(1), reason: 'break' },
  microphone: 'ready',
  calls: Object.values(callsInEveryState),
  consultation: null,
  parserWarnings: 0, secondCallsRefused: 0, badMessages: 0,
}

describe('messages between the phone and its pages', () => {
  it('a snapshot with a call in every state arrives as it was sent', () => {
    const devices = { microphones: [{ id: 'm', label: 'Headset' }], speakers: [] }
    const message = { kind: 'snapshot', phoneId: 'phone-1', snapshot, practice: null, devices }
    expect(toConsoleSchema.parse(structuredClone(message))).toEqual(message)
  })

  it('an answer without a value gets its value back', () => {
    expect(toConsoleSchema.parse({ kind: 'answer', requestId: 'r1', result: { ok: true } })).toEqual({
      kind: 'answer',
      requestId: 'r1',
      result: { ok: true, value: undefined },
    })
  })

  it('the ring window may answer and decline and nothing else', () => {
    const message = (command: object) => ({ kind: 'command', requestId: 'r1', command })
    expect(fromRingSchema.safeParse(message({ kind: 'answer', callId: 'c' })).success).toBe(true)
    expect(fromRingSchema.safeParse(message({ kind: 'decline', callId: 'c', reason: 'break' })).success).toBe(true)
    for (const command of [
      { kind: 'hang-up', callId: 'c' },
      { kind: 'dial', number: '110' },
      { kind: 'resume-queue' },
    ]) {
      expect(fromRingSchema.safeParse(message(command)).success).toBe(false)
      expect(fromConsoleSchema.safeParse(message(command)).success).toBe(true)
    }
    expect(fromRingSchema.safeParse({ kind: 'practice', requestId: 'r1', command: { kind: 'stop' } }).success).toBe(false)
  })

  it('the ring window is not told a number in full, even when the phone tries', () => {
    const call = {
      callId: 'c',
      state: 'ringing',
      maskedNumber: '154****0001',
      queue: 'hotline',
      waitedSeconds: 3,
      startedAt: at(0),
    }
    const sent = { kind: 'ring', call: { ...call, remote: { from: 'sip:15400000001@trunk.example' } } }
    expect(toRingSchema.parse(sent)).toEqual({ kind: 'ring', call })
  })

  it('a number to dial holds nothing but what a keypad has', () => {
    const dial = (number: string) =>
      fromConsoleSchema.safeParse({ kind: 'command', requestId: 'r', command: { kind: 'dial', number } }).success
    expect(dial('02390000012')).toBe(true)
    expect(dial('+8615400000012')).toBe(true)
    for (const hostile of ['', 'sip:1@evil.example', '1\r\nX: y', '1@evil', '1'.repeat(33)]) expect(dial(hostile)).toBe(false)
  })

  it('anything at all is parsed or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        for (const schema of [fromConsoleSchema, fromRingSchema, toConsoleSchema, toRingSchema]) schema.safeParse(message)
        requestIdOf(message)
      }),
    )
  })
})
