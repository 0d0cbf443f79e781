import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimHoldsMs, lostCallsAfter, nextLostCall, noLostCalls, type LostCall, type LostCalls } from '../../../shared/metrics/lost-call'
import type { QueueEvent } from '../../../shared/queue/queue-event'

const lead = { id: 'p1', name: '周明兰' }
const other = { id: 'p2', name: '赵文博' }
const entered = (queueCallId: string, at: number, callerKey: string | null = 'k', queue = 'rights'): QueueEvent => ({ kind: 'entered', queueCallId, queue, at, position: 1, caller: { maskedNumber: '154****0012', callerKey, earlierToday: 0, risk: null } })
const left = (queueCallId: string, at: number, waitedMs: number, why: 'hung-up' | 'moved-on' | 'timed-out' = 'hung-up'): QueueEvent => ({ kind: 'left', queueCallId, queue: 'rights', at, why, waitedMs })
const answered = (queueCallId: string, at: number): QueueEvent => ({ kind: 'answered', queueCallId, queue: 'rights', extension: '8001', at, waitedMs: 0 })
const rangBack = (at: number, isAnswered: boolean, callerKey = 'k'): QueueEvent => ({ kind: 'rang-back', queueCallId: `leg-${at}`, extension: '1003', at, callerKey, isAnswered })
const after = (...events: readonly QueueEvent[]): LostCalls => events.reduce((lost, event) => lostCallsAfter(lost, event, 5_000), noLostCalls)

describe('the list of lost calls', () => {
  it('takes a caller who gave up later than a wrong press, and whom the PBX sent away', () => {
    expect(after(entered('a', 0), left('a', 5_000, 5_000)).calls).toEqual([])
    expect(after(entered('a', 0), left('a', 5_001, 5_001)).calls).toMatchObject([{ queueCallId: 'a', state: 'lost', lostAt: [5_001], waitedMs: 5_001, maskedNumber: '154****0012' }])
    expect(after(entered('a', 0), left('a', 3_000, 3_000, 'timed-out')).calls).toHaveLength(1)
  })

  it('holds one caller once, however often he tried, and knows when', () => {
    expect(after(entered('a', 0), left('a', 20_000, 20_000), entered('b', 60_000), left('b', 75_000, 15_000)).calls).toMatchObject([{ queueCallId: 'b', lostAt: [20_000, 75_000] }])
    expect(after(entered('a', 0, null), left('a', 20_000, 20_000), entered('b', 60_000, null), left('b', 75_000, 15_000)).calls).toHaveLength(2)
  })

  it('lets a caller go who rings again and is answered, and one who was only moved on', () => {
    expect(after(entered('a', 0), left('a', 20_000, 20_000), entered('b', 60_000), answered('b', 70_000)).calls).toMatchObject([{ state: 'done', how: 'rang-again' }])
    expect(after(entered('a', 0), left('a', 20_000, 20_000, 'moved-on'), entered('a', 20_000, 'k', 'law'), answered('a', 25_000)).calls).toEqual([])
    expect(after(entered('a', 0), left('a', 20_000, 20_000), entered('b', 60_000), answered('b', 70_000), entered('c', 80_000), left('c', 99_000, 19_000)).calls.map(({ state }) => state)).toEqual(['done', 'lost'])
  })

  it('lets a caller go whom a seat rings and who answers, whoever had claimed him, and nobody else', () => {
    const others = [entered('a', 0), left('a', 20_000, 20_000), entered('b', 0, 'm'), left('b', 20_000, 20_000)]
    expect(after(...others, rangBack(60_000, true)).calls).toMatchObject([{ callerKey: 'k', state: 'done', how: 'rang-back', extension: '1003', at: 60_000 }, { callerKey: 'm', state: 'lost' }])
  })

  it('notes that a seat has rung in vain, and he stays on it', () => {
    expect(after(entered('a', 0), left('a', 20_000, 20_000), rangBack(60_000, false)).calls).toMatchObject([{ state: 'lost', tries: [{ at: 60_000, from: '1003' }] }])
  })

  it('takes a call of before he gave up for no answer to it, and one between two for an answer to the first alone', () => {
    expect(after(entered('a', 0), left('a', 20_000, 20_000), rangBack(10_000, true)).calls).toMatchObject([{ state: 'lost', lostAt: [20_000] }])
    expect(after(entered('a', 0), left('a', 20_000, 20_000), entered('b', 60_000), left('b', 75_000, 15_000), rangBack(40_000, true)).calls).toMatchObject([{ state: 'lost', lostAt: [75_000] }])
  })

  it('holds whoever gives up once more after he was rung', () => {
    expect(after(entered('a', 0), left('a', 20_000, 20_000), rangBack(60_000, true), entered('b', 90_000), left('b', 99_000, 9_000)).calls.map(({ state, lostAt }) => [state, lostAt])).toEqual([['done', [20_000]], ['lost', [99_000]]])
  })

  it('is the same whenever the news of a seat’s call comes: in its turn, or behind all that followed', () => {
    const event = fc.record({ who: fc.constantFrom('k', 'm'), isBack: fc.boolean(), isAnswered: fc.boolean(), waitedMs: fc.constantFrom(1_000, 20_000) })
    fc.assert(fc.property(fc.array(event, { maxLength: 12 }), (drawn) => {
      const told = drawn.map((each, turn) => {
        const at = (turn + 1) * 100_000
        return each.isBack ? [rangBack(at, each.isAnswered, each.who)] : [entered(`c${turn}`, at - each.waitedMs, each.who), left(`c${turn}`, at, each.waitedMs)]
      })
      const late = [...told.filter(([first]) => first?.kind !== 'rang-back'), ...told.filter(([first]) => first?.kind === 'rang-back')]
      const open = (events: readonly (readonly QueueEvent[])[]) => after(...events.flat()).calls.filter(({ state }) => state !== 'done').map(({ callerKey, lostAt, tries }) => `${callerKey} ${lostAt.join()} ${tries.map(({ at }) => at).join()}`).sort()
      expect(open(late)).toEqual(open(told))
    }))
  })

  it('does not grow with callers who never come out of a queue again', () => {
    expect(after(...Array.from({ length: 2_000 }, (_, n) => entered(`a${n}`, n))).waiting).toHaveLength(500)
  })
})

describe('a lost call', () => {
  const lost: LostCall = { queueCallId: 'a', queue: 'rights', maskedNumber: '154****0012', callerKey: 'k', lostAt: [0], waitedMs: 20_000, tries: [], state: 'lost' }
  const step = (call: LostCall, event: Parameters<typeof nextLostCall>[1]) => {
    const next = nextLostCall(call, event)
    if (!next.ok) throw new Error(next.error.code)
    return next.value
  }
  const claimed = step(lost, { kind: 'claimed', by: lead, at: 1_000 })

  it('is claimed by one person, called back by that person, and done when the caller was reached', () => {
    const tried = step(claimed, { kind: 'called-back', by: lead, at: 2_000, isReached: false })
    expect(tried).toMatchObject({ state: 'claimed', by: lead, tries: [{ at: 2_000, from: null }], since: 2_000 })
    expect(step(tried, { kind: 'called-back', by: lead, at: 3_000, isReached: true })).toMatchObject({ state: 'done', how: 'reached', by: lead, tries: [{ at: 2_000, from: null }] })
  })

  it('is claimed by nobody else as long as the claim holds', () => {
    expect(nextLostCall(claimed, { kind: 'claimed', by: other, at: 1_000 + claimHoldsMs - 1 })).toEqual({ ok: false, error: { code: 'claimed-by-other', by: lead } })
    expect(step(claimed, { kind: 'claimed', by: other, at: 1_000 + claimHoldsMs })).toMatchObject({ state: 'claimed', by: other })
    expect(nextLostCall(claimed, { kind: 'called-back', by: other, at: 2_000, isReached: true })).toEqual({ ok: false, error: { code: 'not-claimed' } })
  })

  it('is free again when it is let go by the one who had it', () => {
    expect(step(claimed, { kind: 'released', by: lead, at: 2_000 })).toEqual(lost)
    expect(nextLostCall(claimed, { kind: 'released', by: other, at: 2_000 })).toEqual({ ok: false, error: { code: 'not-claimed' } })
    expect(nextLostCall(lost, { kind: 'released', by: lead, at: 2_000 })).toEqual({ ok: false, error: { code: 'not-claimed' } })
  })

  it('with a withheld number can only be written off, and that needs a reason', () => {
    const withheld: LostCall = { ...lost, callerKey: null }
    expect(nextLostCall(withheld, { kind: 'claimed', by: lead, at: 1 })).toEqual({ ok: false, error: { code: 'no-number' } })
    expect(nextLostCall(withheld, { kind: 'written-off', by: lead, at: 1, reason: ' ' })).toEqual({ ok: false, error: { code: 'reason-missing' } })
    expect(step(withheld, { kind: 'written-off', by: lead, at: 1, reason: '号码隐藏' })).toMatchObject({ state: 'done', how: 'written-off', reason: '号码隐藏' })
  })

  it('that is done stays so: a later word is refused, and a caller who rings once more changes nothing', () => {
    const done = step(claimed, { kind: 'called-back', by: lead, at: 2_000, isReached: true })
    expect(nextLostCall(done, { kind: 'claimed', by: other, at: 3_000 })).toEqual({ ok: false, error: { code: 'already-done' } })
    expect(nextLostCall(done, { kind: 'rang-again', at: 3_000 })).toEqual({ ok: true, value: done })
  })
})
