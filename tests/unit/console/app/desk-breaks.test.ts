import { beforeEach, describe, expect, it } from 'vitest'
import { createBreakDesk, type BreakDesk } from '../../../../renderer/console/app/break-desk'
import { createDeskBreaks } from '../../../../renderer/console/app/desk-breaks'
import { createLocalBreaks } from '../../../../renderer/console/app/local-breaks'
import { createViewStore, showToast } from '../../../../renderer/console/app/view-store'
import type { BreakStep } from '../../../../shared/floor/floor-signal'
import type { BreakPlace } from '../../../../shared/queue/break-line'
import { epochMs } from '../../../../shared/lib/clock'
import { createActingSeat } from './acting-seat.fixture'

/** A desk that a test speaks for. */
let told: BreakStep[]
let answers: boolean
let place: BreakPlace | null
let heard: () => void
let acting: ReturnType<typeof createActingSeat>
let view: ReturnType<typeof createViewStore>
let breaks: BreakDesk

const hear = (next: BreakPlace | null) => {
  place = next
  heard()
}
const agent = () => acting.seat.store.getState().agent
const toast = () => view.getState().toast?.key
const offered: BreakPlace = { kind: 'offered', until: epochMs(1) }
const away: BreakPlace = { kind: 'away', since: epochMs(1) }
const waiting = (at: number): BreakPlace => ({ kind: 'waiting', place: at, askedAt: epochMs(1) })
const backToWork = () => acting.seat.tell({ kind: 'state-chosen', next: { kind: 'ready' }, at: acting.time.now() })

beforeEach(() => {
  told = []
  answers = true
  place = { kind: 'none' }
  acting = createActingSeat([])
  view = createViewStore('seat')
  const { seat, time } = acting
  const queue = createDeskBreaks({
    desk: { place: () => place, tell: async (step) => { told.push(step); return answers }, onChange: (listener) => { heard = listener; return () => undefined } },
    local: createLocalBreaks({ quota: 1, seat: 'me', clock: time, timers: time }), timers: time,
    onUncounted: () => showToast(view, 'warn', 'agentState.breakLine.uncounted'),
  })
  breaks = createBreakDesk({ queue, seat, clock: time, view, takeKey: () => 'Ctrl B' })
})

describe('a break in the hotline’s line', () => {
  it('begins as soon as the desk has a place, without a second key, and gives it back', async () => {
    breaks.ask('MEAL')
    expect(agent().kind).toBe('ready')
    hear(offered)
    hear(away)
    expect([told, agent()]).toMatchObject([['asked', 'taken'], { kind: 'break', reason: 'MEAL' }])
    await acting.time.advance(60_000)
    expect(toast()).toBeUndefined()
    backToWork()
    expect(told).toEqual(['asked', 'taken', 'ended'])
    hear({ kind: 'none' })
    expect(breaks.store.getState().place.kind).toBe('none')
  })

  it('waits for its place, moves up, and begins by a key', async () => {
    breaks.ask('MEAL')
    hear(waiting(2))
    await acting.time.advance(60_000)
    expect([agent().kind, toast()]).toEqual(['ready', 'agentState.breakLine.waiting'])
    hear(waiting(1))
    hear(offered)
    expect([agent().kind, toast(), told]).toEqual(['ready', 'agentState.breakLine.offered', ['asked']])
    breaks.take()
    hear(away)
    expect([agent(), told]).toMatchObject([{ kind: 'break', reason: 'MEAL' }, ['asked', 'taken']])
  })

  it('is told when the desk has given the place to the next one', async () => {
    breaks.ask('MEAL')
    hear(waiting(1))
    hear(offered)
    answers = false
    place = waiting(1)
    breaks.take()
    await acting.time.advance(60_000)
    expect([agent().kind, breaks.store.getState().place.kind, toast()]).toEqual(['ready', 'waiting', 'agentState.breakLine.lapsed'])
  })

  it('begins all the same with the desk away, and says that nobody counts it', async () => {
    hear(null)
    breaks.ask('MEAL')
    expect([agent().kind, toast(), told]).toEqual(['break', 'agentState.breakLine.uncounted', []])
    hear({ kind: 'none' })
    expect(agent().kind).toBe('break')
    backToWork()
    breaks.ask('REST')
    hear(offered)
    hear(away)
    expect(agent()).toMatchObject({ kind: 'break', reason: 'REST' })
  })

  it('begins all the same where the desk says nothing in time, and leaves no place taken there', async () => {
    breaks.ask('MEAL')
    await acting.time.advance(3_000)
    expect([agent().kind, toast()]).toEqual(['break', 'agentState.breakLine.uncounted'])
    hear(waiting(3))
    expect(agent().kind).toBe('break')
    backToWork()
    expect(told).toEqual(['asked', 'withdrawn'])
  })

  it('leaves the line by the key that asked', () => {
    breaks.ask('MEAL')
    hear(waiting(1))
    breaks.withdraw()
    expect([told, breaks.store.getState().place.kind]).toEqual([['asked', 'withdrawn'], 'none'])
  })

  it('of a console that was closed in it is over at the desk as soon as the console is back at work', () => {
    hear(away)
    expect([told, agent().kind]).toEqual([['ended'], 'ready'])
  })
})
