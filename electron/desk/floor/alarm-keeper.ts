import { heed, measure, quietBoard, type AlarmBoard, type AlarmReadings, type AlarmWord } from '../../../shared/alarms/alarm'
import { alarmReadings } from '../../../shared/alarms/alarm-readings'
import type { AlarmRule, AlarmSettings } from '../../../shared/alarms/alarm-settings'
import { DAY_MS } from '../../../shared/callers/local-day'
import type { WallOrders } from '../../../shared/desk-api/wall-api'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import type { FloorSignal } from '../../../shared/floor/floor-signal'
import { isCalling, nextRedCards, type RedCards } from '../../../shared/floor/red-card'
import { nextUntaken, type UntakenAlarm } from '../../../shared/floor/untaken-alarm'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { QueueState } from '../../../shared/queue/queue-state'
import { noQueues } from '../../../shared/queue/next-queue-state'
import { errorFacts, type DeskLog } from '../desk-log'
import type { FloorPerson, FloorTable } from '../store/floor-table'
import type { SharedStore } from '../store/shared-store'
import { callsForHelpWithinMs } from './calls-for-help'
import { createSignalReader } from './signal-reader'

export interface AlarmKeeperOptions {
  readonly store: { readonly floor: Pick<FloorTable, 'add' | 'signalsAfter' | 'positionBefore' | 'present'> } & Pick<SharedStore, 'inOne'>
  readonly orders: { now(): Promise<Pick<WallOrders, 'risks' | 'silentCalls'>> }
  /** As the house has set them. */
  alarms(): Promise<AlarmSettings>
  /** Null where the desk hears of no queues. */
  queues(): { readonly queues: QueueState; readonly heardAt: number } | null
  onPassedOn(): void
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly log: DeskLog
}

const lookEveryMs = 2_000

type Present = Awaited<ReturnType<FloorTable['present']>>
type Passing = Pick<UntakenAlarm, 'rule' | 'subject' | 'about' | 'toldAt'>

/**
 * Tells the supervisors of what no lead has taken: in the house's time after the leads were told, or at once where none is there. Walls
 * measure for leads; where no lead sits the desk measures by itself, by the same rules. Several processes of a desk come to the same, and
 * the table keeps one word of each breach.
 */
export function createAlarmKeeper({ store, orders, alarms, queues, onPassedOn, clock, timers, newId, log }: AlarmKeeperOptions): { look(): Promise<void>; stop(): void } {
  const { floor } = store
  const reader = createSignalReader(floor, { clock, withinMs: DAY_MS })
  /** Who stands for what, also of what began hours ago. */
  let words: readonly AlarmWord[] = []
  let untaken: readonly UntakenAlarm[] = []
  let reds: RedCards = []
  /** Which leads were there when it was told, by rule and subject: later ones were not told at that time. */
  let toldTo = new Map<string, readonly FloorPerson[]>()
  let board: AlarmBoard = quietBoard
  let isStopped = false
  let timer = timers.after(lookEveryMs, () => void run())

  function hear(signal: FloorSignal): void {
    untaken = nextUntaken(untaken, signal, signal.at)
    const { body, at, from } = signal
    const by = { id: from.personId, name: from.name }
    if (body.kind === 'alarm-acknowledged') words = [...words, { what: 'acknowledged', rule: body.rule, subject: body.subject, by, at }]
    if (body.kind === 'red-accepted') words = [...words, { what: 'acknowledged', rule: 'red-opened', subject: body.redId, by, at }]
    if (!((body.kind === 'red-pressed' || body.kind === 'red-dropped') && body.drill)) reds = nextRedCards(reds, signal, signal.at)
  }

  async function look(): Promise<void> {
    const now = clock.now()
    await reader.readOn(hear)
    // What was told before is nobody's any more.
    untaken = untaken.filter(({ toldAt, passedOn }) => (passedOn?.at ?? toldAt ?? 0) > now - callsForHelpWithinMs)
    reds = reds.filter((card) => card.since > now - callsForHelpWithinMs)
    words = words.filter(({ at }) => at > now - DAY_MS)
    const present = await floor.present(now)
    // A locked console shows no alarm.
    const leads = present.filter(({ isLead, seat }) => isLead && seat.isLocked !== true).map(({ seat: { personId, name, seat } }) => ({ personId, name, seatCode: seat }))
    const waiting = toldLeads()
    toldTo = new Map(waiting.map((alarm) => [keyOf(alarm), toldTo.get(keyOf(alarm)) ?? leads]))
    if (leads.length > 0) board = quietBoard
    // Nobody sits there at all: nobody waits for a wall, and whoever comes first measures from then on.
    if (present.length === 0) return
    const settings = await alarms()
    const isOverdue = ({ rule, toldAt }: Passing) => now - (toldAt ?? 0) >= (settings[rule].escalateAfterMs ?? Infinity)
    // A call for help rings on phones as well, and may be taken back: it has its time with or without a lead.
    const due = waiting.filter((alarm) => isOverdue(alarm) || (leads.length === 0 && !reds.some(({ redId }) => redId === alarm.subject)))
    if (due.length === 0 && leads.length > 0) return
    const measured = await readings(present, now)
    for (const alarm of due) if (isStanding(alarm, measured, settings)) await passOn(alarm, present)
    if (leads.length === 0) await watch(measured, settings, present, now)
  }

  /** What leads were told and nobody has taken; of a call for help they are told by its ring. */
  function toldLeads(): readonly Passing[] {
    const calls = reds.filter(isCalling).map((card): Passing => ({ rule: 'red-opened', subject: card.redId, about: card.from.seat, toldAt: card.since }))
    const isPassedOn = (alarm: Passing) => untaken.some((each) => keyOf(each) === keyOf(alarm) && each.passedOn !== null)
    return [...untaken, ...calls].filter((alarm) => !isPassedOn(alarm))
  }

  async function readings(present: Present, now: number): Promise<AlarmReadings & { readonly about: ReadonlyMap<string, string> }> {
    const { risks, silentCalls } = await orders.now()
    const feed = queues()
    const callsForHelp = reds.filter(isCalling)
    const sources = {
      queues: feed?.queues ?? noQueues, feedHeardAt: feed?.heardAt ?? null, seats: present.map(({ seat }) => seat), callsForHelp, silentCalls,
      openRisks: risks.map(({ id, severity, since }) => ({ ticketId: id, level: severity, since })),
    }
    const about = new Map<string, string>([
      ...risks.map(({ id, number, isSecret }) => [id, isSecret ? '' : number] as const),
      ...silentCalls.map(({ callerKey, maskedNumber }) => [callerKey, maskedNumber] as const),
      ...callsForHelp.map(({ redId, from }) => [redId, from.seat] as const),
    ])
    return { ...alarmReadings(sources, now), about }
  }

  /** Raised and not taken for the house's time, while there was no lead to tell. */
  async function watch(measured: Awaited<ReturnType<typeof readings>>, settings: AlarmSettings, present: Present, now: number): Promise<void> {
    board = heed(measure(board, measured, now, settings).board, words, () => now).board
    for (const { rule, subject, state } of board.alarms) {
      const isKnown = untaken.some((alarm) => keyOf(alarm) === keyOf({ rule, subject }))
      if (state === 'escalated' && !isKnown) await passOn({ rule, subject, about: measured.about.get(subject) ?? subject, toldAt: null }, present)
    }
  }

  async function passOn({ rule, subject, about, toldAt }: Passing, present: Present): Promise<void> {
    const told = toldAt === null ? [] : (toldTo.get(keyOf({ rule, subject })) ?? []).slice(0, longestOnFloor.leads)
    const body = { kind: 'alarm-passed-on', rule, subject, about: about.slice(0, longestOnFloor.number), toldAt: told.length === 0 ? null : toldAt, told: told.map(({ seatCode, name }) => ({ seat: seatCode, name })) } as const
    // A signal is somebody's: of what the desk says by itself one of those who sit there, and the audit has whose it is.
    const [any] = present
    if (any === undefined) return
    const { seat: { personId, name, seat } } = any
    const added = await floor.add({ id: newId(), to: { kind: 'supervisors' }, body }, { personId, name, seatCode: seat }, clock.now())
    if (added.kind !== 'added') return
    await store.inOne(({ audit }) => audit.add({ by: { kind: 'desk' }, act: { kind: 'alarm-told', what: body.kind, rule, subject } }, clock.now()))
    onPassedOn()
  }

  async function run(): Promise<void> {
    await look().catch((error: unknown) => log({ event: 'alarms-not-looked-at', ...errorFacts(error) }))
    if (!isStopped) timer = timers.after(lookEveryMs, () => void run())
  }

  return {
    look,
    stop() {
      isStopped = true
      timer.cancel()
    },
  }
}

const keyOf = ({ rule, subject }: { readonly rule: AlarmRule; readonly subject: string }) => `${rule} ${subject}`

/** What is over by itself is passed on to nobody; of what nobody can measure now it is not known. */
function isStanding({ rule, subject }: Passing, { readings, unknown }: AlarmReadings, settings: AlarmSettings): boolean {
  if (unknown.includes(rule)) return true
  return readings.some((each) => each.rule === rule && each.subject === subject && each.value > settings[rule].clearAt)
}
