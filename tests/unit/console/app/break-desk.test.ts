import { describe, expect, it } from 'vitest'
import { createBreakDesk } from '../../../../renderer/console/app/break-desk'
import { createLocalBreaks } from '../../../../renderer/console/app/local-breaks'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { BreakPlace } from '../../../../shared/queue/break-line'
import { epochMs } from '../../../../shared/lib/clock'
import { createActingSeat } from './acting-seat.fixture'

function opened() {
  const { seat, time } = createActingSeat([])
  const view = createViewStore('seat')
  const agent = () => seat.store.getState().agent
  return { seat, time, view, agent }
}

describe('a break that is asked for', () => {
  it('begins at once at a seat that stands alone, with its reason, and gives its place back', () => {
    const { seat, time, view, agent } = opened()
    const breaks = createBreakDesk({ queue: createLocalBreaks({ quota: 1, seat: 'me', clock: time, timers: time }), seat, clock: time, view, takeKey: () => 'Ctrl B' })
    breaks.ask('MEAL')
    expect([agent(), breaks.store.getState().place.kind]).toMatchObject([{ kind: 'break', reason: 'MEAL' }, 'away'])
    breaks.ask('REST')
    expect(agent()).toMatchObject({ kind: 'break', reason: 'REST' })
    seat.tell({ kind: 'state-chosen', next: { kind: 'ready' }, at: time.now() })
    expect(breaks.store.getState().place.kind).toBe('none')
  })

  it('waits for its turn, says so, and begins when the agent takes it', () => {
    const { seat, time, view, agent } = opened()
    const told: { now: (place: BreakPlace) => void } = { now: () => undefined }
    const queue = {
      ask: () => told.now({ kind: 'waiting', place: 2, askedAt: time.now() }), take: () => told.now({ kind: 'away', since: time.now() }),
      withdraw: () => undefined, ended: () => undefined,
      subscribe: (listener: (place: BreakPlace) => void) => { told.now = listener; listener({ kind: 'none' }); return () => undefined },
    }
    const breaks = createBreakDesk({ queue, seat, clock: time, view, takeKey: () => 'Ctrl B' })
    breaks.ask('MEAL')
    expect([agent().kind, view.getState().toast?.values]).toEqual(['ready', { place: 2 }])
    told.now({ kind: 'offered', until: epochMs(time.now() + 1000) })
    expect([agent().kind, view.getState().toast?.key]).toEqual(['ready', 'agentState.breakLine.offered'])
    breaks.take()
    expect(agent()).toMatchObject({ kind: 'break', reason: 'MEAL' })
  })

  it('is told when its turn has gone to the next one', () => {
    const { seat, time, view, agent } = opened()
    const told: { now: (place: BreakPlace) => void } = { now: () => undefined }
    const queue = { ask: () => told.now({ kind: 'waiting', place: 1, askedAt: time.now() }), take: () => undefined, withdraw: () => undefined, ended: () => undefined,
      subscribe: (listener: (place: BreakPlace) => void) => { told.now = listener; return () => undefined } }
    const breaks = createBreakDesk({ queue, seat, clock: time, view, takeKey: () => 'Ctrl B' })
    breaks.ask('MEAL')
    told.now({ kind: 'offered', until: epochMs(time.now() + 1000) })
    told.now({ kind: 'waiting', place: 1, askedAt: time.now() })
    breaks.take()
    expect([agent().kind, view.getState().toast?.key]).toEqual(['ready', 'agentState.breakLine.lapsed'])
  })
})
