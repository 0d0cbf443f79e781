import { describe, expect, it } from 'vitest'
import { approvalsWaiting } from '../../../shared/shift/approvals-waiting'
import { briefingOf, owedOf } from '../../../shared/shift/briefing'
import { leftBehind, sheetLines } from '../../../shared/shift/own-work'
import { shiftSettings, sheetSections } from '../../../shared/shift/shift-settings'
import { morning, testUuid } from '../../support/drafts'
import { li, quietShift, wang, watchedOrder } from '../../support/shift'

const red = watchedOrder(11, { level: 'RED', next: { code: 'ORAL_REPORT', dueAt: morning + 900_000 } })
const orange = watchedOrder(12, { level: 'ORANGE' })
const promised = watchedOrder(13, { promiseDueAt: morning + 3_600_000, by: { id: wang.personId, name: wang.name } })
const sheet = { id: testUuid(20), by: wang, from: morning, signedAt: morning, lines: [], to: null, accepted: null }
const work = { id: testUuid(21), by: wang, at: morning, items: [{ kind: 'draft' as const, orderId: null, number: '20261123-8018-001-2', dueAt: null }], to: { personId: li.personId, name: li.name }, taken: null }
const notice = { id: testUuid(22), text: '22 点系统维护', by: wang, at: morning, until: morning + 9_000_000 }
const kinds = (answer: Parameters<typeof owedOf>[0]) => owedOf(answer).map(({ kind }) => kind)

describe('what is seen before the first call of a shift', () => {
  it('is every open RED, every promise due, every notice, what was left and the sheet, the gravest first; ORANGE is not asked about', () => {
    expect(kinds(quietShift({ orders: [promised, orange, red], notices: [notice], left: [work], sheets: [sheet] }))).toEqual(['red', 'promise', 'notice', 'left', 'sheet'])
    expect(owedOf(quietShift())).toEqual([])
  })

  it('is a promise whoever gave it: it belongs to the desk', () => {
    expect(owedOf(quietShift({ orders: [promised] }))).toMatchObject([{ kind: 'promise', order: { by: { name: '王强' } } }])
  })

  it('is seen once it was acknowledged, until the promise is for another day', () => {
    const seen = { [`red ${red.ticketId}`]: morning, [`promise ${promised.ticketId} ${promised.promiseDueAt}`]: morning, [`notice ${notice.id}`]: morning }
    expect(kinds(quietShift({ orders: [red, promised], notices: [notice], seen }))).toEqual([])
    expect(kinds(quietShift({ orders: [{ ...promised, promiseDueAt: morning + 90_000_000 }], seen }))).toEqual(['promise'])
  })

  it('has no own sheet in it and none for somebody else, but the one agent of a desk hears the own one again', () => {
    const own = { ...sheet, by: li }
    expect(kinds(quietShift({ sheets: [own, { ...sheet, to: { personId: testUuid(5), name: '赵' } }] }))).toEqual([])
    expect(kinds(quietShift({ alone: true, sheets: [own] }))).toEqual(['sheet'])
    expect(briefingOf(quietShift({ sheets: [{ ...sheet, accepted: { by: li, at: morning } }] }))).toMatchObject([{ isSeen: true }])
  })
})

describe('the handover sheet', () => {
  const seat = { drafts: [{ number: '20261123-8017-031-1' }], unsent: [{ orderId: testUuid(31), number: '20261123-8017-032-9' }] }

  it('has every section of the hotline’s own sheet, in its order', () => {
    expect(shiftSettings().sections.map(({ id }) => id)).toEqual([...sheetSections])
  })

  it('makes itself up from what is open, with what was typed behind it and empty lines left out', () => {
    const lines = sheetLines({ orders: [red, orange, promised], notices: [notice] }, seat, { faults: ['耳机 3 号坏了', ' '], 'may-ring-again': ['代号 7'] })
    const of = (section: string) => lines.filter((line) => line.section === section).map(({ number, note }) => number ?? note)
    expect(of('promised-calls')).toEqual([promised.number, '20261123-8017-031-1'])
    expect(of('waiting-upload')).toEqual(['20261123-8017-032-9'])
    expect(of('open-risks')).toEqual([red.number, orange.number])
    expect([of('faults'), of('may-ring-again'), of('notices')]).toEqual([['耳机 3 号坏了'], ['代号 7'], ['22 点系统维护']])
    expect(lines.find(({ number }) => number === red.number)).toMatchObject({ level: 'RED', dueAt: morning + 900_000 })
  })

  it('leaves behind drafts, unsent orders and the promises that this person gave, not those of others', () => {
    const own = watchedOrder(14, { promiseDueAt: morning })
    expect(leftBehind({ orders: [promised, own, watchedOrder(15, { callBackOwed: true })], me: li.personId }, seat).map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'draft 20261123-8017-031-1', 'unsent 20261123-8017-032-9', `promise ${own.number}`, 'call-back 20261123-8017-015-1',
    ])
  })
})

describe('the approvals inbox', () => {
  it('counts what nobody has decided: of orders and of old drafts', () => {
    const ask = { askId: testUuid(41), wish: { kind: 'void' as const }, reason: '重复', by: { id: li.personId, name: li.name }, askedAt: morning }
    const draft = { id: testUuid(42), draftId: testUuid(43), number: 'x', startedAt: morning, reason: '误开', by: li, at: morning, decision: null }
    expect(approvalsWaiting(quietShift({ orders: [watchedOrder(1, { asks: [ask] }), red], draftAsks: [draft, { ...draft, decision: { granted: true, reason: null, by: wang, at: morning } }] }))).toBe(2)
  })
})
