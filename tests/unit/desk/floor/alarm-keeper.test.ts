import { describe, expect, it } from 'vitest'
import { createAlarmKeeper } from '../../../../electron/desk/floor/alarm-keeper'
import { defaultAlarmSettings } from '../../../../shared/alarms/alarm-settings'
import type { FloorBody, FloorSignal, NewFloorSignal } from '../../../../shared/floor/floor-signal'
import { noQueues } from '../../../../shared/queue/next-queue-state'
import type { QueueState } from '../../../../shared/queue/queue-state'
import { testUuid } from '../../../support/drafts'
import { agentAtSeat, leadZhou, otherAgent } from '../../../support/floor-signals'
import { createManualTime } from '../../../support/manual-time'

const subject = 'labour'
const told: FloorBody = { kind: 'alarm-escalated', rule: 'queue-long', subject, about: subject }
const taken: FloorBody = { kind: 'alarm-acknowledged', rule: 'queue-long', subject }
const pressed: FloorBody = { kind: 'red-pressed', redId: testUuid(7), queueCallId: null, drill: false, pressedAt: 1, place: '', number: '', who: '', redKind: null }
const passesOnAfterMs = defaultAlarmSettings['queue-long'].escalateAfterMs ?? 0

function setUp() {
  const time = createManualTime()
  const signals: FloorSignal[] = []
  const audited: unknown[] = []
  const floor = { leads: [leadZhou], agents: [agentAtSeat, otherAgent], waiting: 6, isLocked: false, isHeard: true, risks: [] as { id: string; number: string; isSecret: boolean; since: number }[] }
  const queues = (): QueueState => ({
    ...noQueues, queues: [subject],
    waiting: Array.from({ length: floor.waiting }, (_, index) => ({ queueCallId: `${index}`, queue: subject, position: index + 1, enteredAt: time.now(), caller: { key: `${index}`, maskedNumber: '', risk: null, isRepeat: false } })) as unknown as QueueState['waiting'],
  })
  const say = (body: FloorBody, from = leadZhou, to: NewFloorSignal['to'] = { kind: 'leads' }) =>
    void signals.push({ id: testUuid(signals.length + 1), position: signals.length + 1, at: time.now(), from, to, body })
  const keeper = createAlarmKeeper({
    store: {
      floor: {
        signalsAfter: async (position, limit) => signals.filter((signal) => signal.position > position).slice(0, limit),
        positionBefore: async (at) => signals.filter((signal) => signal.at < at).at(-1)?.position ?? 0,
        present: async () => [...floor.leads.map((who) => ({ who, isLead: true })), ...floor.agents.map((who) => ({ who, isLead: false }))].map(({ who, isLead }) => ({
          isLead, seat: { ...who, extension: null, state: 'ready', reason: null, since: 0, queueCallId: null, severity: null, heardAt: time.now(), isLocked: isLead && floor.isLocked },
        })),
        async add(signal, from) {
          say(signal.body, { personId: from.personId, name: from.name, seat: from.seatCode }, signal.to)
          return { kind: 'added', position: signals.length }
        },
      },
      inOne: async (work) => work({ audit: { add: async (entry: unknown) => void audited.push(entry) } } as never),
    },
    orders: { now: async () => ({ risks: floor.risks.map((risk) => ({ ...risk, severity: 'RED' as const })) as never, silentCalls: [] }) },
    alarms: async () => defaultAlarmSettings,
    queues: () => (floor.isHeard ? { queues: queues(), heardAt: time.now() } : null),
    onPassedOn: () => undefined, clock: time, timers: time, newId: () => testUuid(900 + signals.length), log: (line) => expect(line).toBeUndefined(),
  })
  const passed = () => signals.flatMap(({ body, to }) => (body.kind === 'alarm-passed-on' ? [{ ...body, to: to.kind }] : []))
  return { time, floor, say, passed, audited, keeper }
}

describe('an alarm that no lead has taken', () => {
  it('comes to the supervisors in the time of the house after the leads were told, once, with who was told and when', async () => {
    const { time, say, passed, audited } = setUp()
    const toldAt = time.now()
    say(told)
    await time.advance(passesOnAfterMs - 2_000)
    expect(passed()).toEqual([])
    await time.advance(60_000)
    expect(passed()).toEqual([{ kind: 'alarm-passed-on', to: 'supervisors', rule: 'queue-long', subject, about: subject, toldAt, told: [{ seat: '8001', name: '周明兰' }] }])
    expect(audited).toEqual([{ by: { kind: 'desk' }, act: { kind: 'alarm-told', what: 'alarm-passed-on', rule: 'queue-long', subject } }])
  })

  it('comes to nobody once a lead has taken it, or once it is over by itself', async () => {
    const one = setUp()
    one.say(told)
    one.say(taken)
    const other = setUp()
    other.say(told)
    await other.time.advance(10_000)
    other.floor.waiting = 2
    for (const { time, passed } of [one, other]) {
      await time.advance(2 * passesOnAfterMs)
      expect(passed()).toEqual([])
    }
  })

  it('comes to them also where nobody can tell any more whether it is over', async () => {
    const { time, floor, say, passed } = setUp()
    say(told)
    floor.isHeard = false
    await time.advance(passesOnAfterMs + 2_000)
    expect(passed()).toHaveLength(1)
  })

  it.each(['gone', 'locked'] as const)('comes to them at once when the last lead is %s', async (how) => {
    const { time, floor, say, passed } = setUp()
    say(told)
    await time.advance(4_000)
    if (how === 'gone') floor.leads = []
    else floor.isLocked = true
    await time.advance(2_000)
    expect(passed()).toMatchObject([{ told: [{ seat: '8001' }] }])
  })
})

describe('while no lead is there', () => {
  it('the desk measures by itself, and tells the supervisors what a wall would have told the leads', async () => {
    const { time, floor, passed } = setUp()
    floor.leads = []
    await time.advance(passesOnAfterMs)
    expect(passed()).toEqual([])
    await time.advance(60_000)
    expect(passed()).toEqual([{ kind: 'alarm-passed-on', to: 'supervisors', rule: 'queue-long', subject, about: subject, toldAt: null, told: [] }])
  })

  it('a secret RED order comes without its number, and what somebody took while it stood comes to nobody', async () => {
    const { time, floor, say, passed } = setUp()
    floor.waiting = 0
    floor.risks = [{ id: testUuid(1), number: '20261123-8017-001-1', isSecret: true, since: time.now() }, { id: testUuid(2), number: '20261123-8017-002-9', isSecret: false, since: time.now() }]
    await time.advance(1_000)
    say({ kind: 'alarm-acknowledged', rule: 'red-opened', subject: testUuid(2) })
    floor.leads = []
    await time.advance(60_000)
    expect(passed().map(({ subject: about, about: words }) => [about, words])).toEqual([[testUuid(1), '']])
  })

  it('a call for help has its twenty seconds all the same: it may have been a wrong press', async () => {
    const { time, floor, say, passed } = setUp()
    floor.waiting = 0
    floor.leads = []
    say(pressed, agentAtSeat)
    await time.advance(16_000)
    expect(passed()).toEqual([])
    await time.advance(6_000)
    expect(passed()).toMatchObject([{ rule: 'red-opened', about: '8017' }])
  })

  it('a drill calls nobody', async () => {
    const { time, floor, say, passed } = setUp()
    floor.waiting = 0
    floor.leads = []
    say({ ...pressed, drill: true } as FloorBody, agentAtSeat)
    await time.advance(60_000)
    expect(passed()).toEqual([])
  })
})
