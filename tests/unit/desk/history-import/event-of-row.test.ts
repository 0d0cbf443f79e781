import { describe, expect, it } from 'vitest'
import { eventOfRow } from '../../../../electron/desk/history-import/event-of-row'
import { mappingSchema } from '../../../../electron/desk/history-import/mapping'

const mapping = mappingSchema.parse({
  columns: {
    number: '工单编号', createdAt: '受理时间', state: '状态', phone: '来电号码', name: '姓名', type: '性质', secret: '保密', amountYuan: '金额', summary: '内容', dueAt: '期限',
  },
  values: { state: { 已办结: 'CLOSED' }, type: { 欠薪投诉: 'TS' } },
})
const row = {
  工单编号: 'CQ-2024-0001', 受理时间: '2024/3/5 9:30', 状态: '已办结', 来电号码: '154-0000-0012', 姓名: '秦木根', 性质: '欠薪投诉', 保密: '否', 金额: '12,345.6元', 内容: '欠薪',
}
const eventOf = (spread: Record<string, string> = {}) => eventOfRow({ ...row, ...spread }, mapping)

describe('a row of an older system', () => {
  it('is an order that was brought in, with its words as they are said here', () => {
    const made = eventOf()
    expect(made).toMatchObject({
      ok: true,
      value: {
        type: 'imported', happenedAt: Date.parse('2024-03-05T09:30:00+08:00'),
        data: { externalNo: 'CQ-2024-0001', requestType: 'TS', state: 'CLOSED', amountFen: 1_234_560, confidential: false, dueAt: null },
        personal: { caller: { relation: 'known', historyKey: '8615400000012' }, values: { caller_name: '秦木根' }, summary: '欠薪' },
      },
    })
  })

  it('has the same ids whenever it is read, and its person those of every row with that number and name', () => {
    const [one, again, other] = [eventOf(), eventOf(), eventOf({ 工单编号: 'CQ-2024-0002' })]
    expect(one).toEqual(again)
    if (!one.ok || !other.ok) throw new Error('refused')
    expect(other.value.id).not.toBe(one.value.id)
    expect(other.value.personal?.caller?.personId).toBe(one.value.personal?.caller?.personId)
  })

  it.each([
    ['2024-03-05', '2024-03-05T00:00:00+08:00'], ['2024-03-05 23:59:59', '2024-03-05T23:59:59+08:00'],
    ['2024-03-05T01:02:03Z', '2024-03-05T01:02:03Z'], ['2024.3.5 1:02', '2024-03-05T01:02:00+08:00'],
  ])('was taken down at %s', (text, at) => expect(eventOf({ 受理时间: text })).toMatchObject({ value: { happenedAt: Date.parse(at) } }))

  it.each<[string, Record<string, string>, object]>([
    ['no number', { 工单编号: '' }, { code: 'missing', field: 'number' }],
    ['a day that is none', { 受理时间: '2024-02-30' }, { code: 'not-a-time', field: 'createdAt' }],
    ['a time that is none', { 受理时间: '2024-02-03 25:00' }, { code: 'not-a-time', field: 'createdAt' }],
    ['no time', { 受理时间: '去年' }, { code: 'not-a-time', field: 'createdAt' }],
    ['a limit that is no time', { 期限: '尽快' }, { code: 'not-a-time', field: 'dueAt' }],
    ['a state that nobody knows', { 状态: '搁置' }, { code: 'not-known', field: 'state' }],
    ['a type that nobody knows', { 性质: '其他' }, { code: 'not-known', field: 'type' }],
    ['a sum that is none', { 金额: '很多' }, { code: 'not-a-sum', field: 'amountYuan' }],
    ['neither secret nor not', { 保密: '也许' }, { code: 'not-yes-or-no', field: 'secret' }],
    ['a name that is too long', { 姓名: '长'.repeat(81) }, { code: 'too-long', field: 'name' }],
  ])('is refused with %s, by its column and without its words', (_, spread, problem) => {
    expect(eventOf(spread)).toEqual({ ok: false, error: problem })
  })

  it('of a withheld number belongs to nobody', () => {
    expect(eventOf({ 来电号码: '' })).toMatchObject({ value: { personal: { caller: { personId: null, historyKey: null, relation: 'anonymous' } } } })
  })

  it('is secret when it says so', () => expect(eventOf({ 保密: '是' })).toMatchObject({ value: { data: { confidential: true } } }))

  it('needs a mapping that says where number, time and state are', () => {
    expect(mappingSchema.safeParse({ columns: { number: 'a', createdAt: 'b' } }).success).toBe(false)
  })
})
