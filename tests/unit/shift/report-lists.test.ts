import { describe, expect, it } from 'vitest'
import { reportedLines, sheetsOfShift, writtenDown, type LeftByShift } from '../../../shared/shift/report-lists'
import type { SheetLine } from '../../../shared/shift/shift-event'
import type { Sheet } from '../../../shared/shift/shift-state'
import { morning, testUuid } from '../../support/drafts'
import { li, wang, watchedOrder } from '../../support/shift'

const line = (section: SheetLine['section'], spread: Partial<SheetLine>): SheetLine => ({ section, orderId: null, number: null, note: null, dueAt: null, level: null, ...spread })
const signed = (lines: readonly SheetLine[], spread: Partial<Sheet> = {}): Sheet => ({ id: testUuid(40), by: wang, from: morning, signedAt: morning, lines, to: null, accepted: null, ...spread })
const nothing: LeftByShift = { orders: [], sheets: [], left: [], notices: [], seats: [] }
const none = { ids: new Set<string>(), numbers: new Set<string>() }
const of = (facts: Partial<LeftByShift>, known = none) => reportedLines({ ...nothing, ...facts }, known)
const left = (kind: 'draft' | 'unsent' | 'promise', orderId: string | null, number: string | null, taken: LeftByShift['left'][number]['taken'] = null) =>
  ({ id: testUuid(41), by: wang, at: morning, to: null, taken, items: [{ kind, orderId, number, dueAt: null }] })

describe('what the report of a shift says is left behind', () => {
  it('is promises and call-backs by what is due first, then open RED before ORANGE; an order that is only asked about is neither', () => {
    const orders = [
      watchedOrder(1, { level: 'ORANGE', next: { code: 'CONTACT', dueAt: morning } }), watchedOrder(2, { level: 'RED', next: { code: 'FINAL_REPORT', dueAt: morning + 9 } }),
      watchedOrder(3, { callBackOwed: true }), watchedOrder(4, { promiseDueAt: morning + 5 }), watchedOrder(5),
    ]
    expect(of({ orders }).map((each) => [each.section, each.kind === 'order' && each.order.ticketId])).toEqual([
      ['promised-calls', testUuid(4)], ['promised-calls', testUuid(3)], ['open-risks', testUuid(2)], ['open-risks', testUuid(1)],
    ])
  })

  it('says nothing of who asked for what: that is the lead’s inbox', () => {
    const asks = [{ askId: testUuid(9), wish: { kind: 'void' as const }, reason: '打错了', by: { id: li.personId, name: li.name }, askedAt: morning }]
    expect(JSON.stringify(of({ orders: [watchedOrder(1, { level: 'RED', asks })] }))).not.toContain('打错了')
  })

  it('has what only people knew by who wrote it, every number in it masked', () => {
    expect(of({ sheets: [signed([line('faults', { note: '耳机坏了' }), line('may-ring-again', { note: '代号 7，13800138000' }), line('drills', { note: '火警演练一次' }), line('not-signed', { note: '渝中区人社局' })])] }))
      .toEqual([['faults', '耳机坏了'], ['may-ring-again', '代号 7，138****8000'], ['drills', '火警演练一次'], ['not-signed', '渝中区人社局']].map(([section, note]) => ({ kind: 'note', section, note, until: null, by: wang, at: morning })))
  })

  it('tells notices as they stand, once, and not as a sheet has copied them', () => {
    const notices = [{ id: testUuid(7), text: '22 点维护', by: li, at: morning, until: morning + 9 }]
    expect(of({ notices, sheets: [signed([line('notices', { note: '22 点维护' })])] })).toEqual([{ kind: 'note', section: 'notices', note: '22 点维护', until: morning + 9, by: li, at: morning }])
  })

  it('counts what waits at each seat now, and no seat where nothing waits', () => {
    const seat = { personId: li.personId, name: li.name, seat: li.seat, extension: null, state: 'ready' as const, reason: null, since: 1, queueCallId: null, severity: null, heardAt: 5 }
    expect(of({ seats: [{ ...seat, unsent: 3 }, { ...seat, unsent: 0 }, seat] })).toEqual([{ kind: 'at-seat', section: 'waiting-upload', unsent: 3, by: li, at: 5 }])
  })

  it('has drafts and unsent orders that were left until the desk has them; said twice is once, and taken work is nobody’s any more', () => {
    const facts = {
      sheets: [signed([line('waiting-upload', { orderId: testUuid(1), number: 'A' }), line('waiting-upload', { orderId: testUuid(2), number: 'B' }), line('promised-calls', { number: 'C' }), line('promised-calls', { number: 'D' })])],
      left: [left('unsent', testUuid(1), 'A'), left('draft', null, 'C'), left('unsent', null, null), left('unsent', null, null), left('promise', testUuid(8), 'P'), left('draft', null, 'E', { by: li, at: morning })],
    }
    expect(writtenDown({ ...nothing, ...facts }).map(({ number }) => number)).toEqual(['A', 'B', 'C', 'D', null, null])
    const known = { ids: new Set([testUuid(2)]), numbers: new Set(['D']) }
    expect(of(facts, known).map((each) => [each.kind, 'number' in each && each.number])).toEqual([['unsent', 'A'], ['draft', 'C'], ['unsent', null], ['unsent', null]])
  })

  it('goes by the sheets of that shift: signed or taken over in it, or waiting still', () => {
    const window = { from: morning, to: morning + 100 }
    const accepted = (at: number) => ({ accepted: { by: li, at } })
    const all = [signed([], { signedAt: morning + 50, ...accepted(morning + 500) }), signed([], { signedAt: morning - 50, ...accepted(morning + 1) }), signed([], { signedAt: morning - 900 }), signed([], { signedAt: morning - 50, ...accepted(morning - 20) }), signed([], { signedAt: morning + 200 })]
    expect(sheetsOfShift(all, window)).toEqual(all.slice(0, 3))
  })
})
