import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureCodes, formulasOf } from '../../../shared/metrics/figure'
import { figureTable } from '../../../shared/metrics/figure-table'
import { Figures } from '../../../shared/metrics/figures'
import type { QueueFact } from '../../../shared/metrics/fact'
import { histories, historyBegins } from '../../support/metrics/histories'
import { rulesKeepingAll } from '../../support/metrics/rules'
import { proveStreamEqualsAnew } from '../../support/metrics/stream-against-anew'

const whole = { from: historyBegins - 96 * 3_600_000, to: historyBegins + 240 * 3_600_000 }

describe('figures kept up fact by fact', () => {
  // 5,000 of them: `npm run soak figures`.
  it('are those that all facts together give, however they were heard', () => {
    proveStreamEqualsAnew(60)
  })

  it('have behind a click exactly the rows that they count', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const figures = new Figures(rulesKeepingAll)
        for (const fact of facts) figures.add(fact)
        for (const code of figureCodes.filter((each) => figureTable[each].of !== 'time')) {
          for (const formula of formulasOf[code]) {
            const { counted, numerator, denominator, unit, value } = figures.figure({ code, formula, window: whole })
            expect(counted.below).toHaveLength(denominator)
            if (unit !== 'percent') continue
            if (formula !== 'solved-partly-half') expect(counted.above).toHaveLength(numerator)
            expect(counted.above.filter((row) => !counted.below.includes(row))).toEqual([])
            if (value === null) expect(denominator).toBe(0)
            else expect(value >= 0 && value <= 100).toBe(true)
          }
        }
        const [talk, wrapUp, handling] = (['ATT', 'ACW', 'AHT'] as const).map((code) => figures.figure({ code, window: whole }))
        expect(handling?.numerator).toBeCloseTo((talk?.numerator ?? 0) + (wrapUp?.numerator ?? 0), 6)
        expect([talk?.denominator, wrapUp?.denominator]).toEqual([handling?.denominator, handling?.denominator])
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })

  it('come to what the calls were, counted on one\'s fingers', () => {
    const call = fc.record({ enteredS: fc.nat(86_399), waitS: fc.integer({ min: 0, max: 60 }), end: fc.constantFrom('answered', 'hung-up', 'timed-out'), talkS: fc.nat(600) })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (calls, shuffle) => {
        const midnight = Date.parse('2026-11-23T00:00:00+08:00')
        const facts = calls.flatMap(({ enteredS, waitS, end, talkS }, n): QueueFact[] => {
          const at = midnight + enteredS * 1_000
          const call = { queueCallId: `call ${n}`, queue: 'rights' }
          const caller = { maskedNumber: '', callerKey: null, earlierToday: 0, risk: null }
          const settled = at + waitS * 1_000
          const heard = (event: QueueFact['event']): QueueFact => ({ kind: 'queue', event, heardAt: midnight + 86_400_000, drill: false })
          const entered = heard({ kind: 'entered', ...call, at, position: 1, caller })
          if (end !== 'answered') return [entered, heard({ kind: 'left', ...call, at: settled, why: end, waitedMs: waitS * 1_000 })]
          return [entered, heard({ kind: 'answered', ...call, extension: '1', at: settled, waitedMs: waitS * 1_000 }), heard({ kind: 'completed', ...call, extension: '1', at: settled + talkS * 1_000, how: 'agent' })]
        })
        const keyed = facts.map((fact) => ({ fact, key: shuffle.next().value ?? 0 })).sort((one, other) => one.key - other.key)
        const figures = new Figures(rulesKeepingAll)
        for (const { fact } of keyed) figures.add(fact)
        const of = (code: 'SL15' | 'CONNECT' | 'ABANDON' | 'ASA' | 'ATT', formula?: 'connect-of-all' | 'level-short-counted') => {
          const { numerator, denominator } = figures.figure({ code, window: { from: midnight, to: midnight + 86_400_000 }, ...(formula === undefined ? {} : { formula }) })
          return [numerator, denominator]
        }
        const answered = calls.filter(({ end }) => end === 'answered')
        const short = calls.filter(({ end, waitS }) => end === 'hung-up' && waitS <= 5).length
        const inTime = answered.filter(({ waitS }) => waitS <= 15).length
        const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
        expect(of('SL15')).toEqual([inTime, calls.length])
        expect(of('SL15', 'level-short-counted')).toEqual([inTime + short, calls.length])
        expect(of('CONNECT')).toEqual([answered.length, calls.length - short])
        expect(of('CONNECT', 'connect-of-all')).toEqual([answered.length, calls.length])
        expect(of('ABANDON')).toEqual([calls.filter(({ end, waitS }) => end === 'hung-up' && waitS > 5).length, calls.length])
        expect(of('ASA')).toEqual([sum(answered.map(({ waitS }) => waitS)), answered.length])
        expect(of('ATT')).toEqual([sum(answered.map(({ talkS }) => talkS)), answered.length])
      }),
    )
  })
})
