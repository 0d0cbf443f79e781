import { describe, expect, it } from 'vitest'
import { toneFor } from '../../../renderer/phone/audio/tone-for'
import { maskNumber } from '../../../renderer/phone/mask-number'
import { needsNewLine } from '../../../renderer/phone/needs-new-line'
import type { Call } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { PhoneConfiguration } from '../../../shared/ipc/values'
import { callsInEveryState } from '../calls/calls.fixture'

describe('what a seat hears of its line', () => {
  const tone = (...calls: Call[]) => toneFor({ calls } as unknown as LineSnapshot, false)

  it('a ring until it is answered or over', () => {
    expect(tone(callsInEveryState.ringing)).toBe('ring')
    expect(tone(callsInEveryState.answering)).toBeNull()
    expect(tone(callsInEveryState.live)).toBeNull()
    expect(tone(callsInEveryState.ended)).toBeNull()
    expect(tone()).toBeNull()
  })

  it('a call for help of another seat before anything else, and below the voices in a talk', () => {
    const helped = (...calls: Call[]) => toneFor({ calls } as unknown as LineSnapshot, true)
    expect([helped(), helped(callsInEveryState.ringing), helped(callsInEveryState.live)]).toEqual(['help', 'help', 'helpInTalk'])
  })

  it("the far end's bell while dialling, once it rings there", () => {
    expect(tone(callsInEveryState.dialling)).toBeNull()
    expect(tone({ ...callsInEveryState.dialling, farEndRings: true })).toBe('ringback')
  })
})

describe('a change of the configuration', () => {
  const sip: PhoneConfiguration = {
    kind: 'sip',
    ring: { volume: 0.7, deviceId: null },
    audio: { microphoneId: null, speakerId: null },
    ringTimeoutSeconds: 25,
    isLocked: false,
    serverUrls: ['wss://pbx.example/ws'],
    trustMark: 'none',
    user: '1001',
    domain: 'pbx.example',
    password: 'secret',
    displayName: '江晓',
    iceServers: [],
    secondCalls: 'busy',
  }

  it('of loudness or devices needs no new line', () => {
    expect(needsNewLine(sip, { ...sip, ring: { volume: 0.2, deviceId: 'headset' }, audio: { microphoneId: 'a', speakerId: 'b' } })).toBe(false)
  })

  it('of account, server or kind does', () => {
    expect(needsNewLine(sip, { ...sip, password: 'another' })).toBe(true)
    expect(needsNewLine(sip, { ...sip, iceServers: ['stun:a'] })).toBe(true)
    expect(needsNewLine(sip, { kind: 'practice', ring: sip.ring, audio: sip.audio, ringTimeoutSeconds: 25, isLocked: false })).toBe(true)
  })
})

describe('the number in the ring window', () => {
  const remote = { from: 'sip:15400000012@trunk.example', displayName: null, assertedIdentity: null, privacy: null }
  const plan = { homeArea: '023' }

  it('is masked', () => expect(maskNumber(remote, plan)).toBe('154****0012'))
  it('is the asserted one', () => {
    expect(maskNumber({ ...remote, assertedIdentity: '<tel:+86-154-0000-0141>' }, plan)).toBe('154****0141')
  })
  it('is not there when it was withheld, even if the network knows it', () => {
    expect(maskNumber({ ...remote, assertedIdentity: '<tel:+8615400000141>', privacy: 'id' }, plan)).toBeNull()
    expect(maskNumber({ ...remote, from: 'sip:anonymous@anonymous.invalid' }, plan)).toBeNull()
  })
})
