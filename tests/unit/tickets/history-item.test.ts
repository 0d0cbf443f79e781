import { describe, expect, it } from 'vitest'
import { callerCard } from '../../../shared/callers/caller-card'
import type { PersonId } from '../../../shared/callers/person'
import { epochMs } from '../../../shared/lib/clock'
import { historyItemOf } from '../../../shared/tickets/history-item'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { TicketEventOf } from '../../../shared/tickets/ticket-event'
import { agent8017, draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const districts: Readonly<Record<string, string>> = { 500103: '渝中区', 500106: '沙坪坝区' }
const districtName = (code: string) => districts[code] ?? null
const complaint = draftOf(1, { values: wageComplaint })

function importedTicket(data: Partial<TicketEventOf<'imported'>['data']>, summary = '邹大勇反映十月工资未发9800元') {
  const event: TicketEventOf<'imported'> = {
    id: testUuid(1), ticketId: testUuid(2), author: agent8017, happenedAt: morning, recordedAt: morning, basedOn: 0, type: 'imported',
    personal: { summary, caller: { personId: testUuid(3), relation: 'known', historyKey: '862390000003', numberDisplay: '023-9000-0003' } },
    data: {
      externalNo: 'GD20261114000004', createdAt: morning - 9 * 86_400_000, requestType: '投诉', category: 'WAGE-02', district: '沙坪坝区',
      districtCode: '500106', employer: '重庆示例云顶建筑有限公司', state: 'HANDLING', dueAt: morning, satisfaction: null, disposition: null,
      amountFen: 980_000, confidential: false, ...data,
    },
  }
  return foldEvents([event])!
}

describe('a ticket as one line of a caller’s past', () => {
  it('is an order with its number, matter, place, employer and money', () => {
    const draft = { ...complaint, values: { ...wageComplaint, title: '木工班组欠薪' } }
    expect(historyItemOf(ticketOf(draft), districtName)).toMatchObject({
      what: 'order', id: draft.ticketId, at: morning, key: '8615400000012', orderNo: draft.number, summary: '木工班组欠薪', requestType: 'TS',
      category: 'WAGE-02', district: '渝中区', districtCode: '500103', employer: '重庆示例江岸装饰工程有限公司', status: 'REVIEWING', amountFen: 40_000_000,
    })
  })

  it('without a title says how the description begins, cut between characters', () => {
    const item = historyItemOf(ticketOf({ ...complaint, values: { ...wageComplaint, description: '𠮷'.repeat(80) } }), districtName)
    expect(item.summary).toBe('𠮷'.repeat(60))
  })

  it('carries the highest confirmed risk and the last promise', () => {
    const draft = draftOf(1, {
      values: { ...wageComplaint, promise: '三周内付清', promise_due: '2026-12-14' },
      risks: [
        { code: 'AMOUNT', severity: 'YELLOW', confirmedAt: morning, source: 'agent' },
        { code: 'GROUP', severity: 'ORANGE', confirmedAt: morning, source: 'agent' },
      ],
    })
    expect(historyItemOf(ticketOf(draft), districtName)).toMatchObject({
      severity: 'ORANGE', risks: ['AMOUNT', 'GROUP'], promises: [{ text: '三周内付清', dueAt: Date.parse('2026-12-14T23:59:59+08:00') }],
    })
  })

  it('of an outside system keeps its number and the name of its district', () => {
    expect(historyItemOf(importedTicket({ satisfaction: '不满意' }), districtName)).toMatchObject({
      orderNo: 'GD20261114000004', requestType: 'TS', district: '沙坪坝区', districtCode: '500106', satisfaction: 'unsatisfied', status: 'HANDLING', key: '862390000003',
    })
  })

  it('is a call when there was no content', () => {
    const silent = draftOf(1, { noContent: 'silent' })
    expect(historyItemOf(ticketOf(silent, { kind: 'closed-without-content' }), districtName)).toMatchObject({ what: 'call', outcome: 'silent' })
    expect(historyItemOf(importedTicket({ requestType: '无效', disposition: '无效-骚扰', state: 'VOID' }), districtName)).toMatchObject({
      what: 'call', outcome: 'nuisance',
    })
    expect(historyItemOf(importedTicket({ requestType: 'WX', disposition: 'sales', state: 'CALL_RECORD' }), districtName)).toMatchObject({
      what: 'call', outcome: 'sales',
    })
  })

  it('of a secret order tells that it exists and nothing of what it is about', () => {
    const item = historyItemOf(ticketOf({ ...complaint, values: { ...wageComplaint, confidential: true } }), districtName)
    expect(item).toMatchObject({ secret: true, status: 'REVIEWING' })
    const words = JSON.stringify(item)
    for (const told of ['WAGE', '江岸', '渝中', '班组', '40000000']) expect(words).not.toContain(told)
  })

  it('shows on the caller’s card as an open order', () => {
    const person = { id: 'p' as PersonId, name: '秦木根', numbers: [], notes: {}, history: [historyItemOf(ticketOf(complaint), districtName)] }
    expect(callerCard(person, epochMs(morning + 86_400_000)).openOrders).toHaveLength(1)
  })
})
