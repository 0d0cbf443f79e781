import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { figureCodes, formulasOf, type Figure, type FigureWindow } from '../../../shared/metrics/figure'
import { Figures } from '../../../shared/metrics/figures'
import type { Fact } from '../../../shared/metrics/fact'
import { figuresAnew } from './figures-anew'
import { histories, historyBegins } from './histories'
import { rulesKeepingAll } from './rules'

const halfHour = 1_800_000
const windows: readonly FigureWindow[] = [
  { from: historyBegins + 12 * 3_600_000, to: historyBegins + 36 * 3_600_000 },
  { from: historyBegins - 12 * 3_600_000, to: historyBegins + 12 * 3_600_000 },
  { from: historyBegins - 72 * 3_600_000, to: historyBegins + 96 * 3_600_000 },
]
const drawnWindow = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 20 })).map(([start, count]): FigureWindow => ({ from: historyBegins + start * halfHour, to: historyBegins + (start + count) * halfHour }))

/** Every figure, by every formula, of all and of each queue: kept up fact by fact, and reckoned anew. Throws at the first that differs. */
export function proveStreamEqualsAnew(runs: number, seed?: number): void {
  const property = fc.property(histories, fc.integer({ min: 0, max: 40 }), drawnWindow, (facts, hoursAfter, drawn) => {
    const figures = new Figures(rulesKeepingAll)
    for (const fact of facts) figures.add(fact)
    const now = facts.reduce((latest, { heardAt }) => Math.max(latest, heardAt), historyBegins) + hoursAfter * 3_600_000
    figures.advance(now)
    compare(figures, facts, now, [...windows, drawn])
  })
  fc.assert(property, { numRuns: runs, endOnFailure: true, ...(seed === undefined ? {} : { seed }) })
}

function compare(figures: Figures, facts: readonly Fact[], now: number, among: readonly FigureWindow[]): void {
  const anew = figuresAnew(facts, rulesKeepingAll, now)
  for (const window of among) {
    for (const code of figureCodes) {
      for (const formula of formulasOf[code]) {
        for (const queue of [null, 'rights', 'law']) {
          const streamed = sorted(figures.figure({ code, formula, window, queue }))
          const expected = sorted(anew({ code, formula, window, queue }))
          if (!isDeepStrictEqual(streamed, expected)) throw new Error(`${code} ${formula} ${queue}: ${JSON.stringify(streamed)} instead of ${JSON.stringify(expected)}`)
        }
      }
    }
  }
  if (figures.turnedAway > 0) throw new Error(`${figures.turnedAway} facts turned away`)
}

function sorted(figure: Figure): Figure {
  const { counted } = figure
  return { ...figure, counted: { ...counted, above: [...counted.above].sort(), below: [...counted.below].sort() } }
}
