import type { Acknowledger, AlarmWord } from '../../../shared/alarms/alarm'
import { defaultAlarmSettings } from '../../../shared/alarms/alarm-settings'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { defaultFigureSettings } from '../../../shared/metrics/figure-settings'
import type { SourceAge } from '../freshness'
import { createEscalations } from '../escalations'
import { createReckoner } from '../reckoner'
import type { DrillState, SourceName, WallFacts, WallPort, WallProblem } from '../wall-port'
import { agents, colleagues, otherLead } from './cast'
import { factsOf, queueOf, seatsOf, silentCallsOf } from './practice-facts'
import { newWorld, step } from './world'

export interface PracticeWallPorts {
  readonly clock: Clock
  /** Runs every second until it is stopped; returns the way to stop. */
  everySecond(run: () => void): () => void
  readonly seed: number
  /** Who acknowledges and claims. */
  readonly who: Acknowledger
}

export const practiceHeartbeatMs = 5_000

/** The morning has gone on for so long when the wall is opened. */
const morningMs = 132 * 60_000
/** Alarms that stand when the wall is opened have come up within this time. */
const watchedBeforeMs = 5 * 60_000
const ringBackMs = 120_000
/** Long enough that whoever practises has seen what was told on. */
const otherLeadTakesMs = 90_000
/** A computer that slept catches up on no more than this. */
const mostSteps = 600

/**
 * A floor of eighteen invented agents and their callers: practice has no others, so that this wall is a drill by nature. It moves
 * each second, and says so each five, as a real feed does.
 */
export function createPracticeWall({ clock, everySecond, seed, who }: PracticeWallPorts): WallPort & { dispose(): void } {
  const listeners = new Set<() => void>()
  const begun = Math.floor(clock.now() / 1000) * 1000
  const world = newWorld(seed, begun - morningMs)
  const seatOf = (extension: string) => agents.find((agent) => agent.extension === extension)?.seat ?? null
  const reckoner = createReckoner({ settings: defaultFigureSettings, alarmSettings: defaultAlarmSettings, seatOf })
  const escalations = createEscalations()
  /** What the invented floor has said of alarms. */
  const words: AlarmWord[] = []
  let drill: DrillState = 'running'
  let awaySince: number | null = null
  let heardAt: number = clock.now()
  let facts: WallFacts

  while (world.now < begun) moveOn()
  tell()

  /** One second. Whether there is anything new to show. */
  function moveOn(): boolean {
    const hasMoved = step(world)
    for (const event of world.events.splice(0)) reckoner.hear(event, world.now)
    return [watchNow(), ringBack()].some(Boolean) || hasMoved
  }

  /** Others ring back, too: somebody takes the one who has waited longest, and reaches him at the next round. */
  function ringBack(): boolean {
    if ((world.now - world.startedAt) % ringBackMs !== 0) return false
    const lost = reckoner.missed().filter(({ callerKey, lostAt }) => callerKey !== null && (lostAt.at(-1) ?? world.now) < world.now - 4 * ringBackMs)
    const claimed = lost.find((call) => call.state === 'claimed' && call.by.id.startsWith('practice-'))
    if (claimed?.state === 'claimed') return reckoner.advance(claimed.queueCallId, 'reached', claimed.by, world.now).ok
    const free = lost.find(({ state }) => state === 'lost')
    const { seat, name } = world.chance.pick(colleagues)
    return free !== undefined && reckoner.advance(free.queueCallId, 'claim', { id: `practice-${seat}`, name: `${seat} ${name}` }, world.now).ok
  }

  /** In what has gone by already nobody looks at every second. */
  function watchNow(): boolean {
    if (world.now < begun - watchedBeforeMs) return false
    const notices = reckoner.watch({
      queues: queueOf(world), feedHeardAt: world.now, seats: seatsOf(world), callsForHelp: [], silentCalls: silentCallsOf(world),
      openRisks: world.risks.map(({ id, severity }) => ({ ticketId: id, level: severity, since: world.startedAt })),
    }, words, world.now)
    const by = { id: `practice-${otherLead.seat}`, name: `${otherLead.seat} ${otherLead.name}` }
    for (const alarm of reckoner.alarms()) {
      const { rule, subject } = alarm
      if (alarm.state !== 'escalated') continue
      // The other lead is told at once, and stands for it in the end.
      if (alarm.toldAt === null) words.push({ what: 'escalated', rule, subject, by, at: world.now })
      else if (world.now - Math.max(alarm.toldAt, begun) >= otherLeadTakesMs) words.push({ what: 'acknowledged', rule, subject, by, at: world.now })
    }
    if (world.now >= begun) escalations.hear(notices, world.now)
    return notices.length > 0
  }

  function sources(): Readonly<Record<SourceName, SourceAge>> {
    const desk = { heardAt, heartbeatMs: practiceHeartbeatMs, awaySince: null }
    return { queue: { ...desk, awaySince }, seats: desk, figures: { ...desk, awaySince }, orders: desk }
  }

  function tell(): void {
    facts = factsOf(world, reckoner, sources())
    for (const listener of listeners) listener()
  }

  function goOn(): void {
    const now = clock.now()
    let hasChanged = false
    for (let steps = 0; world.now + 1000 <= now && steps < mostSteps; steps += 1) {
      hasChanged = moveOn() || hasChanged
    }
    // The floor goes on; what is not heard of it is not shown.
    if (drill === 'source-cut') return
    if (!hasChanged && now - heardAt < practiceHeartbeatMs) return
    heardAt = now
    if (drill === 'running') tell()
    else stayAway()
  }

  /** The desk answers, but what it knows of the queue is old: everything that comes from there stands still. */
  function stayAway(): void {
    const { queue, figures, halfHours, missed, alarms } = facts
    facts = { ...factsOf(world, reckoner, sources()), queue, figures, halfHours, missed, alarms }
    for (const listener of listeners) listener()
  }

  async function change(act: () => Result<void, WallProblem>): Promise<Result<void, WallProblem>> {
    if (drill === 'source-cut') return err({ code: 'not-reached' })
    const result = act()
    if (result.ok && drill === 'running') tell()
    return result
  }

  const stop = everySecond(goOn)
  return {
    facts: () => facts,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    steering: new Set(),
    rowsOf: async (figure) => (drill === 'source-cut' ? err({ code: 'not-reached' }) : ok(reckoner.rowsOf(figure))),
    onEscalated: escalations.onEscalated,
    acknowledge: (alarmId) => change(() => reckoner.acknowledge(alarmId, who, clock.now())),
    advance: (missedId, act) => change(() => reckoner.advance(missedId, act, who, clock.now())),
    canDial: false,
    intakeRows: null,
    reports: null,
    steer: async () => err({ code: 'not-allowed' }),
    pause: async () => err({ code: 'not-allowed' }),
    changeQueues: async () => err({ code: 'not-allowed' }),
    steered: () => [],
    drill: {
      state: () => drill,
      set(next) {
        drill = next
        awaySince = next === 'pbx-away' ? clock.now() : null
        if (next === 'running') heardAt = clock.now()
        if (next === 'pbx-away') stayAway()
        else if (next === 'running') tell()
        else for (const listener of listeners) listener()
      },
    },
    dispose: stop,
  }
}
