import type { Fact } from '../../shared/metrics/fact'
import { Figures } from '../../shared/metrics/figures'
import { figureRules } from '../support/metrics/rules'
import type { Bench } from './bench'

const facts = 100_000
const begin = Date.parse('2026-11-02T00:00:00+08:00')
const callEveryMs = 20_000
const caller = { maskedNumber: '154****0012', callerKey: null, earlierToday: 0, risk: null }

/** 100,000 facts of a busy hotline, one after the other: the last tenth must cost what the second has cost. */
export const bench: Bench = {
  run() {
    const figures = new Figures(figureRules)
    const history = facts / 4
    const tenths: number[] = []
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const told = Array.from({ length: history / 10 }, (_, n) => callOf(tenth * (history / 10) + n)).flat()
      const begunAt = performance.now()
      for (const fact of told) figures.add(fact)
      tenths.push(((performance.now() - begunAt) * 1_000) / told.length)
    }
    const [, early = 1] = tenths
    const late = tenths.at(-1) ?? 0
    const asked = performance.now()
    const day = { from: begin + 4 * 86_400_000, to: begin + 5 * 86_400_000 }
    const figure = figures.figure({ code: 'SL15', window: day })
    return Promise.resolve([
      { what: 'one of 100,000 facts, mean of the last tenth', value: late, unit: 'µs' },
      { what: 'the last tenth against the second', value: late / early, unit: 'times', atMost: 3 },
      { what: `one day's service level with its ${figure.denominator} rows`, value: performance.now() - asked, unit: 'ms' },
    ])
  },
}

function callOf(n: number): Fact[] {
  const queueCallId = `call-${n}`
  const at = begin + n * callEveryMs
  const waitedMs = (n % 30) * 1_000
  const queue = n % 3 === 0 ? 'law' : 'rights'
  const answeredAt = at + waitedMs
  const endedAt = answeredAt + 180_000
  return [
    { kind: 'queue', event: { kind: 'entered', queueCallId, queue, at, position: 1, caller }, heardAt: at, drill: false },
    { kind: 'queue', event: { kind: 'answered', queueCallId, queue, extension: '8001', at: answeredAt, waitedMs }, heardAt: answeredAt, drill: false },
    { kind: 'queue', event: { kind: 'completed', queueCallId, queue, extension: '8001', at: endedAt, how: 'caller' }, heardAt: endedAt, drill: false },
    { kind: 'seat', seat: `seat-${n % 20}`, state: 'ready', since: endedAt, queueCallId: null, heardAt: endedAt, drill: false },
  ]
}
