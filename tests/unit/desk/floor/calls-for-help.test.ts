import { describe, expect, it } from 'vitest'
import { createCallsForHelp } from '../../../../electron/desk/floor/calls-for-help'
import type { FloorBody, FloorSignal } from '../../../../shared/floor/floor-signal'
import { testUuid } from '../../../support/drafts'
import { agentAtSeat, floorSignal, leadZhou, otherAgent } from '../../../support/floor-signals'
import { createManualTime } from '../../../support/manual-time'

const [one, two] = [testUuid(1), testUuid(2)]
const facts = { place: '渝中区 示例楼', number: '154 0000 0012', who: '陈小芒', redKind: null } as const

function setUp() {
  const time = createManualTime()
  const signals: FloorSignal[] = []
  const floor = {
    signalsAfter: async (position: number, limit: number) => signals.filter((signal) => signal.position > position).slice(0, limit),
    positionBefore: async (atMs: number) => signals.filter(({ at }) => at < atMs).at(-1)?.position ?? 0,
  }
  const say = (from: FloorSignal['from'], body: FloorBody) => void signals.push(floorSignal(signals.length + 1, { at: time.now(), from, to: { kind: 'leads' }, body }))
  const press = (from: FloorSignal['from'], redId: string, drill = false) => say(from, { kind: 'red-pressed', redId, queueCallId: null, drill, pressedAt: time.now(), ...facts })
  const help = createCallsForHelp({ floor, clock: time })
  return { time, say, press, help }
}

describe('what a locked console is told of a call for help', () => {
  it('is the seat and for how long, and nothing of the call', async () => {
    const { time, say, press, help } = setUp()
    press(agentAtSeat, one)
    say(agentAtSeat, { kind: 'red-words', redId: one, text: '在楼顶', ...facts })
    await time.advance(12_000)
    expect(await help.callingFor(leadZhou.personId)).toEqual({ seat: '8017', drill: false, callingForMs: 12_000 })
  })

  it('is the newest one; who calls is not told of the own', async () => {
    const { press, help } = setUp()
    press(agentAtSeat, one)
    press(otherAgent, two, true)
    expect(await help.callingFor(leadZhou.personId)).toMatchObject({ seat: '8018', drill: true })
    expect(await help.callingFor(otherAgent.personId)).toMatchObject({ seat: '8017' })
  })

  it.each([
    ['accepted', { kind: 'red-accepted', redId: one }],
    ['a wrong press', { kind: 'red-undone', redId: one }],
    ['over', { kind: 'red-closed', redId: one }],
  ] as const)('is nothing once it is %s, and a call that drops afterwards calls nobody anew', async (_how, body) => {
    const { say, press, help } = setUp()
    press(agentAtSeat, one)
    expect(await help.callingFor(leadZhou.personId)).not.toBeNull()
    say(body.kind === 'red-accepted' ? leadZhou : agentAtSeat, body)
    expect(await help.callingFor(leadZhou.personId)).toBeNull()
    say(agentAtSeat, { kind: 'red-dropped', redId: one, queueCallId: null, drill: false, droppedAt: 1, ...facts })
    expect(await help.callingFor(leadZhou.personId)).toBeNull()
  })

  it('goes back no further than an open console would hear', async () => {
    const { time, press, help } = setUp()
    press(agentAtSeat, one)
    await time.advance(3 * 3_600_000)
    expect(await help.callingFor(leadZhou.personId)).toBeNull()
  })
})

describe('a call for help as the desk itself knows it', () => {
  it('is found by its id, with who has called and how it stands', async () => {
    const { say, press, help } = setUp()
    press(agentAtSeat, one)
    expect(await help.callOf(one)).toMatchObject({ kind: 'calling', drill: false, from: { personId: agentAtSeat.personId } })
    expect(await help.callOf(two)).toBeNull()
    say(agentAtSeat, { kind: 'red-closed', redId: one })
    expect(await help.callOf(one)).toMatchObject({ kind: 'over' })
  })

  it('is none after two hours, also where nobody has ended it', async () => {
    const { time, press, help } = setUp()
    press(agentAtSeat, one)
    expect(await help.callOf(one)).not.toBeNull()
    await time.advance(2 * 3_600_000)
    expect(await help.callOf(one)).toBeNull()
  })
})
