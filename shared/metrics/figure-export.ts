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

/**
 * RFC 4180, with the byte order mark that Excel needs to read Chinese. SECURITY: a cell that a spreadsheet would take for a formula (OWASP,
 * CSV injection) is put in as text: queues and notes are named by people.
 */
export function csvOf(table: readonly (readonly string[])[]): string {
  return `\ufeff${table.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)
  const plain = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
