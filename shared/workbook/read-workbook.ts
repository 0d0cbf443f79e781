import { readXml } from './read-xml'
import { openZip } from './zip-entries'
import { UnreadableWorkbook, workbookLimits, type ReadCell, type ReadRow, type ReadSheet, type ReadWorkbook } from './workbook'

type Zip = ReturnType<typeof openZip>

/**
 * Reads what stands in the cells of an .xlsx file (ISO/IEC 29500-1, SpreadsheetML). Styles, pictures, links and macros are never
 * opened; formulas are seen and not worked out. Everything is bounded by `workbookLimits`.
 *
 * @throws UnreadableWorkbook
 */
export function readWorkbook(bytes: Uint8Array): ReadWorkbook {
  if (bytes.length > workbookLimits.fileBytes) throw new UnreadableWorkbook('too-large')
  // [MS-CFB] 2.2: the container of .xls, and of .xlsx with a password.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) throw new UnreadableWorkbook('old-format')
  try {
    const zip = openZip(bytes)
    const { sheets, daysFrom1904 } = readSheetList(zip)
    const words = readSharedStrings(zip)
    const count = { cells: 0 }
    return { daysFrom1904, sheets: sheets.map(({ name, part }) => ({ name, rows: readRows(must(zip.read(part)), words, count) })) }
  } catch (error) {
    // Reading beyond the end of a cut file, or an address that is none.
    throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('not-a-workbook')
  }
}

function readSheetList(zip: Zip): { readonly sheets: readonly { readonly name: string; readonly part: string }[]; readonly daysFrom1904: boolean } {
  const targets = new Map<string, string>()
  readXml(must(zip.read('xl/_rels/workbook.xml.rels')), {
    open: (name, attributes) => name === 'Relationship' && targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? ''),
  })
  const sheets: { name: string; part: string }[] = []
  let daysFrom1904 = false
  readXml(must(zip.read('xl/workbook.xml')), {
    open(name, attributes) {
      if (name === 'workbookPr') daysFrom1904 = isTrue(attributes.get('date1904'))
      if (name !== 'sheet') return
      const target = targets.get([...attributes].find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1] ?? '') ?? ''
      sheets.push({ name: attributes.get('name') ?? '', part: target.startsWith('/') ? target.slice(1) : `xl/${target}` })
    },
  })
  if (sheets.length > workbookLimits.sheets) throw new UnreadableWorkbook('too-large')
  return { sheets, daysFrom1904 }
}

/** Texts of cells stand once in a list of their own. Readings of Japanese (`rPh`) are no part of them. */
function readSharedStrings(zip: Zip): readonly string[] {
  const part = zip.read('xl/sharedStrings.xml')
  const words: string[] = []
  if (part === null) return words
  let text: string | null = null
  let isRead = false
  let inReading = 0
  readXml(part, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') inReading += 1
      if (name === 't') isRead = inReading === 0
    },
    text(piece) {
      if (isRead && text !== null) text = added(text, piece)
    },
    close(name) {
      if (name === 't') isRead = false
      if (name === 'rPh') inReading -= 1
      if (name !== 'si') return
      words.push(text ?? '')
      text = null
      if (words.length > workbookLimits.cells) throw new UnreadableWorkbook('too-large')
    },
  })
  return words
}

function readRows(part: Uint8Array, words: readonly string[], count: { cells: number }): readonly ReadRow[] {
  const rows: { number: number; cells: (ReadCell | undefined)[] }[] = []
  let cell: { column: number; type: string; value: string; isFormula: boolean } | null = null
  let isValue = false
  readXml(part, {
    open(name, attributes) {
      if (name === 'row') {
        const number = Number(attributes.get('r') ?? (rows.at(-1)?.number ?? 0) + 1)
        rows.push({ number: Number.isSafeInteger(number) ? number : 0, cells: [] })
        if (rows.length > workbookLimits.rows) throw new UnreadableWorkbook('too-large')
      } else if (name === 'c') {
        const column = columnOf(attributes.get('r')) ?? rows.at(-1)?.cells.length ?? 0
        // Columns far out hold colour and no content; a row is not filled up to them.
        cell = column < workbookLimits.columns ? { column, type: attributes.get('t') ?? 'n', value: '', isFormula: false } : null
        count.cells += 1
        if (count.cells > workbookLimits.cells) throw new UnreadableWorkbook('too-large')
      } else if (cell !== null) {
        if (name === 'f') cell.isFormula = true
        isValue = name === 'v' || name === 't'
      }
    },
    text(piece) {
      if (isValue && cell !== null) cell.value = added(cell.value, piece)
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      if (name !== 'c' || cell === null) return
      const read = cellOf(cell, words)
      if (read !== null) {
        const cells = rows.at(-1)?.cells
        if (cells !== undefined) cells[cell.column] = read
      }
      cell = null
    },
  })
  return rows
}

function cellOf({ type, value, isFormula }: { readonly type: string; readonly value: string; readonly isFormula: boolean }, words: readonly string[]): ReadCell | null {
  if (value === '' && !isFormula) return null
  if (type === 's') return { text: words[Number(value)] ?? '', number: null, isFormula }
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', number: null, isFormula }
  if (type !== 'n') return { text: value, number: null, isFormula }
  const number = Number(value)
  return Number.isFinite(number) ? { text: plain(number, value), number, isFormula } : { text: value, number: null, isFormula }
}

/** A telephone number that somebody typed as a number is its digits, not 1.54E+10. */
function plain(number: number, written: string): string {
  return Number.isSafeInteger(number) ? String(number) : written
}

/** `AB12` -> 27; null for none. */
function columnOf(address: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address ?? '')?.[1]
  return letters === undefined ? null : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function added(text: string, piece: string): string {
  if (text.length + piece.length > workbookLimits.cellCharacters) throw new UnreadableWorkbook('too-large')
  return text + piece
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

function must(part: Uint8Array | null): Uint8Array {
  if (part === null) throw new UnreadableWorkbook('not-a-workbook')
  return part
}

/** Sheet by its name, whatever blanks somebody has put around it. */
export function sheetNamed(workbook: ReadWorkbook, names: readonly string[]): ReadSheet | null {
  return workbook.sheets.find((sheet) => names.includes(sheet.name.trim())) ?? null
}
