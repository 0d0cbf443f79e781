import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../../shared/workbook/read-workbook'
import { columnLetters, UnreadableWorkbook, workbookLimits, type WorkbookProblem } from '../../../shared/workbook/workbook'
import { writeWorkbook } from '../../../shared/workbook/write-workbook'

const rels = '<Relationships xmlns="r"><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>'
const book = (more = '') => `<workbook xmlns="m" xmlns:r="x">${more}<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`

/** A file of another program, part by part. */
function file(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = { 'xl/workbook.xml': book(), 'xl/_rels/workbook.xml.rels': rels, 'xl/worksheets/sheet1.xml': `<worksheet xmlns="m"><sheetData>${sheet}</sheetData></worksheet>`, ...more }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

function problemOf(bytes: Uint8Array): WorkbookProblem | null {
  try {
    readWorkbook(bytes)
    return null
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return error.problem
    throw error
  }
}

const texts = (bytes: Uint8Array) => readWorkbook(bytes).sheets[0]?.rows.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? ''))

/** Text as XML can hold it; blanks at the end of a cell are kept. */
const cellText = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[^\u{9}\u{A}\u{D}\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(text))

describe('a workbook that is written', () => {
  it('is read again as it was, whatever stands in its cells', () => {
    fc.assert(fc.property(fc.array(fc.array(cellText, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const width = Math.max(...rows.map((row) => row.length))
      const read = readWorkbook(writeWorkbook([{ name: 'A & B', rows, columns: [] }])).sheets[0]
      expect(read?.name).toBe('A & B')
      expect(read?.rows.map(({ cells }) => Array.from({ length: width }, (_, index) => cells[index]?.text ?? ''))).toEqual(rows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? '')))
    }))
  })

  it('holds no formula, whatever a cell begins with', () => {
    const [sheet] = readWorkbook(writeWorkbook([{ name: 'x', rows: [['=1+1', '+cmd', '@x', '-1']], columns: [] }])).sheets
    expect(sheet?.rows[0]?.cells.map((cell) => [cell?.text, cell?.isFormula])).toEqual([['=1+1', false], ['+cmd', false], ['@x', false], ['-1', false]])
  })
})

describe('a workbook of another program', () => {
  it('is read from shared texts with their looks, texts of their own, numbers, truths and gaps', () => {
    const strings = '<sst xmlns="m"><si><t>一</t></si><si><r><t>二</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>yomi</t></rPh></si></sst>'
    const sheet = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><row r="5"><c r="A5"><v>15400000012</v></c><c r="B5"><v>46388</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="inlineStr"><is><t>四</t></is></c></row>'
    const bytes = file(sheet, { 'xl/sharedStrings.xml': strings })
    expect(texts(bytes)).toEqual([['一', '', '二 三'], ['15400000012', '46388', 'TRUE', '四']])
    expect(readWorkbook(bytes).sheets[0]?.rows.map(({ number }) => number)).toEqual([2, 5])
    expect(readWorkbook(bytes).sheets[0]?.rows[1]?.cells[1]?.number).toBe(46_388)
  })

  it('is read whatever prefix its elements have, and says from when it counts days', () => {
    const parts = {
      'xl/workbook.xml': '<x:workbook xmlns:x="m" xmlns:r="x"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="One" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml': '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    }
    expect(texts(file('', parts))).toEqual([['a']])
    expect(readWorkbook(file('', parts)).daysFrom1904).toBe(true)
  })

  it('has its formulas seen and not worked out', () => {
    const [row] = readWorkbook(file('<row r="1"><c r="A1"><f>WEBSERVICE("http://x")</f><v>7</v></c></row>')).sheets[0]?.rows ?? []
    expect(row?.cells[0]).toMatchObject({ isFormula: true })
  })

  it('names its columns as they are on the screen', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

describe('a hostile file', () => {
  it('that unpacks into more than anybody would fill in is stopped', () => {
    const bomb = file(`<row r="1"><c r="A1" t="str"><v>${' '.repeat(workbookLimits.unpackedBytes)}</v></c></row>`)
    expect(bomb.length).toBeLessThan(100_000)
    expect(problemOf(bomb)).toBe('too-large')
  })

  it('that says it is small and is not is stopped all the same', () => {
    const bomb = file(`<row r="1"><c r="A1" t="str"><v>${' '.repeat(workbookLimits.unpackedBytes)}</v></c></row>`)
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    // The size after unpacking, in the directory and before each entry.
    for (let at = 0; at < bomb.length - 30; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true)
    }
    expect(problemOf(bomb)).toBe('too-large')
  })

  it.each<[string, () => Uint8Array, WorkbookProblem]>([
    ['many parts', () => file('', Object.fromEntries(Array.from({ length: workbookLimits.entries }, (_, index) => [`p${index}`, 'x']))), 'too-large'],
    ['many rows', () => file('<row/>'.repeat(workbookLimits.rows + 1)), 'too-large'],
    ['many cells', () => file(`<row>${'<c/>'.repeat(workbookLimits.cells + 1)}</row>`), 'too-large'],
    ['a long text', () => file(`<row r="1"><c r="A1" t="str"><v>${'x'.repeat(workbookLimits.cellCharacters + 1)}</v></c></row>`), 'too-large'],
    ['a document type and entities', () => file('', { 'xl/workbook.xml': `<!DOCTYPE w [<!ENTITY a "x">]>${book()}` }), 'not-a-workbook'],
    ['an entity of its own', () => file('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'), 'not-a-workbook'],
    ['no sheets', () => zipSync({ 'a.txt': strToU8('a') }), 'not-a-workbook'],
    ['no archive', () => strToU8('登录名,姓名'), 'not-a-workbook'],
    ['nothing', () => new Uint8Array(), 'not-a-workbook'],
    ['the old format, or a password', () => Uint8Array.from({ length: 600 }, (_, at) => [0xd0, 0xcf, 0x11, 0xe0][at] ?? 0), 'old-format'],
    ['more than any file of ours', () => new Uint8Array(workbookLimits.fileBytes + 1), 'too-large'],
  ])('with %s is refused in words', (_, make, problem) => expect(problemOf(make())).toBe(problem))

  it('changes nothing that all objects share, whatever its names and texts are', () => {
    const bytes = file('<row r="1" __proto__="1" constructor="2"><c r="A1" t="str" __proto__="x"><v>__proto__</v></c></row>', { '__proto__/x': 'y' })
    expect(texts(bytes)).toEqual([['__proto__']])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('that is cut or damaged anywhere is read or refused, never anything else', () => {
    const good = writeWorkbook([{ name: 'x', rows: [['a', 'b'], ['c', 'd']], columns: [{ width: 10 }] }])
    fc.assert(fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
      const bad = good.slice(0, Math.max(length, 1))
      bad[Math.min(at, bad.length - 1)] = byte
      problemOf(bad)
    }), { numRuns: 400 })
  })
})
