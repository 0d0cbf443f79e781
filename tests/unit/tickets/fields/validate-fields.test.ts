import { describe, expect, it } from 'vitest'
import { localDate } from '../../../../shared/tickets/deadlines/local-time'
import { parseCallbackNumber } from '../../../../shared/tickets/fields/callback-number'
import { dayCounters } from '../../../../shared/tickets/fields/day-counters'
import type { FieldValues } from '../../../../shared/tickets/fields/field-values'
import { checkCreditCode, checkIdCard } from '../../../../shared/tickets/fields/identity-codes'
import { nameProblem } from '../../../../shared/tickets/fields/person-name'
import { validateFields } from '../../../../shared/tickets/fields/validate-fields'

const today = localDate('2026-11-23')
const found = (values: FieldValues) => validateFields(values, today).map(({ key, code, level }) => `${key} ${code} ${level}`)

describe('identity card numbers (GB 11643)', () => {
  it.each(['500999199003150013', '500999197811020488', '500999200812241033', '50099919851006019X', '11010519491231002X'])('%s is right', (id) => {
    expect(checkIdCard(id, today)).toEqual({ ok: true, value: id })
  })
  it.each([
    ['500999199003150010', 'id-check'], ['500999199002300016', 'id-date'], ['500999900315001', 'id-old-form'], ['50099919900315001', 'id-shape'], ['500999199O03150013', 'id-shape'],
  ])('%s is refused: %s', (id, code) => expect(checkIdCard(id, today)).toEqual({ ok: false, error: code }))
  it('takes a small x, full-width digits and spaces', () => {
    expect(checkIdCard('50099919851006019x', today)).toEqual({ ok: true, value: '50099919851006019X' })
    expect(checkIdCard('５００９９９ 19900315 0013', today)).toEqual({ ok: true, value: '500999199003150013' })
  })
  it('refuses a birth after today', () => expect(checkIdCard('500999202612010010', today)).toEqual({ ok: false, error: 'id-future' }))
  it('finds every single wrong digit', () => {
    const id = '500999199003150013'
    for (let at = 0; at < 17; at += 1) {
      for (const digit of '0123456789') {
        if (digit === id[at]) continue
        expect(checkIdCard(id.slice(0, at) + digit + id.slice(at + 1), today).ok).toBe(false)
      }
    }
  })
})

describe('credit codes (GB 32100)', () => {
  it.each(['91500999MADEM0011F', '91500999MACQDEM288', '91500999MAXTE5T328', '91350100M000100Y43'])('%s is right', (code) => {
    expect(checkCreditCode(code)).toEqual({ ok: true, value: code })
  })
  it.each([['91500999MADEM00110', 'uscc-check'], ['91500999IADEM0011F', 'uscc-shape'], ['91500999MADEM0011', 'uscc-shape']])('%s: %s', (code, problem) => {
    expect(checkCreditCode(code)).toEqual({ ok: false, error: problem })
  })
  it('only warns: callers read it out by ear', () => {
    expect(found({ uscc: '91500999MADEM00110' })).toEqual(['uscc uscc-check warning'])
    expect(found({ uscc: '91500999madem0011f' })).toEqual([])
  })
})

describe('numbers to call back', () => {
  it.each([
    ['15400000001', '15400000001'], ['154 0000 0001', '15400000001'], ['+86 154-0000-0001', '15400000001'], ['１５４００００００01', '15400000001'], ['023-90001234', '02390001234'], ['(010)62345678', '01062345678'],
    ['0851-2345678', '08512345678'], ['02390001234转801', '02390001234-801'], ['023-90001234-801', '02390001234-801'],
  ])('%s is %s', (text, digits) => expect(parseCallbackNumber(text)).toEqual({ ok: true, value: digits }))
  it.each([['90001234', 'phone-area-missing'], ['12345', 'phone-shape'], ['1540000000', 'phone-shape'], ['没有', 'phone-shape'], ['12000000001', 'phone-shape']])('%s: %s', (text, code) => {
    expect(parseCallbackNumber(text)).toEqual({ ok: false, error: code })
  })
  it('says which participant has a wrong number', () => {
    const participants = [{ name: '段满仓', phone: '', amount_fen: null }, { name: '毛世清', phone: '123', amount_fen: null }]
    expect(validateFields({ participants }, today)).toEqual([{ key: 'participants', code: 'phone-shape', level: 'warning', params: { row: 2 } }])
  })
})

describe('the unit complained about', () => {
  it('is one that the dispatch can go past', () => {
    expect(found({ complained: 'QXGH@500103' })).toEqual([])
    expect(found({ complained: '区里那个工会' })).toEqual(['complained unit-unknown error'])
  })
})

describe('names', () => {
  it.each(['秦木根', '欧阳建国', '买买提·艾力', '买买提•艾力', '张先生', '𠮷田', '李女士'])('%s is a name', (name) => {
    expect(nameProblem(name)).toBeNull()
  })
  it('counts code points: two rare characters are a name, one is not', () => {
    expect(nameProblem('𬱖𠮷')).toBeNull()
    expect(nameProblem('𠮷')).toBe('name-length')
    expect(nameProblem('秦'.repeat(21))).toBe('name-length')
  })
  it('warns of letters, refuses digits', () => {
    expect(found({ caller_name: 'John Smith' })).toEqual(['caller_name name-characters warning'])
    expect(found({ caller_name: '秦木根2' })).toEqual(['caller_name name-characters error'])
  })
})

describe('dates and months', () => {
  it('keeps arrears in order and out of the future; 不清楚 is allowed', () => {
    expect(found({ owed_from: '2026-10', owed_to: '2026-11' })).toEqual([])
    expect(found({ owed_from: 'unclear', owed_to: 'unclear' })).toEqual([])
    expect(found({ owed_from: '2026-11', owed_to: '2026-10' })).toEqual(['owed_to from-after-to error'])
    expect(found({ owed_from: '2026-10', owed_to: '2026-12' })).toEqual(['owed_to in-future error'])
    expect(found({ injured_on: '2026-11-24' })).toEqual(['injured_on in-future error'])
  })
  it('takes a month and a day within it as in order', () => {
    expect(found({ hired_on: '2026-03-15', dismissed_on: '2026-03' })).toEqual([])
    expect(found({ hired_on: '2026-04', dismissed_on: '2026-03-31' })).toEqual(['dismissed_on before-hired error'])
    expect(found({ hired_on: '2026-02-30' })).toEqual(['hired_on no-such-day error'])
  })
  it('lets a dismissal lie ahead: notice has been given', () => expect(found({ dismissed_on: '2026-12-31' })).toEqual([]))
})

describe('lengths and sums', () => {
  it('counts code points', () => {
    expect(found({ title: '欠薪' })).toEqual(['title too-short warning'])
    expect(found({ demand: '𠮷'.repeat(300) })).toEqual([])
    expect(found({ demand: '𠮷'.repeat(301) })).toEqual(['demand too-long error'])
  })
  it('asks whether a sum is the total or each, where there are several', () => {
    expect(found({ amount_owed_fen: 100 })).toEqual([])
    expect(found({ amount_owed_fen: 100, workers_count: 2 })).toEqual(['amount_scope scope-missing warning'])
    expect(found({ amount_owed_fen: 100, workers_count: 2, amount_scope: 'total' })).toEqual([])
  })
  it('finds nothing wrong with an empty form', () => expect(found({ caller_name: '', callback_number: ' ', id_no: '' })).toEqual([]))
})

describe('days left', () => {
  const left = (values: FieldValues) => dayCounters(values, today).map(({ code, lastDay, daysLeft }) => `${code} ${lastDay} ${daysLeft}`)
  it('counts a year for arbitration from the end of the employment', () => {
    expect(left({ dismissed_on: '2026-11-13' })).toEqual(['arbitration 2027-11-13 355'])
    expect(left({ dismissed_on: '2025-11-22' })).toEqual(['arbitration 2026-11-22 -1'])
    expect(left({ dismissed_on: '2024-02-29' })).toEqual(['arbitration 2025-02-28 -633'])
  })
  it('counts 30 days for the employer and a year for the worker from an injury', () => {
    expect(left({ injured_on: '2026-11-20' })).toEqual(['employer-report 2026-12-20 27', 'own-report 2027-11-20 362'])
  })
  it('counts from the first day when only the month is known, and says so', () => {
    expect(dayCounters({ injured_on: '2026-10' }, today)[0]).toMatchObject({ lastDay: '2026-10-31', isEstimate: true })
    expect(left({ dismissed_on: 'unclear' })).toEqual([])
  })
})
