import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildKnowledgeIndex, findEntries, relatedEntries } from '../../../shared/knowledge/find-entries'
import { shippedKnowledgeBase } from '../../../shared/knowledge/knowledge-base'

const kb = shippedKnowledgeBase()
const index = buildKnowledgeIndex(kb)
const find = (query: string, category: string | null = null) =>
  findEntries(query, category, index).map(({ entry }) => entry.id)
const related = (text: string, category: string | null = null) =>
  relatedEntries(text, category, index).map(({ entry }) => entry.id)

describe('searching', () => {
  test.each([
    ['双倍工资', 'KB012'],
    ['没签合同', 'KB012'],
    ['产假', 'KB029'],
    ['98天', 'KB029'],
    ['年假', 'KB011'],
    ['工伤认定', 'KB021'],
    ['上下班 车祸', 'KB022'],
    ['猝死', 'KB023'],
    ['身份证', 'KB019'],
    ['性骚扰', 'KB031'],
    ['童工', 'KB032'],
    ['法律援助', 'KB033'],
    ['外卖', 'KB040'],
    ['查询码', 'KB041'],
    ['总包', 'KB003'],
    ['告示牌', 'KB004'],
    ['购物卡', 'KB005'],
    ['老板跑了', 'KB036'],
    ['高温', 'KB038'],
    ['12350', 'KB037'],
    ['试用期', 'KB014'],
    ['300%', 'KB011'],
    ['2N', 'KB015'],
    ['法释〔2025〕12号', 'KB026'],
    ['劳动法第44条', 'KB008'],
  ])('%s', (query, id) => {
    expect(find(query).slice(0, 2)).toContain(id)
  })

  test('every entry is found by each of its keywords and by its question', () => {
    for (const entry of kb.entries) {
      for (const words of [...entry.keywords, entry.question])
        expect(find(words), `${entry.id} ${words}`).toContain(entry.id)
      expect(find(entry.question)[0]).toBe(entry.id)
    }
  })

  test('words in another order are found by their pairs', () => {
    expect(find('辞退怀孕')[0]).toBe('KB028')
    expect(find('欠薪时效')).toContain('KB002')
  })

  test('by number, in either case and width', () => {
    expect(find('kb012')[0]).toBe('KB012')
    expect(find('ＫＢ０１２')[0]).toBe('KB012')
  })

  test("the order's category breaks a tie", () => {
    expect(find('工地', 'WAGE-02')[0]).toMatch(/KB00[34]/)
    expect(find('仲裁', 'LEGAL-02')[0]).toBe('KB034')
  })

  test('nothing typed lists the category, then its neighbours', () => {
    expect(find('', 'WAGE-02')).toEqual([
      'KB003',
      'KB004',
      'KB001',
      'KB002',
      'KB005',
      'KB006',
      'KB007',
      'KB008',
      'KB036',
    ])
    expect(find('', null)).toEqual([])
  })

  test('what is nowhere is not found', () => {
    expect(find('火星移民')).toEqual([])
    expect(find('，。！')).toEqual([])
  })

  test('drafts and withdrawn entries are not found', () => {
    const [first, ...others] = kb.entries
    if (first === undefined) throw new Error('no entry')
    const withdrawn = buildKnowledgeIndex({ ...kb, entries: [{ ...first, status: 'withdrawn' }, ...others] })
    expect(findEntries(first.id, null, withdrawn)).toEqual([])
    expect(findEntries('', 'WAGE-01', withdrawn).map(({ entry }) => entry.id)).not.toContain(first.id)
  })

  test('is total on any text and keeps to the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }),
        fc.nat({ max: 5 }),
        (codes, limit) => {
          const query = String.fromCharCode(...codes)
          expect(findEntries(query, 'WAGE-01', index, limit).length).toBeLessThanOrEqual(limit)
          expect(relatedEntries(query, 'WAGE-01', index, limit).length).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })
})

describe('beside an order that is being written', () => {
  test('the category comes first', () => {
    expect(related('', 'WOMEN-01')).toEqual(['KB028'])
    expect(related('木工班组十人，包工头说总包没给钱', 'WAGE-02')[0]).toBe('KB003')
    expect(related('', 'INJURY-06')).toEqual(['KB023'])
  })

  test('without a category the words of the text decide', () => {
    expect(related('怀孕五个月收到辞退通知')[0]).toBe('KB028')
    expect(related('你好')).toEqual([])
  })
})
