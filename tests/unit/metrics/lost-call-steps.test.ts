import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LostCallAct, LostCallStep } from '../../../shared/desk-api/wall-api'
import { claimHoldsMs, type LostCall } from '../../../shared/metrics/lost-call'
import { mayTake, withSteps } from '../../../shared/metrics/lost-call-steps'
import { testUuid } from '../../support/drafts'

const lead = { id: 'p1', name: '周明兰' }
const other = { id: 'p2', name: '赵文博' }
const lost: LostCall = { queueCallId: 'a', queue: 'rights', maskedNumber: '154****0012', callerKey: 'k', lostAt: [1_000], waitedMs: 20_000, tries: [], state: 'lost' }
const step = (act: LostCallAct, at: number, by = lead, callerKey = 'k'): LostCallStep => ({ id: testUuid(at), callerKey, act, by, at })

describe('a lost call behind what people have done about its caller', () => {
  it('is claimed, tried, and done for everybody who sees the list', () => {
    expect(withSteps(lost, [step('claim', 2_000)])).toMatchObject({ state: 'claimed', by: lead, since: 2_000 })
    expect(withSteps(lost, [step('claim', 2_000), step('not-reached', 3_000)])).toMatchObject({ state: 'claimed', tries: [{ at: 3_000, from: null }] })
    expect(withSteps(lost, [step('claim', 2_000), step('reached', 3_000)])).toMatchObject({ state: 'done', how: 'reached', by: lead })
    expect(withSteps(lost, [step('claim', 2_000), step('release', 3_000)]).state).toBe('lost')
  })

  it('is told the same in whatever order the steps are read, and nothing by those of another caller or of a time before', () => {
    const steps = [step('claim', 2_000), step('not-reached', 3_000), step('reached', 4_000)]
    fc.assert(fc.property(fc.shuffledSubarray(steps, { minLength: 3 }), (shuffled) => {
      expect(withSteps(lost, shuffled)).toEqual(withSteps(lost, steps))
    }))
    expect(withSteps(lost, [step('claim', 2_000, lead, 'another'), step('claim', 500)])).toEqual(lost)
    expect(withSteps({ ...lost, callerKey: null }, [step('claim', 2_000)])).toEqual({ ...lost, callerKey: null })
  })

  it('is lost anew when the caller gives up once more after somebody had reached him, with the losses since then', () => {
    const twice = { ...lost, lostAt: [1_000, 9_000] }
    const steps = [step('claim', 2_000), step('not-reached', 2_500), step('reached', 3_000)]
    expect(withSteps(twice, steps)).toMatchObject({ state: 'lost', lostAt: [9_000], tries: [] })
    expect(withSteps(twice, [...steps, step('claim', 10_000, other)])).toMatchObject({ state: 'claimed', by: other, lostAt: [9_000] })
  })

  it('every step that the desk lets in changes what all see, and none that it refuses would', () => {
    const act = fc.constantFrom<LostCallAct>('claim', 'release', 'reached', 'not-reached')
    const drawn = fc.array(fc.record({ act, by: fc.constantFrom(lead, other), gap: fc.integer({ min: 1, max: claimHoldsMs }) }), { maxLength: 12 })
    fc.assert(
      fc.property(drawn, (wishes) => {
        const taken: LostCallStep[] = []
        wishes.reduce((at, { act: wanted, by, gap }) => {
          const next = step(wanted, at + gap, by)
          const before = withSteps(lost, taken)
          const allowed = mayTake(next, { callerKey: 'k', lostAt: 1_000 }, taken)
          const after = withSteps(lost, [...taken, next])
          if (allowed.ok) {
            expect(after).not.toEqual(before)
            taken.push(next)
          } else if (before.state === 'done' || wanted !== 'reached') {
            expect(after).toEqual(before)
          }
          return at + gap
        }, 1_000)
      }),
    )
  })
})

describe('what the desk lets somebody do about a lost call', () => {
  const of = { callerKey: 'k', lostAt: 1_000 }
  it('nobody claims what another one holds, until the claim is old', () => {
    const claimed = [step('claim', 2_000)]
    expect(mayTake(step('claim', 3_000, other), of, claimed)).toEqual({ ok: false, error: { code: 'claimed-by-other', by: lead } })
    expect(mayTake(step('claim', 2_000 + claimHoldsMs, other), of, claimed)).toMatchObject({ ok: true })
  })

  it('nobody claims a caller who has been spoken with since the asking list was read', () => {
    const done = [step('claim', 2_000), step('reached', 3_000)]
    expect(mayTake(step('claim', 4_000, other), of, done)).toEqual({ ok: false, error: { code: 'already-done' } })
    expect(mayTake(step('claim', 10_000, other), { callerKey: 'k', lostAt: 9_000 }, done)).toMatchObject({ ok: true })
  })
})
