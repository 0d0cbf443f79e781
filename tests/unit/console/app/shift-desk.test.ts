import { describe, expect, it } from 'vitest'
import type { DeskHttp } from '../../../../renderer/desk-client/desk-http'
import type { LastHeard } from '../../../../renderer/storage/last-heard'
import { openShift } from '../../../../renderer/console/app/shift-desk'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { err, ok } from '../../../../shared/lib/result'
import { shiftRoutes, type ShiftAnswer } from '../../../../shared/shift/shift-api'
import type { NewShiftEvent } from '../../../../shared/shift/shift-event'
import { agentFound, whileHeld } from '../../../../renderer/console/seat/agent-found'
import { earlierCalls } from '../../../../renderer/console/seat/call-log-line'
import { createFakeLine, ringing } from '../../../support/fake-line'
import { morning } from '../../../support/drafts'
import { quietShift, wang, watchedOrder } from '../../../support/shift'
import { createActingSeat } from './acting-seat.fixture'

const red = watchedOrder(11, { level: 'RED' })
const sheet = { id: '019aae00-0000-7000-8000-000000000077', by: wang, from: morning, signedAt: morning, lines: [], to: null, accepted: null }

/** A seat at the beginning of a shift, and a desk that says what the test has it say; null: it does not answer. */
function beginning(gate: 'first' | 'told' | 'free', said: ShiftAnswer | null, options: { readonly last?: LastHeard<ShiftAnswer>; readonly begun?: boolean } = {}) {
  const { seat, line, time, newId } = createActingSeat([])
  const view = createViewStore('seat')
  const kept = new Map<string, string>(options.begun === true ? [['shift', '1']] : [])
  const desk = { says: said }
  const sent: NewShiftEvent[] = []
  const written: LastHeard<ShiftAnswer>[] = []
  const http: Pick<DeskHttp, 'ask'> = {
    ask: (async (path: string, _schema: unknown, body?: unknown) => {
      if (desk.says === null) return err({ code: 'unreachable' })
      if (path === shiftRoutes.shift) return ok(desk.says)
      sent.push(body as NewShiftEvent)
      return ok({})
    }) as DeskHttp['ask'],
  }
  const shift = openShift({
    seat, view, clock: time, timers: time, newId, gate,
    lastShift: { read: async () => options.last ?? null, write: async (last) => void written.push(last) },
    approvals: { hear: () => undefined },
    memory: { storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }, key: 'shift' },
    work: () => ({ drafts: [], unsent: [] }),
  })
  if (gate === 'first' && options.begun !== true) seat.tell({ kind: 'state-chosen', next: { kind: 'signed-out' }, at: time.now() })
  const heard = async () => {
    shift.follow(http)
    await time.advance(1)
  }
  return { seat, line, time, view, shift, desk, sent, written, kept, heard, state: () => seat.store.getState().agent.kind }
}

describe('the beginning of a shift', () => {
  it('is ready by itself once the desk has said that there is nothing to see', async () => {
    const seat = beginning('first', quietShift())
    expect(seat.state()).toBe('signed-out')
    await seat.heard()
    expect(seat.state()).toBe('ready')
    expect(seat.kept.has('shift')).toBe(true)
  })

  it('shows what is open first: 空闲 brings it to the screen until it is seen', async () => {
    const seat = beginning('first', quietShift({ orders: [red], sheets: [sheet] }))
    await seat.heard()
    expect([seat.state(), seat.view.getState().place, seat.shift.mayBeReady()]).toEqual(['signed-out', 'shift', false])
    await seat.shift.acknowledge(seat.shift.owed())
    expect(seat.sent.map(({ body }) => body.kind)).toEqual(['sheet-accepted', 'acknowledged'])
    seat.shift.begin()
    expect([seat.state(), seat.shift.mayBeReady()]).toEqual(['ready', true])
  })

  it('blocks no call: one that rings is answered, and the shift is looked at after it', async () => {
    const seat = beginning('first', quietShift({ orders: [red] }))
    await seat.heard()
    seat.line.show([ringing('15400000012', seat.time.now())])
    await seat.time.advance(100)
    expect(seat.state()).toBe('ringing')
    expect((await seat.seat.answer()).ok).toBe(true)
  })

  it('goes on without the desk, with what was known last and when', async () => {
    const seat = beginning('first', null, { last: { answer: quietShift({ orders: [red] }), heardAt: morning - 7_200_000 } })
    await seat.heard()
    expect(seat.shift.store.getState()).toMatchObject({ link: 'away', heardAt: morning - 7_200_000 })
    expect(seat.shift.owed()).toMatchObject([{ kind: 'red' }])
    seat.shift.begin()
    expect(seat.state()).toBe('ready')
  })

  it('is not waited for without end when there has never been a desk', async () => {
    const seat = beginning('first', null)
    await seat.time.advance(9_000)
    expect(seat.shift.store.getState()).toMatchObject({ link: 'away', heardAt: null })
    expect(seat.view.getState().place).toBe('shift')
    seat.shift.begin()
    expect(seat.state()).toBe('ready')
  })

  it('holds nobody at a desk of this PC that takes its time, and tells what is open once it answers', async () => {
    const seat = beginning('told', null)
    await seat.heard()
    await seat.time.advance(9_000)
    expect([seat.shift.store.getState().link, seat.state(), seat.view.getState().place]).toEqual(['away', 'ready', 'seat'])
    seat.desk.says = quietShift({ orders: [red] })
    await seat.time.advance(20_000)
    expect([seat.state(), seat.view.getState().place]).toEqual(['signed-out', 'shift'])
  })

  it('is ready by itself when the desk comes late and has nothing, not when somebody else sees to what was shown', async () => {
    const late = beginning('first', null)
    await late.time.advance(9_000)
    await late.heard()
    expect(late.state()).toBe('signed-out')
    late.desk.says = quietShift()
    await late.time.advance(20_000)
    expect(late.state()).toBe('ready')

    const shown = beginning('first', quietShift({ sheets: [sheet] }))
    await shown.heard()
    shown.desk.says = quietShift()
    await shown.time.advance(60_000)
    expect([shown.shift.owed(), shown.state()]).toEqual([[], 'signed-out'])
    shown.shift.begin()
    expect(shown.state()).toBe('ready')
  })

  it('tells the desk later what was seen while it was away, once', async () => {
    const seat = beginning('first', null, { last: { answer: quietShift({ orders: [red] }), heardAt: morning } })
    await seat.heard()
    expect(await seat.shift.acknowledge(seat.shift.owed())).toBeNull()
    expect([seat.sent, seat.shift.owed()]).toEqual([[], []])
    seat.desk.says = quietShift({ orders: [red] })
    await seat.time.advance(20_000)
    expect(seat.sent.map(({ body }) => body.kind)).toEqual(['acknowledged'])
    expect(seat.written.length).toBeGreaterThan(0)
  })

  it('is over after it: a reload of the page asks nothing again, and practice nothing at all', async () => {
    for (const seat of [beginning('first', quietShift({ orders: [red] }), { begun: true }), beginning('free', quietShift({ orders: [red] }))]) {
      await seat.heard()
      expect([seat.state(), seat.view.getState().place]).toEqual(['ready', 'seat'])
    }
  })

  it('of the one agent of a PC takes the seat out of the queue when the desk has something to say', async () => {
    const seat = beginning('told', quietShift({ alone: true, orders: [red] }))
    expect(seat.state()).toBe('ready')
    await seat.heard()
    expect([seat.state(), seat.view.getState().place]).toEqual(['signed-out', 'shift'])
  })
})

describe('what comes in during a shift', () => {
  it('is told where it is for this person: a promise of somebody who has gone, a sheet that waits', async () => {
    const seat = beginning('free', quietShift())
    await seat.heard()
    const promised = watchedOrder(13, { promiseDueAt: morning, by: { id: wang.personId, name: wang.name } })
    seat.desk.says = quietShift({ orders: [promised] })
    await seat.time.advance(11_000)
    expect(seat.view.getState().toast).toMatchObject({ key: 'shift.news.promise', values: { number: promised.number } })
    seat.desk.says = quietShift({ orders: [promised], sheets: [sheet] })
    await seat.time.advance(11_000)
    expect(seat.view.getState().toast).toMatchObject({ key: 'shift.news.sheet', values: { name: '王强' } })
  })
})

describe('a page that was loaded anew before the shift had begun', () => {
  it('is not ready by what the telephone says, and goes on with a call', () => {
    const find = whileHeld(agentFound, () => true)
    const line = createFakeLine().snapshot()
    expect(find(line, [], earlierCalls([]), morning)).toMatchObject({ kind: 'signed-out' })
    expect(whileHeld(agentFound, () => false)(line, [], earlierCalls([]), morning)).toBeNull()
  })
})
