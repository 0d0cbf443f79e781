import { describe, expect, it } from 'vitest'
import { bookInUse } from '../../../shared/desk-book/book-in-use'
import { mobileOfNotice, ownUnionDuty, phoneOfNotice, phonesOf } from '../../../shared/desk-book/unit-duty'
import { epochMs } from '../../../shared/lib/clock'
import { pinyinInitials } from '../../../shared/lib/pinyin-initials'
import { searchCategories } from '../../../shared/tickets/category-search'
import shippedLimits from '../../../shared/tickets/deadlines/limits.json'
import { localDate } from '../../../shared/tickets/deadlines/local-time'
import { proposeUnit } from '../../../shared/tickets/dispatch/propose-unit'
import { unitKey } from '../../../shared/tickets/dispatch/unit-key'
import { unitName } from '../../../shared/tickets/dispatch/unit-name'
import { findCategory, shippedTaxonomy } from '../../../shared/tickets/taxonomy'
import { plain } from '../tickets/dispatch/input'

type Records = Parameters<typeof bookInUse>[0]
const unit = (key: string, zh: string, phones: { readonly day?: string[]; readonly night?: string[] } = {}, isActive = true): Records[number] =>
  ({ kind: 'units', key, value: { zh, en: '', dayPhones: phones.day ?? [], nightPhones: phones.night ?? [] }, isActive })
const category = (key: string, zh: string, leadUnit: string | null = null, isActive = true): Records[number] =>
  ({ kind: 'categories', key, value: { zh, en: '', usualType: 'TS', leadUnit }, isActive })

const yuzhong = { department: 'QXGH', district: '500103', street: null }
const city = { department: 'CQGH', district: null, street: null }
const wageOf = (records: Records) => findCategory('WAGE-02', bookInUse(records).dispatch.taxonomy)
const codesFound = (query: string, records: Records) => searchCategories(query, bookInUse(records).dispatch.taxonomy).map((hit) => hit.category.code)
const proposalOf = (categoryCode: string, records: Records) => proposeUnit({ ...plain, category: categoryCode }, bookInUse(records).dispatch)
const leadOf = (categoryCode: string, records: Records) => {
  const proposal = proposalOf(categoryCode, records)
  return proposal.kind === 'dispatch' && proposal.lead !== null ? unitKey(proposal.lead.unit) : proposal.kind
}

describe('the queues of a desk', () => {
  const queue = (zh: string, en: string, isActive = true) => ({ kind: 'queues', key: 'labour', value: { zh, en, colour: '#123456' }, isActive })
  it('are called as an administrator calls them, one out of use as well, and in English by the Chinese name where there is no other', () => {
    expect(bookInUse([queue('维权一线', 'Rights')]).queues.get('labour')).toEqual({ zh: '维权一线', en: 'Rights' })
    expect(bookInUse([queue('维权一线', '', false)]).queues.get('labour')).toEqual({ zh: '维权一线', en: '维权一线' })
  })

  it('have no name that cannot be read, and none that was shipped', () => {
    expect(bookInUse([{ ...queue('', ''), value: { zh: 7 } }]).queues.size).toBe(0)
    expect(bookInUse([]).queues.size).toBe(0)
  })
})

describe('the categories of a desk', () => {
  it('are the shipped ones where an administrator has said nothing', () => {
    expect(bookInUse([]).dispatch.taxonomy).toEqual(shippedTaxonomy())
  })

  it('are called as an administrator calls them, and are found by the old name and its initials as well', () => {
    const renamed = [category('WAGE-02', '建筑工地拖欠工资')]
    expect(wageOf(renamed)?.category).toMatchObject({ zh: '建筑工地拖欠工资', en: '建筑工地拖欠工资', lead: wageOf([])?.category.lead, extraFields: wageOf([])?.category.extraFields })
    const before = wageOf([])?.category
    for (const query of ['建筑工地', 'jzgd', before?.zh ?? '', before?.initials ?? '']) expect(codesFound(query, renamed)[0]).toBe('WAGE-02')
  })

  it('have a new one in the group that its code begins with, and one of another beginning in a group of their own', () => {
    const records = [category('WAGE-90', '外卖骑手报酬'), category('OWN-01', '高温津贴咨询')]
    expect(codesFound('wmqsbc', records)[0]).toBe('WAGE-90')
    const { taxonomy } = bookInUse(records).dispatch
    expect(findCategory('WAGE-90', taxonomy)?.group.code).toBe('WAGE')
    expect(findCategory('OWN-01', taxonomy)?.group).toMatchObject({ code: 'OWN', zh: '本热线自设' })
  })

  it('no longer offer one that was put out of use, and still know its name for whatever has it', () => {
    const records = [category('WAGE-02', '拖欠工资', null, false)]
    expect(codesFound('WAGE-02', records)).not.toContain('WAGE-02')
    expect(wageOf(records)?.category).toMatchObject({ zh: '拖欠工资', isRetired: true })
  })

  it('stay as shipped where a record cannot be read', () => {
    expect(wageOf([{ kind: 'categories', key: 'WAGE-02', value: { zh: '' }, isActive: true }])).toEqual(wageOf([]))
  })
})

describe('the units of a desk', () => {
  it('are called as an administrator calls them', () => {
    const { dispatch } = bookInUse([unit('QXGH@500103', '渝中区职工之家')])
    expect(unitName(yuzhong, 'zh', dispatch)).toBe('渝中区职工之家')
    expect(unitName({ ...yuzhong, district: '500106' }, 'zh', dispatch)).toBe(unitName({ ...yuzhong, district: '500106' }, 'zh', bookInUse([]).dispatch))
  })

  it('get the orders of the categories that name them, also where the program has no such department', () => {
    const records = [unit('FLYZ', '工会法律援助站'), category('WAGE-02', '拖欠工资', 'FLYZ')]
    expect(leadOf('WAGE-02', records)).toBe('FLYZ')
    expect(unitName({ department: 'FLYZ', district: null, street: null }, 'zh', bookInUse(records).dispatch)).toBe('工会法律援助站')
  })

  it('are found with a code of their own kind as well', () => {
    expect(leadOf('WAGE-02', [unit('CQ-YZ', '渝中区总工会工作站'), category('WAGE-02', '拖欠工资', 'CQ-YZ')])).toBe('CQ-YZ')
  })

  it('a category that names nobody known goes where it went', () => {
    expect(leadOf('WAGE-02', [category('WAGE-02', '拖欠工资', 'NOBODY')])).toBe(leadOf('WAGE-02', []))
  })

  it('one out of use gets no order: the next one above does, and the agent is told', () => {
    const records = [category('UNION-01', '入会', 'QXGH'), unit('QXGH@500103', '渝中区总工会', {}, false)]
    expect(leadOf('UNION-01', [records[0]!])).toBe('QXGH@500103')
    expect(leadOf('UNION-01', records)).toBe('CQGH')
    expect(proposalOf('UNION-01', records).notes).toContainEqual({ code: 'unit-closed', rule: 6, unit: yuzhong })
  })

  it('one that nobody knows is named by its key and breaks nothing', () => {
    expect(unitName({ department: 'NOBODY', district: '500103', street: null }, 'zh', bookInUse([]).dispatch)).toBe('NOBODY@500103')
  })
})

describe('whom a unit has on duty', () => {
  const book = bookInUse([unit('QXGH@500103', '渝中区总工会', { day: ['023-90000012'], night: ['154 0000 0012'] }), unit('CQGH', '市总工会', { night: ['154 0000 0090', '15400000091'] })])
  const at = (time: string) => epochMs(Date.parse(`${time}+08:00`))

  it.each([
    ['a working morning', '2026-11-27T10:00', 'day', '023-90000012'],
    ['three at night', '2026-11-27T03:00', 'night', '154 0000 0012'],
    ['a Sunday noon', '2026-11-29T10:00', 'night', '154 0000 0012'],
  ])('on %s', (_, time, when, number) => {
    expect(phonesOf(yuzhong, book, at(time))).toEqual({ when, numbers: [number] })
  })

  it('a number of another time is better than none', () => {
    expect(phonesOf(city, book, at('2026-11-27T10:00'))).toEqual({ when: 'night', numbers: ['154 0000 0090', '15400000091'] })
  })

  it('nobody at a unit out of use, or one without numbers', () => {
    expect(phonesOf(city, bookInUse([unit('CQGH', '市总工会', { day: ['023-90000012'] }, false)]), at('2026-11-27T10:00'))).toBeNull()
    expect(phonesOf(yuzhong, bookInUse([]), at('2026-11-27T10:00'))).toBeNull()
  })

  it('whoever has to hear of a RED has the number of the unit of that place, and none where the place or the number is not known', () => {
    const night = at('2026-11-27T03:00')
    const phone = (code: string, work_district?: string) => phoneOfNotice(code, { work_district }, book, night)
    expect(phone('DISTRICT_HEAD', '500103')).toBe('154 0000 0012')
    expect(phone('CITY_DUTY_OFFICER')).toBe('154 0000 0090')
    expect([phone('DISTRICT_HEAD'), phone('DISTRICT_HEAD', '500112'), phone('LABOUR_INSPECTION', '500103'), phone('DUTY_LEAD', '500103')]).toEqual([null, null, null, null])
  })

  it('a message goes to the first mobile on duty at that hour, whatever the PBX wants in front of it, and to no landline', () => {
    const numbers = (...day: string[]) => bookInUse([unit('CQGH', '市总工会', { day }), unit('QXGH@500103', '渝中区总工会', { day, night: ['154 0000 0012'] })])
    const mobile = (...day: string[]) => mobileOfNotice('CITY_DUTY_OFFICER', {}, numbers(...day), at('2026-11-27T10:00'))?.number ?? null
    expect(['154 0000 0090', '+86 154-0000-0090', '915400000090', '015400000090'].map((number) => mobile(number))).toEqual(Array.from({ length: 4 }, () => '15400000090'))
    expect(mobile('023-90000012', '154 0000 0090', '154 0000 0091')).toBe('15400000090')
    expect(['023-90000012', '02390000012', '1900', '+44 15400000090', '1540000009'].map((number) => mobile(number))).toEqual([null, null, null, null, null])
    expect(mobileOfNotice('DISTRICT_HEAD', { work_district: '500103' }, book, at('2026-11-27T03:00'))).toEqual({ unit: 'QXGH@500103', number: '15400000012' })
    expect([mobileOfNotice('DISTRICT_HEAD', {}, book, at('2026-11-27T03:00')), mobileOfNotice('DUTY_LEAD', {}, book, at('2026-11-27T03:00'))]).toEqual([null, null])
  })

  it("under RED the hotline's own union is rung, as a telephone dials it, and no unit of a district", () => {
    expect(ownUnionDuty(book, at('2026-11-27T03:00'), 'zh')).toEqual([{ name: '市总工会', number: '15400000090' }, { name: '市总工会', number: '15400000091' }])
  })
})

describe('limits and calendar of a desk', () => {
  it('are as an administrator has set them, year by year, and as shipped where the record is out of use or broken', () => {
    const limits = { ...shippedLimits, maxDispatchesBeforeNamed: 7 }
    const set = bookInUse([{ kind: 'limits', key: 'table', value: limits, isActive: true }, { kind: 'calendar', key: '2027', value: { off: ['2027-01-04'], weekendWorkdays: [], source: '试' }, isActive: true }]).deadlines
    expect(set.limits.maxDispatchesBeforeNamed).toBe(7)
    expect(set.calendar.off.has(localDate('2027-01-04'))).toBe(true)
    expect(set.calendar.publishedYears.has(2026)).toBe(true)
    for (const broken of [{ value: limits, isActive: false }, { value: { handling: {} }, isActive: true }]) {
      expect(bookInUse([{ kind: 'limits', key: 'table', ...broken }]).deadlines).toEqual(bookInUse([]).deadlines)
    }
  })
})

describe('pinyin initials of a typed name', () => {
  it('are nearly always those that somebody has checked in the shipped list', () => {
    const names = shippedTaxonomy().categories.flatMap((group) => [group, ...group.children])
    const wrong = names.filter(({ zh, initials }) => pinyinInitials(zh) !== initials).map(({ zh }) => zh)
    expect(wrong).toEqual(['调解', '改制、重组、人员安置'])
  })

  it('keep digits and Latin letters, and nothing that nobody types', () => {
    expect(pinyinInitials('12345转办（Ａ类）')).toBe('12345zbal')
  })
})
