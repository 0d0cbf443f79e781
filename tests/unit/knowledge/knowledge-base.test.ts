import { describe, expect, test } from 'vitest'
import english from '../../../shared/i18n/locales/en/knowledge.json'
import chinese from '../../../shared/i18n/locales/zh-CN/knowledge.json'
import { entryValidity, isChecked } from '../../../shared/knowledge/entry-validity'
import { insertedAnswer } from '../../../shared/knowledge/inserted-answer'
import { entryById, knowledgeBaseSchema, shippedKnowledgeBase } from '../../../shared/knowledge/knowledge-base'
import type { KnowledgeEntry, LocalFigure } from '../../../shared/knowledge/knowledge-base'
import { figureState, figuresOf } from '../../../shared/knowledge/local-figures'
import taxonomy from '../../../shared/tickets/taxonomy.json'

const kb = shippedKnowledgeBase()
const today = '2026-11-23'

function entry(id: string): KnowledgeEntry {
  const found = entryById(id, kb)
  if (found === null) throw new Error(id)
  return found
}

describe('the shipped knowledge base', () => {
  test('has 41 entries, each with a source and a number of its own', () => {
    expect(kb.entries).toHaveLength(41)
    expect(new Set(kb.entries.map(({ id }) => id)).size).toBe(41)
    expect(kb.entries.every(({ sources }) => sources.length > 0)).toBe(true)
  })

  test('names only categories of the taxonomy and figures of its own table', () => {
    const known = JSON.stringify(taxonomy)
    const figures = new Set(kb.localFigures.map(({ code }) => code))
    for (const { category, figures: named } of kb.entries) {
      expect(known).toContain(`"${category}"`)
      for (const code of named) expect(figures).toContain(code)
    }
  })

  test('says nothing in an answer that the local figures should say', () => {
    for (const { id, answer } of kb.entries) expect(answer, id).not.toMatch(/最低工资(标准)?(是|为)\d/)
  })

  test('an entry without a source is refused', () => {
    expect(knowledgeBaseSchema.safeParse({ ...kb, entries: [{ ...kb.entries[0], sources: [] }] }).success).toBe(false)
  })
})

describe('whether an entry still holds', () => {
  test('it counts as checked until the end of the month a year later', () => {
    expect(entryValidity(entry('KB001'), kb, today)).toEqual({ state: 'current', reviewBy: '2027-11-30' })
    expect(entryValidity(entry('KB001'), kb, '2027-11-30').state).toBe('current')
    expect(entryValidity(entry('KB001'), kb, '2027-12-01')).toEqual({ state: 'review-overdue', reviewBy: '2027-11-30' })
    expect(entryValidity({ ...entry('KB001'), asOf: '2027-02' }, kb, today)).toMatchObject({ reviewBy: '2028-02-29' })
  })

  test('a review date of its own comes before', () => {
    expect(entryValidity({ ...entry('KB001'), reviewBy: '2026-11-22' }, kb, today).state).toBe('review-overdue')
  })

  test('a withdrawn entry stays readable for old orders', () => {
    const withdrawn = { ...entry('KB001'), status: 'withdrawn' as const }
    expect(entryValidity(withdrawn, kb, today)).toEqual({ state: 'withdrawn' })
    expect(entryById('KB001', { ...kb, entries: [withdrawn] })).toBe(withdrawn)
  })

  test('is checked only when the text of the law was read', () => {
    expect(isChecked(entry('KB003'))).toBe(true)
    expect(isChecked(entry('KB007'))).toBe(false)
    expect(kb.entries.filter((known) => !isChecked(known)).map(({ id }) => id)).toEqual([
      'KB007',
      'KB010',
      'KB027',
      'KB029',
      'KB038',
      'KB040',
    ])
  })
})

describe('local figures', () => {
  const figure: LocalFigure = {
    code: 'MIN_WAGE',
    zh: '最低工资',
    en: 'minimum wage',
    value: '示例元',
    from: '2026-01-01',
    to: '2026-12-31',
    document: '示例〔2026〕1号',
  }

  test('ship empty: to be looked up, never guessed', () => {
    expect(kb.localFigures.map((known) => figureState(known, today).state)).toEqual(Array(6).fill('missing'))
    expect(figuresOf(entry('KB007'), kb, today)).toMatchObject([{ state: 'missing', figure: { code: 'MIN_WAGE' } }])
    expect(figuresOf(entry('KB001'), kb, today)).toEqual([])
  })

  test('hold from their first to their last day', () => {
    const on = (day: string) => figureState(figure, day).state
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-12-31'), on('2027-01-01')]).toEqual([
      'not-yet',
      'current',
      'current',
      'expired',
    ])
    expect(figureState({ ...figure, from: null, to: null }, today).state).toBe('current')
  })

  test('of several rows the one in force is shown, else the newest that was', () => {
    const old = { ...figure, from: '2024-01-01', to: '2024-12-31', value: '旧' }
    const older = { ...figure, from: '2023-01-01', to: '2023-12-31', value: '更旧' }
    expect(figuresOf(entry('KB007'), { ...kb, localFigures: [old, figure] }, today)).toMatchObject([
      { state: 'current', value: '示例元' },
    ])
    expect(figuresOf(entry('KB007'), { ...kb, localFigures: [older, old] }, today)).toMatchObject([
      { state: 'expired', value: '旧' },
    ])
  })
})

describe('what is inserted into an order', () => {
  test('the answer with its sources, provable by entry and version', () => {
    expect(insertedAnswer('KB019', kb, '依据')).toEqual({
      ok: true,
      value: {
        entryId: 'KB019',
        version: 1,
        sources: ['劳动合同法 第9、84条'],
        text: '不允许。扣身份证的可以报警，也可以向监察举报，责令限期退还；收押金的按每人500元以上2000元以下罚款，造成损失还要赔。（依据：劳动合同法 第9、84条）',
      },
    })
  })

  test('a doubtful source keeps its mark', () => {
    const inserted = insertedAnswer('KB007', kb, '依据')
    expect(inserted.ok && inserted.value.text).toContain('（请复核）')
  })

  test('nothing unknown, unpublished or withdrawn', () => {
    const withdrawn = { ...kb, entries: [{ ...entry('KB001'), status: 'withdrawn' as const }] }
    expect(insertedAnswer('KB999', kb, '依据')).toEqual({
      ok: false,
      error: { code: 'entry-unknown', entryId: 'KB999' },
    })
    expect(insertedAnswer('KB001', withdrawn, '依据')).toEqual({
      ok: false,
      error: { code: 'entry-withdrawn', entryId: 'KB001' },
    })
  })
})

test('the words on the screen have the same keys in both languages', () => {
  const keys = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, next]) =>
      typeof next === 'object' ? keys(next as object, `${path}${key}.`) : [`${path}${key}`],
    )
  expect(keys(english)).toEqual(keys(chinese))
})
