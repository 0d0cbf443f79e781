import { describe, expect, it } from 'vitest'
import { createLockedSeats } from '../../../../electron/desk/floor/locked-seats'
import type { FloorBody, FloorSignal, FloorTarget } from '../../../../shared/floor/floor-signal'
import { agentAtSeat, floorSignal, leadZhou, otherAgent } from '../../../support/floor-signals'
import { createManualTime } from '../../../support/manual-time'

const toAgent: FloorTarget = { kind: 'person', personId: agentAtSeat.personId }
const pause: FloorBody = { kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' }

function setUp() {
  const time = createManualTime()
  const signals: FloorSignal[] = []
  const say = (from: FloorSignal['from'], to: FloorTarget, body: FloorBody): string => {
    signals.push(floorSignal(signals.length + 1, { at: time.now(), from, to, body }))
    return signals.at(-1)?.id ?? ''
  }
  const seats = createLockedSeats({
    clock: time,
    floor: {
      signalsAfter: async (position, limit) => signals.filter((signal) => signal.position > position).slice(0, limit),
      positionBefore: async (at) => signals.filter((signal) => signal.at < at).at(-1)?.position ?? 0,
    },
  })
  return { time, say, told: () => seats.toldTo(agentAtSeat.personId) }
}

describe('what a locked seat is told of what leads want', () => {
  it('is its own orders by the lead’s seat, without a name, until it has answered them', async () => {
    const { say, told } = setUp()
    const id = say(leadZhou, toAgent, pause)
    say(leadZhou, { kind: 'person', personId: otherAgent.personId }, { kind: 'wrap-up-ended' })
    expect((await told()).orders).toEqual([{ id, bySeat: '8001', order: pause }])
    say(agentAtSeat, { kind: 'leads' }, { kind: 'obeyed', signalId: id, done: true, why: null })
    expect((await told()).orders).toEqual([])
  })

  it('is nothing that was said a minute ago: nobody expects it any more', async () => {
    const { time, say, told } = setUp()
    say(leadZhou, toAgent, pause)
    await time.advance(61_000)
    expect((await told()).orders).toEqual([])
  })

  it('is how many messages wait, never one of their words', async () => {
    const { say, told } = setUp()
    const read = say(leadZhou, toAgent, { kind: 'message', text: '陈小芒的单子' })
    say(leadZhou, { kind: 'everybody' }, { kind: 'message', text: '八点半开会' })
    say(leadZhou, { kind: 'person', personId: otherAgent.personId }, { kind: 'message', text: '别人的' })
    expect(await told()).toEqual({ orders: [], messages: 2 })
    say(agentAtSeat, { kind: 'leads' }, { kind: 'message-read', messageId: read })
    expect(await told()).toEqual({ orders: [], messages: 1 })
  })
})
