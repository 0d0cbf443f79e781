import { describe, expect, it } from 'vitest'
import { exportedOrder, exportedOrderSchema, wasEverSecret } from '../../../shared/tickets/exported-order'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'

const tags = shippedTagData()
const identity = '500103199001011234'
const exported = (values: Partial<FieldValues> = {}, more: readonly TicketEvent[] = []) => {
  const draft = draftOf(1, { values: { ...wageComplaint, ...values }, caller: { kind: 'new', personId: testUuid(9) }, risks: [{ code: 'AMOUNT', severity: 'YELLOW', confirmedAt: morning, source: 'agent' }] })
  return exportedOrder([...eventsOf(draft), ...more], tags)
}
const later = (values: FieldValues, personal: FieldValues = {}): TicketEvent => ({
  id: testUuid(77), ticketId: draftOf(1).ticketId, author: draftOf(1).author, happenedAt: morning + 1, recordedAt: morning + 1, basedOn: 0,
  type: 'facts-recorded', data: { values }, personal: { values: personal },
})

describe('an order as it leaves the desk in a file', () => {
  it('has its matter, its time and its state, and who called masked', () => {
    const order = exported({ workers_count: 10, id_no: identity })
    expect(order).toMatchObject({
      number: draftOf(1).number, calledAt: morning, state: 'REVIEWING', isSecret: false, isImported: false, severity: 'YELLOW', risks: ['AMOUNT'], requestType: 'TS', category: 'WAGE-02',
      callerName: '秦**', callerNumber: '154****0012', employer: '重庆示例江岸装饰工程有限公司', district: '500103', workers: 10, amountFen: 40_000_000, chased: 0,
    })
    expect(exportedOrderSchema.parse(order)).toEqual(order)
    expect(JSON.stringify(order)).not.toMatch(/秦木根|15400000012|154-0000|500103199001011234/)
  })

  it.each(['title', 'description', 'demand', 'note', 'work_address', 'promise', 'employer_name'] as const)('masks names, telephones and identity numbers in what was written as %s', (key) => {
    const text = JSON.stringify(exported({ [key]: `秦木根说打 154-0000-0012，身份证 ${identity}，班组长赵铁柱`, team_leader: '赵铁柱' }))
    expect(text).toContain('秦**说打 154****0012，身份证 500103********1234，班组长赵**')
    expect(text).not.toMatch(/木根|铁柱|0000-0012|19900101/)
  })

  it('masks a name that only an earlier part of the order knew', () => {
    expect(JSON.stringify(exported({ description: '秦木根来电，称拿不到工资' }, [later({}, { caller_name: '秦某' })]))).not.toContain('木根')
  })

  it('says nobody who wrote it', () => {
    expect(JSON.stringify(exported())).not.toMatch(/8017"|练习/)
  })

  it.each([
    ['is secret', [later({ confidential: true })]],
    ['was secret once', [later({ confidential: true }), { ...later({ confidential: false }), id: testUuid(78) }]],
  ])('that %s is its number, its times and its state', (_, more) => {
    const order = exported({}, more)
    const { number, calledAt, state, dueAt, isSecret, isImported, ...rest } = order ?? {}
    expect({ number, calledAt, state, isSecret, isImported }).toEqual({ number: draftOf(1).number, calledAt: morning, state: 'REVIEWING', isSecret: true, isImported: false })
    expect(dueAt).toBeGreaterThan(morning)
    expect(Object.values(rest).filter((value) => value !== null && value !== 0 && !(Array.isArray(value) && value.length === 0))).toEqual([])
  })

  it('of an older system is marked, and secret as it was there', () => {
    const imported = (confidential: boolean): TicketEvent => ({
      ...later({}), type: 'imported', personal: { summary: '工资没发，电话 15400000012' },
      data: { externalNo: 'X-1', createdAt: morning, requestType: '投诉', category: 'WAGE-02', district: '渝中区', districtCode: '500103', employer: '甲公司', state: 'CLOSED', dueAt: null, satisfaction: '满意', disposition: null, amountFen: null, confidential },
    })
    expect(exportedOrder([imported(false)], tags)).toMatchObject({ number: 'X-1', isImported: true, description: '工资没发，电话 154****0012', satisfaction: '满意' })
    expect(exportedOrder([imported(true)], tags)).toMatchObject({ number: 'X-1', isSecret: true, employer: null, description: null, satisfaction: null })
    expect([wasEverSecret([imported(true)]), wasEverSecret([imported(false)])]).toEqual([true, false])
  })

  it('is none without events', () => expect(exportedOrder([], tags)).toBeNull())
})
