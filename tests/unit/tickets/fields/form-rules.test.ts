import { describe, expect, it } from 'vitest'
import en from '../../../../shared/i18n/locales/en/fields.json'
import zh from '../../../../shared/i18n/locales/zh-CN/fields.json'
import { shippedDispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import { askedByRules } from '../../../../shared/tickets/fields/asked-by-rules'
import { forcedConfidential, withCategory, withRequestType } from '../../../../shared/tickets/fields/choose-matter'
import { fieldOptions, toggleChoice } from '../../../../shared/tickets/fields/field-catalogue'
import { fieldValuesSchema, type FieldKey, type FieldValues } from '../../../../shared/tickets/fields/field-values'
import type { UnreadWords } from '../../../../shared/tickets/fields/unread-words'
import { missingFor } from '../../../../shared/tickets/fields/missing-fields'
import { proposeTitle } from '../../../../shared/tickets/fields/propose-title'
import { keysOfSlot, nextCoreSlot, slotOfKey, visibleFields } from '../../../../shared/tickets/fields/visible-fields'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { findCategory } from '../../../../shared/tickets/taxonomy'

const { taxonomy, rules } = shippedDispatchData()
const fieldsOf = (category: string | undefined) => (category === undefined ? [] : (findCategory(category, taxonomy)?.category.extraFields ?? []))
const askedFor = (values: FieldValues) => [...fieldsOf(values.category), ...askedByRules(values, rules, shippedTagData().thresholds)]

function shown(values: FieldValues, unread: UnreadWords = {}) {
  return visibleFields({ requestType: values.request_type ?? null, category: values.category ?? null, categoryFields: askedFor(values), values, unread })
}
const matter = (values: FieldValues) => shown(values).matter?.slots.map(({ slot }) => slot)

describe('what the form shows', () => {
  it('shows the pay block of a construction site in the order of the picture', () => {
    expect(matter({ request_type: 'TS', category: 'WAGE-02' })).toEqual([
      'workers_count', 'amount_owed_fen', 'owed_period', 'employer_name', 'project_name', 'contractor_main', 'contractor_sub', 'team_leader', 'work_place', 'promise',
    ])
    expect(shown({ request_type: 'TS', category: 'WAGE-02' }).matter?.kind).toBe('pay')
  })
  it('shows the injury block for an injury, and no pay', () => {
    expect(matter({ request_type: 'QZ', category: 'INJURY-01' })).toEqual(['injured_on', 'hospital', 'employer_name', 'work_place', 'promise'])
    expect(shown({ request_type: 'QZ', category: 'INJURY-01' }).matter?.kind).toBe('injury')
  })
  it('shows only employer and place where the category brings nothing', () => expect(matter({ request_type: 'ZX', category: 'WAGE-09' })).toEqual(['employer_name', 'work_place']))
  it('shows nothing but the narrative for a call without content', () => expect(shown({ request_type: 'WX' })).toEqual({ caller: [], matter: null, more: [], participants: false }))
  it('asks who is complained about before anything else, where the order must go past them', () => {
    expect(matter({ request_type: 'TS', category: 'UNION-04' })?.[0]).toBe('complained')
    expect(matter({ request_type: 'TS', category: 'DESK-04' })?.[0]).toBe('complained')
    expect(matter({ request_type: 'TS', category: 'UNION-03' })).not.toContain('complained')
  })
  it('asks whether a child is at work now, and nobody else', () => {
    expect(matter({ request_type: 'TS', category: 'WAGE-01', age_band: '14-15' })).toContain('at_work_now')
    expect(matter({ request_type: 'TS', category: 'WAGE-01', age_band: '未满14' })).toContain('at_work_now')
    for (const age_band of ['16-17', '31-45']) expect(matter({ request_type: 'TS', category: 'WAGE-01', age_band })).not.toContain('at_work_now')
  })
  it('never hides what is filled when the category changes', () => expect(matter({ request_type: 'TS', category: 'CONTRACT-01', owed_from: '2026-10' })).toContain('owed_period'))
  it('knows every field that a category brings', () => {
    for (const group of taxonomy.categories) {
      for (const { code, extraFields } of group.children) {
        const slots = matter({ request_type: 'TS', category: code }) ?? []
        for (const field of extraFields) expect(slots).toContain(field === 'owed_from' || field === 'owed_to' ? 'owed_period' : field)
        for (const field of extraFields) expect(Object.keys(fieldValuesSchema.shape)).toContain(field)
      }
    }
  })
  it('never leaves a half alone in its row', () => {
    for (const group of taxonomy.categories) {
      for (const { code } of group.children) {
        let halves = 0
        for (const { width } of shown({ request_type: 'TS', category: code }).matter?.slots ?? []) {
          if (width === 'half') halves += 1
          else expect(halves % 2).toBe(0)
        }
        expect(halves % 2).toBe(0)
      }
    }
  })
  it('shows where words stand that nobody could read, whatever the category', () => {
    const slots = (unread: UnreadWords) => shown({ request_type: 'ZX', category: 'WAGE-09' }, unread).matter?.slots.map(({ slot }) => slot)
    expect(slots({})).not.toContain('hired_on')
    expect(slots({ hired_on: '大概九月' })).toContain('hired_on')
    expect(slots({})).not.toContain('promise')
    expect(slots({ promise_due: '过完年' })).toContain('promise')
    expect(shown({}, { participants: '秦木' }).participants).toBe(true)
  })

  it('knows where each value stands', () => {
    for (const key of Object.keys(fieldValuesSchema.shape) as FieldKey[]) {
      const slot = slotOfKey(key)
      const isBeside = ['amount_scope', 'amount_unknown', 'anonymous', 'confidential'].includes(key)
      expect(isBeside || keysOfSlot(slot).includes(key), key).toBe(true)
    }
  })

  it('asks for participants from two people on', () => {
    expect(shown({ workers_count: 1 }).participants).toBe(false)
    expect(shown({ workers_count: 2 }).participants).toBe(true)
    expect(shown({ represents: 3 }).participants).toBe(true)
  })
})

describe('the short way through the form', () => {
  const values: FieldValues = { request_type: 'TS', category: 'WAGE-02' }
  const way = (start: FieldValues) => {
    const stops: string[] = []
    for (let at = nextCoreSlot(shown(start), start, null); at !== null; at = nextCoreSlot(shown(start), start, at)) stops.push(at)
    return stops
  }
  it('leads from name to place in six stops, then to the narrative', () => {
    expect(way(values)).toEqual(['caller_name', 'workers_count', 'amount_owed_fen', 'owed_period', 'employer_name', 'work_place'])
  })
  it('passes what is filled', () => expect(way({ ...values, caller_name: '秦木根', amount_unknown: true })).toEqual(['workers_count', 'owed_period', 'employer_name', 'work_place']))
  it('leads straight to the narrative for an inquiry', () => expect(way({ request_type: 'ZX', category: 'WAGE-09' })).toEqual([]))
  it('does not stop at the name of an anonymous caller', () => expect(way({ ...values, anonymous: true })[0]).toBe('workers_count'))
})

describe('choosing type and category', () => {
  it('brings the usual type only where none is chosen', () => {
    expect(withCategory({}, 'WAGE-02', taxonomy, rules).request_type).toBe('TS')
    expect(withCategory({ request_type: 'ZX' }, 'WAGE-02', taxonomy, rules).request_type).toBe('ZX')
  })
  it('forces secrecy for reports, harassment, child labour and union officers, and never takes it off by itself', () => {
    expect(withRequestType({}, 'JB', rules).confidential).toBe(true)
    for (const category of ['WOMEN-04', 'WOMEN-06', 'UNION-04']) {
      expect(withCategory({}, category, taxonomy, rules).confidential).toBe(true)
      expect(forcedConfidential({ category }, rules)).toBe('by-category')
    }
    expect(withRequestType({ request_type: 'JB', confidential: true }, 'TS', rules).confidential).toBe(true)
    expect(withCategory({}, 'WAGE-02', taxonomy, rules).confidential).toBeUndefined()
  })
})

describe('what an outcome still lacks', () => {
  const missing = (outcome: Parameters<typeof missingFor>[0], values: FieldValues, more: Partial<Parameters<typeof missingFor>[1]> = {}) =>
    missingFor(outcome, {
      values, categoryFields: askedFor(values), siteCategories: rules.siteCategories, severity: null, isAnonymous: false, canRingBack: true, ...more,
    })
  const keys = (...of: Parameters<typeof missing>) => missing(...of).map(({ key }) => key)
  const full: FieldValues = {
    request_type: 'TS', category: 'WAGE-02', workers_count: 10, amount_owed_fen: 40_000_000, amount_scope: 'total', owed_from: '2026-10', owed_to: 'unclear', project_name: '江岸公寓',
    employer_name: '重庆示例江岸装饰工程有限公司', work_district: '500103', work_street: 'unclear', work_address: '示例路12号工地', description: '木工班组十人被要求当天退场，合计欠40万元。要求三天内结清。',
  }

  it('needs two values for a direct answer, the third is the outcome', () => {
    expect(missing('answered-directly', {})).toEqual([{ key: 'request_type', blocks: true }, { key: 'category', blocks: true }])
    expect(missing('answered-directly', { request_type: 'ZX', category: 'WAGE-09' })).toEqual([])
  })
  it('lists what a dispatched order of arrears on a site needs, in the order of asking', () => {
    expect(keys('sent-for-dispatch', { request_type: 'TS', category: 'WAGE-02' })).toEqual([
      'workers_count', 'amount_owed_fen', 'owed_from', 'owed_to', 'project_name', 'employer_name', 'work_district', 'work_address', 'description', 'demand',
    ])
    expect(missing('sent-for-dispatch', full)).toEqual([])
  })
  it('demands only what the rules of the order refuse without', () => {
    const { work_district: _, work_address: __, description: ___, ...bare } = full
    expect(missing('sent-for-dispatch', bare).filter(({ blocks }) => blocks).map(({ key }) => key)).toEqual(['work_district', 'description'])
  })
  it('lets a RED order go with three', () => {
    expect(missing('sent-for-dispatch', { request_type: 'QZ', category: 'INJURY-01' }, { severity: 'RED' }).some(({ blocks }) => blocks)).toBe(false)
  })
  it('asks for the street on a site or from ORANGE on, in Chongqing only', () => {
    const { work_street: _, ...noStreet } = full
    expect(keys('sent-for-dispatch', noStreet)).toEqual(['work_street'])
    const shop = { ...noStreet, category: 'WAGE-01' }
    expect(keys('sent-for-dispatch', shop)).toEqual([])
    expect(keys('sent-for-dispatch', shop, { severity: 'ORANGE' })).toEqual(['work_street'])
    expect(keys('sent-for-dispatch', { ...shop, work_district: '51' }, { severity: 'ORANGE' })).toEqual([])
  })
  it('asks for a call-back number only where nobody can be rung back otherwise', () => {
    expect(keys('sent-for-dispatch', full, { canRingBack: false })).toEqual(['callback_number'])
    expect(keys('sent-for-dispatch', full, { canRingBack: false, isAnonymous: true })).toEqual([])
  })
  it('asks who is complained about, and whether a child is at work now, and holds nothing up for it', () => {
    const union = { ...full, category: 'UNION-04' }
    expect(missing('sent-for-dispatch', union)).toEqual([{ key: 'complained', blocks: false }])
    expect(keys('sent-for-dispatch', { ...union, complained: 'QXGH@500103' })).toEqual([])
    expect(keys('sent-for-dispatch', { ...full, age_band: '14-15' })).toEqual(['at_work_now'])
    expect(keys('sent-for-dispatch', { ...full, age_band: '14-15', at_work_now: 'unclear' })).toEqual([])
  })
  it('takes an amount nobody knows for an answer', () => {
    const { amount_owed_fen: _, amount_scope: __, ...unknown } = full
    expect(keys('sent-for-dispatch', { ...unknown, amount_unknown: true })).toEqual([])
  })
  it('asks nothing of a call that is merged or has no content', () => {
    expect([...missing('merged', {}), ...missing('closed-without-content', {})]).toEqual([])
  })
})

describe('the title', () => {
  const category = '工程建设领域欠薪'

  it('is made from place, employer and category, set apart so that it reads', () => {
    expect(proposeTitle({ place: '渝中区', employer: ' 重庆示例江岸装饰工程有限公司 ', category })).toBe('渝中区 · 重庆示例江岸装饰工程有限公司 · 工程建设领域欠薪')
  })

  it('sets nothing apart that is not there', () => {
    expect(proposeTitle({ place: '', employer: '重庆示例江岸装饰工程有限公司', category })).toBe('重庆示例江岸装饰工程有限公司 · 工程建设领域欠薪')
    expect(proposeTitle({ place: '渝中区', employer: '', category })).toBe('渝中区 · 工程建设领域欠薪')
    expect(proposeTitle({ place: '渝中区', employer: '江岸装饰公司', category: '' })).toBe('渝中区 · 江岸装饰公司')
  })

  it('has at most 40 characters: a long employer is cut and says so, and goes when too little of it would be left', () => {
    const long = proposeTitle({ place: '渝中区', employer: '示'.repeat(60), category })
    expect([...(long ?? '')]).toHaveLength(40)
    expect(long).toMatch(/^渝中区 · 示+… · 工程建设领域欠薪$/)
    expect(proposeTitle({ place: '彭'.repeat(22), employer: '示'.repeat(60), category })).toBe(`${'彭'.repeat(22)} · 工程建设领域欠薪`)
    expect([...(proposeTitle({ place: '彭'.repeat(40), employer: '示', category }) ?? '')]).toHaveLength(40)
  })

  it('is not proposed from too little', () => {
    expect(proposeTitle({ place: '', employer: '', category: '欠薪' })).toBeNull()
  })
})

describe('closed lists', () => {
  it('has words for every code, in both languages', () => {
    for (const [key, codes] of Object.entries(fieldOptions)) {
      expect(Object.keys(zh.option[key as keyof typeof zh.option])).toEqual([...codes])
      expect(Object.keys(en.option[key as keyof typeof en.option])).toEqual([...codes])
    }
  })
  it('has the age bands on which the thresholds hang', () => {
    for (const { band } of shippedTagData().thresholds.age.bands) expect(fieldOptions.age_band).toContain(band)
  })
  it('has 无 alone', () => {
    expect(toggleChoice(['contract'], 'none')).toEqual(['none'])
    expect(toggleChoice(['none'], 'photo')).toEqual(['photo'])
    expect(toggleChoice(['photo'], 'photo')).toBeUndefined()
  })
  it('has a label for every field', () => {
    for (const key of Object.keys(fieldValuesSchema.shape)) {
      expect(zh).toHaveProperty(key)
      expect(en).toHaveProperty(key)
    }
  })
})
