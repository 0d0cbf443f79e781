import type { Acknowledger } from '../../../shared/alarms/alarm'
import { defaultAlarmSettings } from '../../../shared/alarms/alarm-settings'
import type { HouseRules } from '../../../shared/desk-book/house-rules'
import type { DeskConnection } from '../../../shared/ipc/values'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { defaultFigureSettings } from '../../../shared/metrics/figure-settings'
import { halfHourCurve } from '../../../shared/metrics/half-hour-curve'
import { dayWindow } from '../../../shared/metrics/half-hours'
import type { LostCall } from '../../../shared/metrics/lost-call'
import { withSteps } from '../../../shared/metrics/lost-call-steps'
import { noQueues } from '../../../shared/queue/next-queue-state'
import type { FeedLine, QueueState } from '../../../shared/queue/queue-state'
import { createDeskHttp } from '../../desk-client/desk-http'
import type { DeskHttp } from '../../desk-client/desk-http'
import { createFloorClient } from '../../desk-client/floor-client'
import { createQueueFeedReader } from '../../desk-client/queue-feed'
import type { QueueFeedState } from '../../desk-client/queue-feed-state'
import { steadyAhead } from '../../desk-client/steady-ahead'
import type { SourceAge } from '../freshness'
import { createEscalations } from '../escalations'
import { createReckoner } from '../reckoner'
import { targetsOf } from '../targets'
import type { HalfHour, WallFacts, WallPort } from '../wall-port'
import { createDeskAlarms } from './desk-alarms'
import { createDeskOrders } from './desk-orders'
import { inOwnTime } from './in-own-time'
import { noOrders, orderFacts } from './order-facts'
import { seatsOfMembers, toldSeats } from './seats-of-members'
import { createSteering } from './steering'

export interface DeskWallPorts {
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: NewId
  everySecond(run: () => void): () => void
  /** `seat` null: of no seat. */
  readonly who: Acknowledger & { readonly seat: string | null }
  /** Where listening in rings; null without a telephone. */
  readonly ownExtension: string | null
  /** Others sit at the same desk, and tell what they do. */
  readonly isShared: boolean
}

export interface DeskWall extends WallPort {
  /** Where the desk is; null while there is none. */
  connect(connection: DeskConnection | null): void
  dispose(): void
}

const never = { heardAt: null, heartbeatMs: 5_000, awaySince: null }
const retryMs = 2_000
/** Of the desk's stream of the floor. */
const floorHeartbeatMs = 2_000

/**
 * The wall of a real desk: queues, calls and telephones as its PBX tells them, the day's figures from what the desk has kept of today, and,
 * of a shared desk, its orders. Each of them ages on its own: orders are shown also where no PBX is heard.
 */
export function createDeskWall({ fetch, clock, timers, random, newId, everySecond, who, ownExtension, isShared }: DeskWallPorts): DeskWall {
  const listeners = new Set<() => void>()
  const reckoner = createReckoner({ settings: defaultFigureSettings, alarmSettings: defaultAlarmSettings, seatOf: () => null })
  let targets = targetsOf(defaultFigureSettings, defaultAlarmSettings)
  /** Null: not put together yet, or something has come since. */
  let facts: WallFacts | null = null
  let desk: DeskHttp | null = null
  let aheadMs = 0
  /** Figures are shown once the morning has been read; until then they would be of its last minutes only. */
  let read: { readonly after: number } | null = null
  let reading: Promise<void> | null = null
  /** How often the rules have changed: whoever reads meanwhile begins anew. */
  let rulesChanged = 0
  /** What happens while the past is read; it is heard after it. */
  let meanwhile: Extract<FeedLine, { kind: 'change' }>[] = []

  const reader = createQueueFeedReader({
    clock, timers, random,
    onState(state) {
      if (state.state !== 'unheard') aheadMs = steadyAhead(aheadMs, state.deskAheadMs)
      heard()
    },
    onLine(line) {
      if (line.kind === 'snapshot') {
        catchUp()
        // A PBX that has just been read may have been away when it was asked what it can do.
        steering.askAgain()
      } else if (reading === null) reckoner.hear(line.event, line.at)
      else meanwhile.push(line)
    },
  })

  const alarms = createDeskAlarms({ newId, tell: (signal) => floor.send(signal) })
  const escalations = createEscalations()
  const floor = createFloorClient({
    clock, timers, random, onLink: heard,
    onSignal(signal) {
      alarms.hear(signal)
      steering.hear(signal)
    },
  })
  const steering = createSteering({ newId, clock, ownExtension, isShared, tell: (signal) => floor.send(signal), onChange: heard })

  const orders = isShared ? createDeskOrders({ clock, timers, random, newId, who: { id: who.id, name: who.name, seat: who.seat ?? '0000' }, onChange: heard, onHouse: judgeBy }) : null

  const deskNow = () => clock.now() + aheadMs

  /** What the consoles tell, or told last; of telephones that none has told of, what the PBX has. */
  function seatsNow(queue: QueueState) {
    const { seats } = floor.link().floor
    return seats === null ? seatsOfMembers(queue) : toldSeats(seatsOfMembers(queue), seats)
  }

  /** The consoles have an age of their own: the PBX may go on while nobody tells of the seats. */
  function seatsSource(queue: SourceAge): SourceAge {
    const link = floor.link()
    if (link.floor.seats === null) return queue
    return { heardAt: link.kind === 'live' ? link.heardAt : link.since, heartbeatMs: floorHeartbeatMs, awaySince: null }
  }

  /** What was heard was counted by the rules of before: the day is read anew, and its figures are none until it has been. */
  function judgeBy({ figures, alarms }: HouseRules): void {
    targets = targetsOf(figures, alarms)
    if (!reckoner.judgeBy({ settings: figures, alarmSettings: alarms })) return
    const wasRead = read !== null
    read = null
    rulesChanged += 1
    if (wasRead) catchUp()
  }

  /** Some may have been missed: what the desk has kept of today is read, from where that was left. Hearing one twice changes nothing. */
  function catchUp(): void {
    reading ??= readOn().finally(() => {
      reading = null
      for (const { event, at } of meanwhile) reckoner.hear(event, at)
      meanwhile = []
      heard()
    })
  }

  async function readOn(): Promise<void> {
    const from = desk
    const { from: dayBegan } = dayWindow(deskNow())
    for (let after = read?.after ?? 0, since = rulesChanged; from !== null && from === desk; ) {
      const page = await from.queueEvents(dayBegan, deskNow() + 60_000, after)
      if (since !== rulesChanged) {
        since = rulesChanged
        after = 0
        continue
      }
      if (!page.ok) {
        timers.after(retryMs, catchUp)
        return
      }
      for (const { event, heardAt } of page.value.events) reckoner.hear(event, heardAt)
      after = page.value.events.at(-1)?.position ?? after
      if (page.value.more) continue
      read = { after }
      return
    }
  }

  /** Put together when it is asked for: a thousand lines at once are drawn once. */
  function heard(): void {
    facts = null
    for (const listener of listeners) listener()
  }

  function factsOf(state: QueueFeedState): WallFacts | null {
    const ofOrders = orders === null ? noOrders : orderFacts(orders)
    if (state.state === 'unheard' && ofOrders === noOrders) return null
    const queue = state.state === 'unheard' ? noQueues : inOwnTime(state.queues, aheadMs)
    const source = state.state === 'unheard' ? never : { heardAt: state.heardAt, heartbeatMs: state.heartbeatMs, awaySince: state.pbxAwaySince === null ? null : state.pbxAwaySince - aheadMs }
    const day = dayWindow(deskNow())
    return {
      sources: { queue: source, seats: seatsSource(source), figures: read === null ? never : source, orders: orders?.source() ?? never },
      targets,
      queue,
      seats: seatsNow(queue),
      figures: reckoner.figures(day),
      halfHours: read === null ? [] : halfHours(),
      ...ofOrders,
      missed: missedNow(),
      ownClaims: Object.fromEntries(missedNow().flatMap((call) => (call.state === 'claimed' && call.by.id === who.id && call.callerKey !== null ? [[call.callerKey, orders?.numberOf(call.callerKey) ?? null]] : []))),
      alarms: reckoner.alarms(),
      alarmSubjects: alarms.subjects(orders?.heard() ?? null, deskNow()),
    }
  }

  /** Who gave up, as the queue tells, behind what people have done about it. */
  function missedNow(): readonly LostCall[] {
    const steps = orders?.heard()?.lostCalls ?? []
    return reckoner.missed().map((call) => withSteps(call, steps)).filter(({ state }) => state !== 'done')
  }

  function queuesNow(): QueueState {
    const state = reader.state()
    return state.state === 'unheard' ? noQueues : state.queues
  }

  /** From the first call of the day to now. */
  function halfHours(): readonly HalfHour[] {
    const curve = halfHourCurve(reckoner.sums, deskNow()).filter(({ stage }) => stage !== 'ahead')
    const first = curve.findIndex(({ entered }) => entered > 0)
    return (first < 0 ? curve.slice(-1) : curve.slice(first)).map(({ from, entered, answeredInTime, stage, usual }) => ({
      from, entered, inTime: answeredInTime, isOver: stage === 'over', usual: usual?.entered ?? null,
    }))
  }

  function watch(): void {
    const state = reader.state()
    const queues = queuesNow()
    const now = deskNow()
    const told = orders?.heard() ?? null
    // Orders and calls for help are heard of also where no PBX is.
    const feedHeardAt = state.state === 'unheard' ? null : state.heardAt + aheadMs
    const notices = reckoner.watch({ queues, feedHeardAt, seats: seatsNow(queues), ...alarms.sources(told, now) }, alarms.words(), now)
    if (isShared) alarms.tellOn(reckoner.alarms(), alarms.subjects(told, now), now)
    escalations.hear(notices, now)
    if (notices.length > 0) heard()
  }

  const stop = everySecond(watch)
  return {
    facts() {
      facts ??= factsOf(reader.state())
      return facts
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get steering() {
      return steering.offered()
    },
    rowsOf: async (figure) => ok(reckoner.rowsOf(figure)),
    onEscalated: escalations.onEscalated,
    async acknowledge(alarmId) {
      const alarm = reckoner.alarms().find(({ id, state }) => id === alarmId && state !== 'acknowledged')
      if (alarm === undefined) return err({ code: 'changed-meanwhile' })
      if (isShared) return alarms.acknowledge(alarm)
      const result = reckoner.acknowledge(alarmId, who, deskNow())
      heard()
      return result
    },
    advance: orders === null ? null : async (missedId, act) => {
      const call = missedNow().find(({ queueCallId }) => queueCallId === missedId)
      return call === undefined ? err({ code: 'changed-meanwhile' }) : orders.advance(call, act)
    },
    canDial: ownExtension !== null,
    intakeRows: orders?.intakeRows ?? null,
    reports: orders?.reports ?? null,
    steer: (what, extension) => steering.perform(what, extension, seatsNow(inOwnTime(queuesNow(), aheadMs))),
    pause: (extension, why) => steering.pause(extension, why, seatsNow(inOwnTime(queuesNow(), aheadMs))),
    changeQueues: (extension, change) => steering.changeQueues(extension, change),
    steered: (seat) => steering.steered(seat),
    drill: null,
    connect(connection) {
      desk?.cancel()
      desk = connection === null ? null : createDeskHttp(connection, { fetch, timers })
      reader.follow(desk)
      if (isShared) floor.follow(desk)
      steering.follow(desk)
      orders?.follow(desk)
    },
    dispose() {
      stop()
      reader.dispose()
      floor.dispose()
      orders?.dispose()
      desk?.cancel()
    },
  }
}
