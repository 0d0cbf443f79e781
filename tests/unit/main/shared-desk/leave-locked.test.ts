import { describe, expect, it } from 'vitest'
import type { DeskQuestion, DeskReply } from '../../../../electron/main/shared-desk/desk-request'
import { leaveLockedHandlers } from '../../../../electron/main/shared-desk/leave-locked'
import type { DeskTrouble } from '../../../../shared/ipc/shared-desk-values'
import { err, ok, type Result } from '../../../../shared/lib/result'
import type { ShiftAnswer } from '../../../../shared/shift/shift-api'
import { morning, testUuid } from '../../../support/drafts'

const me = testUuid(1)
const wang = { personId: testUuid(2), name: '王强', seat: '8018' }
const order = (number: number, by: string, spread: Partial<ShiftAnswer['orders'][number]>): ShiftAnswer['orders'][number] => ({
  ticketId: testUuid(100 + number), number: `20261123-8017-00${number}-2`, isSecret: false, category: 'WAGE-02', district: null, level: null, next: null, since: morning,
  promiseDueAt: null, callBackOwed: false, by: { id: by, name: 'x' }, asks: [], ...spread,
})
const shift: ShiftAnswer = {
  now: morning, me, alone: false, notices: [], sheets: [], left: [], draftAsks: [], seen: {}, present: [wang],
  orders: [order(1, me, { promiseDueAt: morning }), order(2, me, { callBackOwed: true }), order(3, wang.personId, { promiseDueAt: morning })],
}

type Reply = Result<DeskReply, DeskTrouble>
function setUp(spread: { state?: 'locked' | 'signed-in'; link?: 'without-desk'; drafts?: number; shift?: Reply; taken?: Reply } = {}) {
  const asked: DeskQuestion[] = []
  const agent = { id: me, number: '8017', name: '李敏' }
  const handlers = leaveLockedHandlers({
    access: {
      state: () => (spread.state === 'signed-in' ? { state: 'signed-in', agent } : { state: 'locked', agent, since: 1, reason: 'agent', redCalls: [] }),
      link: () => (spread.link === undefined ? { kind: 'with-desk', token: 'token' } : { kind: 'without-desk' }),
    },
    ask: async (_desk, question) => {
      asked.push(question)
      return question.method === 'GET' ? (spread.shift ?? ok({ status: 200, json: shift })) : (spread.taken ?? ok({ status: 200, json: {} }))
    },
    newId: () => testUuid(9),
    desk: () => ({ origin: 'https://desk.example', trust: { fingerprints: [], authorities: '' } }),
    unsent: async () => ({ drafts: spread.drafts ?? 0, submissions: 1 }),
  })
  return { handlers, asked, posted: () => asked.filter(({ method }) => method === 'POST') }
}

describe('signing out of a locked seat with work undone', () => {
  it('counts what whoever has locked it owes by the desk’s account, and names nothing of any order', async () => {
    const owed = await setUp().handlers.owedAtDesk(undefined)
    expect(owed).toEqual(ok({ promises: 1, callBacks: 1, takers: [wang] }))
  })

  it('leaves that to the one who was chosen, and says how many drafts and unsent orders lie at the seat', async () => {
    const { handlers, posted } = setUp({ drafts: 2 })
    expect(await handlers.leaveWork({ to: wang.personId })).toEqual(ok(undefined))
    const nameless = { orderId: null, number: null, dueAt: null }
    expect(posted()).toEqual([{ method: 'POST', path: '/v1/shift/events', token: 'token', body: { id: testUuid(9), body: {
      kind: 'work-left', to: { personId: wang.personId, name: '王强' },
      items: [
        { kind: 'promise', orderId: testUuid(101), number: '20261123-8017-001-2', dueAt: morning },
        { kind: 'call-back', orderId: testUuid(102), number: '20261123-8017-002-2', dueAt: null },
        { kind: 'draft', ...nameless }, { kind: 'draft', ...nameless }, { kind: 'unsent', ...nameless },
      ],
    } } }])
  })

  it('leaves nothing to somebody who has gone meanwhile', async () => {
    const { handlers, posted } = setUp()
    expect(await handlers.leaveWork({ to: testUuid(3) })).toEqual(err({ code: 'taker-gone' }))
    expect(posted()).toEqual([])
  })

  it.each<[string, Parameters<typeof setUp>[0], string]>([
    ['the desk is away', { shift: err({ code: 'refused' }) }, 'desk-away'],
    ['it works without the desk', { link: 'without-desk' }, 'desk-away'],
    ['somebody is signed in, whose own screen asks', { state: 'signed-in' }, 'not-locked'],
    ['the desk takes it no more', { taken: ok({ status: 503, json: null }) }, 'desk-away'],
    ['the desk refuses it', { taken: ok({ status: 403, json: { code: 'forbidden' } }) }, 'not-taken'],
  ])('hands on nothing where %s, and says so', async (_why, spread, code) => {
    expect(await setUp(spread).handlers.leaveWork({ to: null })).toEqual(err({ code }))
  })

  it('is nothing for a desk on this PC', async () => {
    expect(await leaveLockedHandlers(null).owedAtDesk(undefined)).toEqual(err({ code: 'not-in-this-mode' }))
  })
})
