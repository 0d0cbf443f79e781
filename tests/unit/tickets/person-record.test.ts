import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpenOrder } from '../../../shared/callers/person'
import type { CachedTicket } from '../../../shared/tickets/cached-ticket'
import { contactsOf, keptItems, withContact, type PersonRecord } from '../../../shared/tickets/person-record'
import { draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const districtName = () => null
const day = 86_400_000
const zou = testUuid(31)

function cached(number: number, options: { name?: string; closed?: boolean; secret?: boolean; daysAgo?: number; display?: string } = {}): CachedTicket {
  const { name = '邹大勇', closed = false, secret = false, daysAgo = 0, display = '023-9000-0003' } = options
  const draft = draftOf(number, {
    caller: { kind: 'known', personId: zou },
    values: { ...wageComplaint, caller_name: name, ...(secret ? { confidential: true } : {}) },
  })
  const call = { ...draft.call, startedAt: morning - daysAgo * day, historyKey: '862390000003', numberDisplay: display }
  const ticket = ticketOf({ ...draft, call })
  return { ticket: { ...ticket, state: closed ? 'CLOSED' : ticket.state }, chasers: [], eventIds: [], kept: 'whole' }
}

function recordOf(tickets: readonly CachedTicket[]): PersonRecord {
  return tickets.flatMap((ticket) => contactsOf(ticket, districtName)).reduce<PersonRecord | null>((record, contact) => withContact(record, contact), null)!
}

describe('what is known of a person', () => {
  it('is folded from their tickets, newest first', () => {
    const { person } = recordOf([cached(1, { daysAgo: 9 }), cached(2, { daysAgo: 1 })])
    expect(person).toMatchObject({ id: zou, name: '邹大勇', numbers: [{ key: '862390000003' }] })
    expect(person.history.map((item) => item.id)).toEqual([cached(2).ticket.id, cached(1).ticket.id])
  })

  it('a ticket that moved on replaces its line', () => {
    const { person } = recordOf([cached(1), cached(1, { closed: true })])
    expect(person.history).toMatchObject([{ status: 'CLOSED' }])
  })

  it('the name told last counts, one from a secret order only while there is no other', () => {
    expect(recordOf([cached(1, { name: '邹大勇', daysAgo: 9 }), cached(2, { name: '邹勇', daysAgo: 1 })]).person.name).toBe('邹勇')
    expect(recordOf([cached(2, { name: '邹勇', daysAgo: 1 }), cached(1, { name: '邹大勇', daysAgo: 9 })]).person.name).toBe('邹勇')
    expect(recordOf([cached(1, { daysAgo: 9 }), cached(2, { name: '邹**', secret: true })]).person.name).toBe('邹大勇')
    expect(recordOf([cached(2, { name: '邹**', secret: true })]).person.name).toBe('邹**')
  })

  it('an extension behind a switchboard is remembered beside the number', () => {
    expect(recordOf([cached(1, { display: '023-9000-0008 转 801' })]).person.numbers).toEqual([{ key: '862390000003', ext: '801' }])
  })

  it('keeps every open order and so many of the rest, whatever the order they came in', () => {
    const ticket = fc.record({ number: fc.integer({ min: 1, max: 400 }), closed: fc.boolean(), daysAgo: fc.nat(700) })
    fc.assert(
      fc.property(fc.uniqueArray(ticket, { selector: ({ number }) => number, minLength: 1, maxLength: 110 }), (specs) => {
        const { history } = recordOf(specs.map(({ number, closed, daysAgo }) => cached(number, { closed, daysAgo }))).person
        const open = specs.filter(({ closed }) => !closed).length
        expect(history.filter(isOpenOrder)).toHaveLength(open)
        const expected = [...specs].sort((a, b) => a.daysAgo - b.daysAgo).filter((spec, index) => index < keptItems || !spec.closed).length
        expect(history).toHaveLength(expected)
      }),
      { numRuns: 25 },
    )
  })
})

describe('who had part in a ticket', () => {
  it('nobody, when the number is withheld and the caller is no known person', () => {
    const draft = draftOf(1, { values: { ...wageComplaint, anonymous: true } })
    const ticket = ticketOf({ ...draft, call: { ...draft.call, historyKey: null, numberDisplay: '号码未显示' } })
    expect(contactsOf({ ticket, chasers: [], eventIds: [], kept: 'whole' }, districtName)).toEqual([])
  })

  it('somebody nobody knows, when only the number is there; no name sticks to them', () => {
    const { caller_name: _name, ...values } = wageComplaint
    const ticket = ticketOf(draftOf(1, { values: { ...values, anonymous: true } }))
    const [contact] = contactsOf({ ticket, chasers: [], eventIds: [], kept: 'whole' }, districtName)
    expect(contact).toMatchObject({ isKnown: false, number: { key: '8615400000012' } })
    expect(withContact(null, { ...contact!, name: '秦木根' }).person.name).toBeNull()
    const again = contactsOf({ ticket: { ...ticket, id: testUuid(5) }, chasers: [], eventIds: [], kept: 'whole' }, districtName)
    expect(again[0]?.personId).toBe(contact?.personId)
  })

  it('another caller finds the order under the own number, at the time of the own call', () => {
    const base = cached(1)
    const chaser = { caller: { personId: testUuid(8), relation: 'new' as const, historyKey: '8615400000002', numberDisplay: '154-0000-0002' }, name: '段满仓', at: morning + day }
    const contacts = contactsOf({ ...base, chasers: [chaser, chaser] }, districtName)
    expect(contacts).toHaveLength(2)
    expect(contacts[1]).toMatchObject({ personId: testUuid(8), name: '段满仓', item: { id: base.ticket.id, at: morning + day, key: '8615400000002' } })
  })
})
