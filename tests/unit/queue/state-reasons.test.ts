import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import { limitMinutesOf, reasonsOf, reasonWords, stateReasons, timeInState, usualReason } from '../../../shared/queue/state-reasons'
import { defaultWrapUp, wrapUpOf } from '../../../shared/queue/wrap-up-policy'

const meal = { kind: 'break', reason: 'MEAL', since: epochMs(0) } as const
const minute = 60_000

describe('the reasons to be away', () => {
  it('are there for every state that needs one, no more of them than digits, each code once', () => {
    for (const kind of ['break', 'meeting', 'training', 'busy'] as const) {
      expect(reasonsOf(kind).length).toBeGreaterThan(0)
      expect(reasonsOf(kind).length).toBeLessThan(10)
      expect(reasonsOf(kind).map(({ code }) => code)).toContain(usualReason(kind))
    }
    expect(new Set(stateReasons.map(({ code }) => code)).size).toBe(stateReasons.length)
  })

  it('have words in both languages, and a code of an older list stands for itself', () => {
    expect([reasonWords('MEAL', 'zh-CN'), reasonWords('MEAL', 'en'), reasonWords('GONE_FISHING', 'en')]).toEqual(['用餐', 'meal', 'GONE_FISHING'])
  })

  it('have a limit that an administrator changes, or takes away with 0', () => {
    expect([limitMinutesOf('MEAL', {}), limitMinutesOf('MEAL', { MEAL: 45 }), limitMinutesOf('MEAL', { MEAL: 0 }), limitMinutesOf('AFTER_RED', {}), limitMinutesOf('toString', {})]).toEqual([20, 45, null, 15, null])
  })
})

describe('the time in a state', () => {
  it('is over its limit from the very moment on', () => {
    expect(timeInState(meal, {}, 20 * minute - 1).overMs).toBeNull()
    expect(timeInState(meal, {}, 20 * minute)).toEqual({ spentMs: 20 * minute, limitMs: 20 * minute, overMs: 0 })
  })

  it('has no limit without a reason', () => {
    expect(timeInState({ kind: 'ready', since: epochMs(0) }, {}, minute)).toEqual({ spentMs: minute, limitMs: null, overMs: null })
  })

  it('never runs backwards while the clock does not, and is never negative when it does', () => {
    fc.assert(fc.property(fc.nat({ max: 1e8 }), fc.nat({ max: 1e8 }), (one, two) => {
      const [early, late] = [Math.min(one, two), Math.max(one, two)].map((now) => timeInState({ ...meal, since: epochMs(5e7) }, {}, now))
      expect(early!.spentMs).toBeLessThanOrEqual(late!.spentMs)
      expect(early!.spentMs).toBeGreaterThanOrEqual(0)
      expect(early!.overMs ?? -1).toBeLessThanOrEqual(late!.overMs ?? -1)
    }))
  })
})

describe('what follows a call of a queue', () => {
  it('is the rule of that queue, else the one for all', () => {
    const rules = { usual: defaultWrapUp, queues: new Map([['hotline', { policy: 'until-done' as const, seconds: 90 }]]) }
    expect([wrapUpOf(rules, 'hotline').policy, wrapUpOf(rules, 'other'), wrapUpOf(rules, null), wrapUpOf(rules, 'constructor')]).toEqual(['until-done', defaultWrapUp, defaultWrapUp, defaultWrapUp])
  })
})
