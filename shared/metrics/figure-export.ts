import type { Figure } from './figure'

/** Words for a table that leaves the program, in the language of the one who exports it. */
export interface ExportWords {
  readonly heads: readonly string[]
  name(figure: Figure): string
  formula(figure: Figure): string
  beside(figure: Figure): string
  unit(figure: Figure): string
  moment(at: number): string
  readonly restated: string
}

/**
 * Figures as a table, each with everything that it has to say about itself: without formula, both lines, window and freshness no number
 * leaves the hotline. What is not there yet is an empty cell, never 0.
 */
export function exportedFigures(figures: readonly Figure[], words: ExportWords): string[][] {
  const rows = figures.map((figure) => [
    words.name(figure),
    figure.value === null ? '' : String(Math.round(figure.value * 100) / 100),
    words.unit(figure),
    words.formula(figure),
    String(figure.numerator),
    String(figure.denominator),
    words.moment(figure.window.from),
    words.moment(figure.window.to),
    figure.queue ?? '',
    figure.asOf === null ? '' : words.moment(figure.asOf),
    figure.restated ? words.restated : '',
    words.beside(figure),
  ])
  return [[...words.heads], ...rows]
}
