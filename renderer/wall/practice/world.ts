import type { QueueEvent, WaitingCaller } from '../../../shared/queue/queue-event'
import type { SeatStateKind } from '../../../shared/queue/seat-state'
import type { Severity } from '../../ui/severity'
import type { DueOrder, OpenRisk } from '../wall-port'
import { agents, castOf, maskedNumber, queueNames, queueShares } from './cast'
import type { CastAgent } from './cast'
import { seededChance } from './chance'
import type { Chance } from './chance'

/** A call from its entry to its end. */
export interface WorldCall {
  readonly id: string
  readonly queue: string
  readonly enteredAt: number
  readonly caller: WaitingCaller
  /** The caller hangs up then, if nobody has answered. */
  readonly givesUpAt: number
  readonly category: string
  readonly district: string
  readonly severity: Severity
  offeredTo: string | null
  /** The agent picks up then. */
  picksUpAt: number | null
  answeredAt: number | null
  endsAt: number | null
  heldSince: number | null
  endedAt: number | null
  leftAt: number | null
  extension: string | null
}

export interface WorldSeat {
  readonly agent: CastAgent
  state: SeatStateKind
  since: number
  /** The state ends by itself then; null while a call decides. */
  until: number | null
  reason: string | null
  call: WorldCall | null
}

/** The drill's whole floor. It is moved by `step` alone, second by second. */
export interface World {
  readonly startedAt: number
  readonly chance: Chance
  now: number
  /** All of the morning. */
  calls: WorldCall[]
  /** Those that wait or go on. */
  open: WorldCall[]
  readonly seats: readonly WorldSeat[]
  /** What a PBX would have told since they were last taken. */
  events: QueueEvent[]
  risks: OpenRisk[]
  dues: DueOrder[]
  nextCallAt: number
  /** Who gave up and will try once more. */
  again: { readonly caller: WaitingCaller; readonly queue: string; readonly at: number }[]
  lastId: number
}

const second = 1_000
const minute = 60_000
/** Some eighty calls an hour keep eighteen agents busy, and now and then too busy. */
const meanGapMs = 50 * second

export function newWorld(seed: number, startedAt: number): World {
  const chance = seededChance(seed)
  return {
    startedAt,
    chance,
    now: startedAt,
    calls: [],
    open: [],
    seats: agents.map((agent) => ({ agent, state: 'ready', since: startedAt, until: null, reason: null, call: null })),
    events: [],
    risks: [],
    dues: [],
    nextCallAt: startedAt + chance.span(meanGapMs),
    again: [],
    lastId: 0,
  }
}

/** One second goes by. Whether anything happened in it. */
export function step(world: World): boolean {
  world.now += second
  const before = world.lastId
  const changes = [callersCome(world), callersGo(world), callsMove(world), seatsMove(world), callsAreOffered(world), ordersMove(world)]
  world.open = world.open.filter(({ endedAt, leftAt }) => endedAt === null && leftAt === null)
  return changes.some(Boolean) || world.lastId !== before
}

function newId(world: World, what: string): string {
  world.lastId += 1
  return `${what}-${world.lastId}`
}

function callersCome(world: World): boolean {
  const { chance, now } = world
  const back = world.again.find(({ at }) => at <= now)
  if (back !== undefined) world.again = world.again.filter((each) => each !== back)
  else if (now < world.nextCallAt) return false
  else world.nextCallAt = now + chance.span(meanGapMs * rush(world))
  const severity: Severity = chance.unit() < 0.015 ? 'RED' : chance.unit() < 0.07 ? 'ORANGE' : chance.unit() < 0.15 ? 'YELLOW' : 'BLUE'
  const isWithheld = chance.unit() < 0.04
  const tail = chance.between(0, 10_000)
  const call: WorldCall = {
    id: newId(world, 'practice-queue'),
    queue: back?.queue ?? chance.pick(queueShares),
    enteredAt: now,
    caller: back?.caller ?? {
      maskedNumber: isWithheld ? '' : maskedNumber(tail),
      callerKey: isWithheld ? null : `k${tail}`,
      earlierToday: chance.unit() < 0.12 ? chance.between(1, 4) : 0,
      risk: chance.unit() < 0.05 ? 'ORANGE' : chance.unit() < 0.015 ? 'RED' : null,
    },
    givesUpAt: now + 3 * second + chance.span(150 * second),
    category: chance.pick(castOf.categories),
    district: chance.pick(castOf.districts),
    severity,
    offeredTo: null, picksUpAt: null, answeredAt: null, endsAt: null, heldSince: null, endedAt: null, leftAt: null, extension: null,
  }
  world.calls.push(call)
  world.open.push(call)
  const position = world.open.filter((each) => isWaiting(each) && each.queue === call.queue).length
  world.events.push({ kind: 'entered', queueCallId: call.id, queue: call.queue, at: now, position, caller: call.caller })
  return true
}

/** Fuller and emptier half hours: the gap between callers shrinks to a half and grows to one and a half. */
function rush(world: World): number {
  return 1 + 0.5 * Math.cos(((world.now - world.startedAt) / (42 * minute)) * Math.PI)
}

const isWaiting = (call: WorldCall) => call.answeredAt === null && call.leftAt === null
const isOnLine = (call: WorldCall) => call.answeredAt !== null && call.endedAt === null

function callersGo(world: World): boolean {
  const gone = world.open.filter((call) => isWaiting(call) && call.givesUpAt <= world.now)
  for (const call of gone) {
    call.leftAt = world.now
    seatOf(world, call.offeredTo, (seat) => move(seat, 'ready', world.now))
    if (world.chance.unit() < 0.6) world.again.push({ caller: { ...call.caller, earlierToday: call.caller.earlierToday + 1 }, queue: call.queue, at: world.now + 40 * second + world.chance.span(150 * second) })
    world.events.push({ kind: 'left', queueCallId: call.id, queue: call.queue, at: world.now, why: 'hung-up', waitedMs: world.now - call.enteredAt })
  }
  return gone.length > 0
}

function callsMove(world: World): boolean {
  const { chance, now } = world
  let hasMoved = false
  for (const call of world.open) {
    if (isWaiting(call) && call.picksUpAt !== null && call.picksUpAt <= now) {
      call.answeredAt = now
      call.extension = call.offeredTo
      call.endsAt = now + 70 * second + chance.span(300 * second)
      seatOf(world, call.extension, (seat) => move(seat, 'talking', now))
      world.events.push({ kind: 'answered', queueCallId: call.id, queue: call.queue, extension: call.extension ?? '', at: now, waitedMs: now - call.enteredAt })
    } else if (isOnLine(call) && call.endsAt !== null && call.endsAt <= now) {
      call.endedAt = now
      call.heldSince = null
      seatOf(world, call.extension, (seat) => {
        move(seat, 'wrap-up', now)
        seat.until = now + 20 * second + chance.span(70 * second)
      })
      world.events.push({ kind: 'completed', queueCallId: call.id, queue: call.queue, extension: call.extension ?? '', at: now, how: 'caller' })
      ordersFrom(world, call)
    } else if (isOnLine(call) && chance.unit() < (call.heldSince === null ? 0.000_6 : 0.02)) {
      call.heldSince = call.heldSince === null ? now : null
      const isHeld = call.heldSince !== null
      seatOf(world, call.extension, (seat) => {
        seat.state = isHeld ? 'on-hold' : 'talking'
        seat.since = isHeld ? now : (call.answeredAt ?? now)
      })
    } else {
      continue
    }
    hasMoved = true
  }
  return hasMoved
}

function seatOf(world: World, extension: string | null, act: (seat: WorldSeat) => void): void {
  const seat = world.seats.find(({ agent }) => agent.extension === extension)
  if (seat !== undefined) act(seat)
}

function move(seat: WorldSeat, state: SeatStateKind, at: number): void {
  seat.state = state
  seat.since = at
  seat.until = null
  seat.reason = null
  if (state === 'ready') seat.call = null
}

const away = ['break', 'meeting', 'training', 'busy'] as const

function seatsMove(world: World): boolean {
  const { chance, now } = world
  let hasMoved = false
  for (const seat of world.seats) {
    if (seat.until !== null && seat.until <= now) {
      move(seat, 'ready', now)
      hasMoved = true
    }
    const isAwayEnough = world.seats.filter(({ state }) => away.some((kind) => kind === state)).length >= 3
    if (seat.state !== 'ready' || isAwayEnough || chance.unit() > 0.000_9) continue
    const state = chance.pick<SeatStateKind>(['break', 'break', 'break', 'busy', 'meeting', 'training'])
    move(seat, state, now)
    seat.reason = state === 'break' ? chance.pick(castOf.breaks) : state === 'busy' ? chance.pick(castOf.busy) : state === 'meeting' ? 'case-meeting' : 'course'
    seat.until = now + chance.between(4, 22) * minute
    hasMoved = true
  }
  return hasMoved
}

function callsAreOffered(world: World): boolean {
  let hasMoved = false
  for (const call of world.open) {
    if (!isWaiting(call) || call.offeredTo !== null) continue
    const free = world.seats.filter((seat) => seat.state === 'ready' && seat.agent.queues.includes(call.queue))
    const longest = free.reduce<WorldSeat | null>((best, seat) => (best === null || seat.since < best.since ? seat : best), null)
    if (longest === null) continue
    move(longest, 'ringing', world.now)
    longest.call = call
    call.offeredTo = longest.agent.extension
    call.picksUpAt = world.now + world.chance.between(2, 7) * second
    hasMoved = true
  }
  return hasMoved
}

const mostRisks = 9
const mostDues = 8

function ordersFrom(world: World, call: WorldCall): void {
  const { chance, now } = world
  if (call.severity === 'RED' || call.severity === 'ORANGE') {
    const isRed = call.severity === 'RED'
    const isSecret = chance.unit() < 0.25
    world.risks.push({
      id: newId(world, 'risk'),
      severity: call.severity,
      number: `YL-${now % 100_000_000}`,
      isSecret,
      risks: [chance.pick(isRed ? castOf.redRisks : castOf.orangeRisks)],
      reports: [],
      maskedName: isSecret ? null : chance.pick(castOf.surnames),
      district: call.district,
      next: isRed ? 'written-report' : chance.pick(castOf.nextSteps),
      dueAt: now + (isRed ? 30 * minute : chance.between(40, 150) * minute),
    })
    if (world.risks.length > mostRisks) world.risks.shift()
  }
  if (chance.unit() > 0.08) return
  world.dues.push({
    id: newId(world, 'due'),
    number: `YL-${now % 100_000_000}`,
    isSecret: false,
    category: call.category,
    district: call.district,
    next: chance.pick(castOf.nextSteps),
    dueAt: now + chance.between(-8, 90) * minute,
  })
  if (world.dues.length > mostDues) world.dues.shift()
}

/** What was due long ago has been done by somebody in the meantime. */
function ordersMove(world: World): boolean {
  const before = world.risks.length + world.dues.length
  const { now } = world
  world.risks = world.risks.filter(({ dueAt }) => (dueAt ?? now) > now - 12 * minute)
  world.dues = world.dues.filter(({ dueAt }) => dueAt > now - 25 * minute)
  return world.risks.length + world.dues.length !== before
}

export const worldQueues = queueNames
