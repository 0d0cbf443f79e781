/** What the product writes into a workbook and reads out of one: sheets of cells of text. No numbers formats, no formulas, no styles. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** How a column looks in a workbook that is written. */
export interface SheetColumn {
  /** In characters of the digit 0, as Excel counts. */
  readonly width: number
  /** What its cells may hold, offered as a list. At most 255 characters together (Excel's own limit). */
  readonly choices?: readonly string[]
}

export interface WrittenSheet extends Sheet {
  readonly columns: readonly SheetColumn[]
}

/** A cell as it was read. A number that stands for a day in one column is a number in another one: both are kept. */
export interface ReadCell {
  readonly text: string
  /** The cell's number, when it holds one; days are counted by `daysFrom1904`. */
  readonly number: number | null
  /** SECURITY: formulas are seen and never worked out; what a file says of their result is not believed. */
  readonly isFormula: boolean
}

export interface ReadRow {
  /** As the program with which it was written shows it, from 1. */
  readonly number: number
  /** By column, from 0; what is not there is empty. */
  readonly cells: readonly (ReadCell | undefined)[]
}

export interface ReadSheet {
  readonly name: string
  readonly rows: readonly ReadRow[]
}

export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[]
  /** Days are counted from 1904 instead of 1900 (ISO/IEC 29500-1, 18.2.28). */
  readonly daysFrom1904: boolean
}

/** Bounds of what is read of a file that anybody may have made. */
export const workbookLimits = {
  fileBytes: 5 * 1024 * 1024,
  entries: 200,
  /** Unpacked, all parts that are looked at together. */
  unpackedBytes: 40 * 1024 * 1024,
  sheets: 30,
  rows: 20_000,
  columns: 60,
  cells: 200_000,
  cellCharacters: 4_000,
} as const

/** `old-format`: the binary format before 2007, or a file with a password; `too-large`: beyond `workbookLimits`. */
export type WorkbookProblem = 'not-a-workbook' | 'old-format' | 'too-large'

export class UnreadableWorkbook extends Error {
  constructor(readonly problem: WorkbookProblem) {
    super(problem)
    this.name = 'UnreadableWorkbook'
  }
}

/** A, B, ... Z, AA ... as spreadsheets name their columns; `index` from 0. */
export function columnLetters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnLetters(Math.floor(index / 26) - 1) + columnLetters(index % 26)
}
