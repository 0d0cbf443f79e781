import { describe, expect, it } from 'vitest'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { hitOf, meaningOf } from '../../../shared/tickets/ticket-search'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'

const values = { ...wageComplaint, id_no: '500999199003150013', callback_number: '023-90000003', demand: '尽快结清工资', project_name: '示例江岸三期' }
const fold = (spread: object = {}) => eventsOf(draftOf(1, { values: { ...values, ...spread } })).reduce<CachedTicket | null>(nextCachedTicket, null)!
const fieldFor = (text: string, cached = fold()) => hitOf(cached, meaningOf(text, '023'))?.field ?? null

describe('an order is found', () => {
  it.each([
    ['154 0000 0012', 'phone'], ['9000-0003', 'phone'], ['5009 9919 9003 15001 3', 'identity'], ['重庆示例（江岸）装饰工程有限公司', 'employer'],
    ['秦木根', 'caller_name'], ['隔天结账', 'description'], ['尽快 结清', 'demand'], ['三期', 'project_name'], ['江岸', 'employer_name'],
  ])('by %s, and says that it is its %s', (text, field) => expect(fieldFor(text)).toBe(field))

  it.each(['154 0000 0013', '500999199003150021', '江岸 七期'])('not by %s', (text) => expect(fieldFor(text)).toBeNull())

  it('only when each word stands somewhere in it, and not by a single character', () => {
    expect(fieldFor('秦木根 装饰')).toBe('caller_name')
    expect(fieldFor('秦木根 水电')).toBeNull()
    expect(fieldFor('秦')).toBeNull()
  })

  it('never by anything but its number when it is secret', () => {
    const secret = fold({ confidential: true })
    for (const text of ['15400000012', '500999199003150013', values.employer_name ?? '', '秦木根', '隔天结账']) expect(fieldFor(text, secret)).toBeNull()
  })
})
