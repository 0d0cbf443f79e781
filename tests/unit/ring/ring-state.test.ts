import { describe, expect, it } from 'vitest'
import { callIdOf, isDead, isOver, nextRing, nothingRings, waitedSeconds } from '../../../renderer/ring/ring-state'
import type { RingNews, RingState } from '../../../renderer/ring/ring-state'
import type { CallId } from '../../../shared/calls/call'
import type { RingCall } from '../../../shared/calls/phone-wire'
import { at } from '../calls/calls.fixture'

const now = at(10)
const card = (callId: string) => ({ callId, maskedNumber: '154****0001', place: '重庆', queue: '职工热线' })
const call = (callId: string): RingCall => ({
  callId: callId as CallId,
  state: 'ringing',
  maskedNumber: '154****0001',
  queue: 'hotline',
  waitedSeconds: 4,
  startedAt: at(8),
})
const after = (...news: RingNews[]): RingState => news.reduce(nextRing, nothingRings)

describe('the ring window', () => {
  it('shows the call whether main or the phone tells it first', () => {
    expect(callIdOf(after({ kind: 'card', card: card('1'), at: now }))).toBe('1')
    expect(callIdOf(after({ kind: 'call', call: call('1'), at: now }))).toBe('1')
    expect(callIdOf(nothingRings)).toBeNull()
  })

  it('is dead for 700 ms from the moment a call comes into sight', () => {
    const shown = after({ kind: 'card', card: card('1'), at: now })
    expect(isDead(shown, now + 699)).toBe(true)
    expect(isDead(shown, now + 700)).toBe(false)
    expect(isDead(nextRing(shown, { kind: 'came-into-sight', at: now + 5000 }), now + 5600)).toBe(true)
  })

  it('does not begin anew when the same call is told twice', () => {
    const shown = after({ kind: 'card', card: card('1'), at: now }, { kind: 'call', call: call('1'), at: now + 600 })
    expect(isDead(shown, now + 750)).toBe(false)
  })

  it('begins anew with another call, and forgets a half-chosen answer', () => {
    const choosing = after({ kind: 'card', card: card('1'), at: now }, { kind: 'declining', isDeclining: true })
    const next = nextRing(choosing, { kind: 'card', card: card('2'), at: now + 5000 })
    expect(next).toMatchObject({ isDeclining: false, shownAt: now + 5000 })
    expect(isDead(next, now + 5100)).toBe(true)
  })

  it('is over when the phone rings no more, or rings for another call', () => {
    const shown = after({ kind: 'card', card: card('1'), at: now }, { kind: 'call', call: call('1'), at: now })
    expect(isOver(shown, true)).toBe(false)
    expect(isOver(nextRing(shown, { kind: 'call', call: null, at: now }), true)).toBe(true)
    expect(isOver(nextRing(shown, { kind: 'call', call: call('2'), at: now }), true)).toBe(true)
  })

  it('is not over only because the phone has not been heard yet', () => {
    expect(isOver(after({ kind: 'card', card: card('1'), at: now }), false)).toBe(false)
  })

  it('counts the wait from the queue on', () => {
    const shown = after({ kind: 'card', card: card('1'), at: now }, { kind: 'call', call: call('1'), at: now })
    expect(waitedSeconds(shown, now)).toBe(6)
    expect(waitedSeconds(after({ kind: 'card', card: card('1'), at: now }), now)).toBeNull()
    expect(waitedSeconds(after({ kind: 'card', card: card('2'), at: now }, { kind: 'call', call: call('1'), at: now }), now)).toBeNull()
  })
})
