import { defaultAlarmSettings } from '../../../shared/alarms/alarm-settings'
import type { SilentCall } from '../../../shared/alarms/alarm-readings'
import type { FigureWindow } from '../../../shared/metrics/figure'
import { defaultFigureSettings } from '../../../shared/metrics/figure-settings'
import { HALF_HOUR_MS, halfHourOf, halfHoursIn } from '../../../shared/metrics/half-hours'
import type { QueueState } from '../../../shared/queue/queue-state'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import type { SourceAge } from '../freshness'
import type { Reckoner } from '../reckoner'
import { targetsOf } from '../targets'
import type { Counted, HalfHour, SourceName, WallFacts } from '../wall-port'
import { maskedNumber } from './cast'
import { worldQueues } from './world'
import type { World, WorldCall } from './world'

const targets = targetsOf(defaultFigureSettings, defaultAlarmSettings)

/** The world as the wall sees it. */
export function factsOf(world: World, reckoner: Reckoner, sources: Readonly<Record<SourceName, SourceAge>>): WallFacts {
  return {
    sources,
    targets,
    queue: queueOf(world),
    seats: seatsOf(world),
    figures: reckoner.figures(windowOf(world)),
    halfHours: halfHoursOf(world, reckoner.sums),
    intake: intakeOf(world),
    queueNames: {},
    categoryNames: {},
    withLimit: null,
    risks: [...world.risks].sort((a, b) => (a.severity === b.severity ? (a.dueAt ?? 0) - (b.dueAt ?? 0) : a.severity === 'RED' ? -1 : 1)),
    dues: [...world.dues].sort((a, b) => a.dueAt - b.dueAt),
    missed: reckoner.missed(),
    // Whoever is invented has no number.
    ownClaims: {},
    alarms: reckoner.alarms(),
    alarmSubjects: {
      [silentCaller.callerKey]: { kind: 'caller', number: silentCaller.maskedNumber },
      ...Object.fromEntries(world.risks.map(({ id, number, isSecret }) => [id, { kind: 'order', number: isSecret ? '' : number } as const])),
    },
  }
}

/** Somebody who may not be able to speak, and tries it three times, over and over. */
const silentCaller = { callerKey: 'k-silent', maskedNumber: maskedNumber(77) } as const
const silentMinutes = [2, 6, 11] as const
const roundMs = 95 * 60_000

export function silentCallsOf({ startedAt, now }: World): readonly SilentCall[] {
  const rounds = Math.floor((now - startedAt) / roundMs) + 1
  return Array.from({ length: rounds }, (_, round) => silentMinutes.map((minute) => ({ callerKey: silentCaller.callerKey, at: startedAt + round * roundMs + minute * 60_000 })))
    .flat().filter(({ at }) => at <= now)
}

export function queueOf(world: World): QueueState {
  const waiting = world.open.filter((call) => call.answeredAt === null)
  return {
    queues: [...worldQueues],
    waiting: worldQueues.flatMap((queue) =>
      waiting
        .filter((call) => call.queue === queue)
        .map((call, index) => ({
          queueCallId: call.id, queue, enteredAt: call.enteredAt, position: index + 1, caller: call.caller, offeredTo: call.offeredTo === null ? [] : [call.offeredTo],
        })),
    ),
    calls: world.open.flatMap((call) =>
      call.answeredAt === null || call.extension === null
        ? []
        : [{ queueCallId: call.id, queue: call.queue, extension: call.extension, answeredAt: call.answeredAt, waitedMs: call.answeredAt - call.enteredAt, heldSince: call.heldSince, caller: call.caller }],
    ),
    members: world.seats.flatMap(({ agent, state, since, reason }) =>
      agent.queues.map((queue) => ({
        queue,
        extension: agent.extension,
        membership: ['ready', 'ringing', 'talking', 'on-hold'].includes(state) ? ('available' as const) : ('paused' as const),
        reason,
        device: state === 'ringing' ? ('ringing' as const) : state === 'talking' || state === 'on-hold' ? ('in-use' as const) : ('idle' as const),
        since,
      })),
    ),
  }
}

export function seatsOf(world: World): readonly SeatStatus[] {
  return world.seats.map(({ agent, state, since, reason, call }, index) => ({
    personId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: agent.name,
    seat: agent.seat,
    extension: agent.extension,
    state,
    reason,
    since,
    queueCallId: call?.id ?? null,
    severity: call === null || state === 'ringing' || call.severity === 'BLUE' ? null : call.severity,
    heardAt: world.now,
  }))
}

/** The drill's own morning, in whole half hours: it may have begun yesterday. */
export function windowOf(world: World): FigureWindow {
  return { from: halfHourOf(world.startedAt), to: world.now }
}

const mostHalfHours = 20

function halfHoursOf(world: World, sums: Reckoner['sums']): readonly HalfHour[] {
  return halfHoursIn(windowOf(world)).slice(-mostHalfHours).map((from, index) => {
    const window = { from, to: from + HALF_HOUR_MS }
    return {
      from,
      entered: sums.sumOf('entered', window).above,
      inTime: sums.sumOf('level-of-offered', window).above,
      isOver: world.now >= window.to,
      usual: Math.round(50 + 9 * Math.sin(index * 1.1)),
    }
  })
}

function intakeOf(world: World): WallFacts['intake'] {
  const taken = world.calls.filter((call) => call.endedAt !== null)
  const count = (codeOf: (call: WorldCall) => string): readonly Counted[] => {
    const counts = new Map<string, number>()
    for (const call of taken) counts.set(codeOf(call), (counts.get(codeOf(call)) ?? 0) + 1)
    return [...counts].map(([code, number]) => ({ code, count: number })).sort((a, b) => b.count - a.count || a.code.localeCompare(b.code, 'en'))
  }
  return { from: world.startedAt, byCategory: count(({ category }) => category), byDistrict: count(({ district }) => district), total: taken.length, secret: 0, late: 0, restated: [] }
}
