import { alarmRules, type AlarmRule, type AlarmSettings, type AlarmThreshold } from './alarm-settings'

/**
 * What a rule measures now. `subject`: the queue, call, seat, order or call for help that it is about. `since`: when that began, by a fact
 * which every wall has alike; absent where measuring alone tells.
 */
export interface AlarmReading {
  readonly rule: AlarmRule
  readonly subject: string
  readonly value: number
  readonly since?: number
}

/** A round of measuring. What is not among the readings is calm, except what `unknown` names: of that nobody can tell now. */
export interface AlarmReadings {
  readonly readings: readonly AlarmReading[]
  readonly unknown: readonly AlarmRule[]
}

interface AlarmFacts {
  /**
   * The same on every wall: of one rule about one subject no more than one alarm stands at a time. Which breach a word of the floor was
   * about, its time tells (`heed`).
   */
  readonly id: string
  readonly rule: AlarmRule
  readonly subject: string
  readonly raisedAt: number
  /** What was said from then on is of this breach; null: it stood already when this wall began to look, and nobody here knows since when. */
  readonly since: number | null
  /** As measured last, and the worst since it was raised. */
  readonly value: number
  readonly peak: number
  /** Since when it has been calm again; an alarm is over only after it has stayed so. */
  readonly calmSince: number | null
}

/**
 * ```
 *          value >= raiseAt            acknowledged by name
 * (none) -------------------> raised ----------------------> acknowledged
 *                               | nobody did, for too long         ^
 *                               v                                  |
 *                           escalated -----------------------------+
 *
 * raised | escalated | acknowledged --calm for long enough--> over; from then on it may be raised anew
 * ```
 */
export type Alarm = AlarmFacts &
  (
    | { readonly state: 'raised' }
    /** `toldAt`: when the leads were told, as the desk says; null: nobody was, but whoever sits at a wall that measured it. */
    | { readonly state: 'escalated'; readonly escalatedAt: number; readonly toldAt: number | null }
    | { readonly state: 'acknowledged'; readonly by: Acknowledger; readonly acknowledgedAt: number; readonly escalatedAt: number | null }
  )

export interface Acknowledger {
  readonly id: string
  readonly name: string
}

/** What the floor has said of an alarm: somebody stands for it, or the leads were told that nobody does. `at` by the desk's clock. */
export interface AlarmWord {
  readonly what: 'escalated' | 'acknowledged'
  readonly rule: AlarmRule
  readonly subject: string
  readonly by: Acknowledger
  readonly at: number
}

/** Something to tell people, exactly once each. */
export interface AlarmNotice {
  readonly what: 'raised' | 'escalated' | 'acknowledged' | 'cleared'
  readonly alarm: Alarm
  readonly at: number
}

/** All alarms that are not over. A step that finds the clock gone back goes by the latest time that it has seen. */
export interface AlarmBoard {
  readonly alarms: readonly Alarm[]
  readonly at: number
  /** Of what nobody could tell in the round before: what is raised of it now may have stood for a while. */
  readonly unknown: readonly AlarmRule[]
}

export const quietBoard: AlarmBoard = { alarms: [], at: 0, unknown: alarmRules }

/** Two walls measure a second apart, and take the desk's clock as they hear it. */
const wallsAgreeMs = 5_000

export interface AlarmStep {
  readonly board: AlarmBoard
  readonly notices: readonly AlarmNotice[]
}

/** Puts a round of readings on the board. What nobody can tell of is neither raised nor over; it is still escalated. */
export function measure(board: AlarmBoard, { readings, unknown }: AlarmReadings, now: number, settings: AlarmSettings): AlarmStep {
  const at = Math.max(board.at, now)
  const worst = worstReadings(readings.filter(({ rule }) => !unknown.includes(rule)))
  const notices: AlarmNotice[] = []
  const kept: Alarm[] = []
  for (const alarm of board.alarms) {
    const value = unknown.includes(alarm.rule) ? null : (worst.get(keyOf(alarm))?.value ?? 0)
    const next = nextAlarm(alarm, value, at, settings[alarm.rule])
    if (next.what !== null) notices.push({ what: next.what, alarm: next.alarm, at })
    if (next.what !== 'cleared') kept.push(next.alarm)
  }
  const known = new Set(board.alarms.map(keyOf))
  for (const [key, { rule, subject, value, since }] of worst) {
    if (known.has(key) || !settings[rule].isOn || value < settings[rule].raiseAt) continue
    const alarm: Alarm = { id: key, rule, subject, raisedAt: at, since: since ?? (board.unknown.includes(rule) ? null : at), value, peak: value, calmSince: null, state: 'raised' }
    notices.push({ what: 'raised', alarm, at })
    kept.push(alarm)
  }
  return { board: { alarms: kept, at, unknown }, notices }
}

/**
 * Puts on the board what the floor has said. A word is of the breach of its rule and subject that stood when it was said, so that all walls
 * come to the same without asking each other. Words oldest first; hearing one again changes nothing.
 *
 * @param foundSince of an alarm that stood when this wall began to look: since when it may have stood
 */
export function heed(board: AlarmBoard, words: readonly AlarmWord[], foundSince: (alarm: Alarm) => number): AlarmStep {
  const notices: AlarmNotice[] = []
  const alarms = board.alarms.map((alarm) => {
    const own = words.filter((word) => keyOf(word) === keyOf(alarm))
    if (alarm.state === 'acknowledged' || own.length === 0) return alarm
    const from = (alarm.since ?? foundSince(alarm)) - wallsAgreeMs
    const told = own.find(({ what, at }) => what === 'escalated' && at >= from)
    const taken = own.find(({ what, at }) => what === 'acknowledged' && at >= from)
    const next = afterWords(alarm, told, taken)
    if (next.state !== alarm.state && next.state !== 'raised') notices.push({ what: next.state, alarm: next, at: (taken ?? told)?.at ?? board.at })
    return next
  })
  return { board: { ...board, alarms }, notices }
}

function afterWords(alarm: Exclude<Alarm, { state: 'acknowledged' }>, told: AlarmWord | undefined, taken: AlarmWord | undefined): Alarm {
  const escalatedAt = alarm.state === 'escalated' ? alarm.escalatedAt : (told?.at ?? null)
  if (taken !== undefined) return { ...factsOf(alarm), state: 'acknowledged', by: taken.by, acknowledgedAt: taken.at, escalatedAt }
  if (told === undefined || escalatedAt === null || (alarm.state === 'escalated' && alarm.toldAt !== null)) return alarm
  return { ...factsOf(alarm), state: 'escalated', escalatedAt, toldAt: told.at }
}

/** Somebody has seen it and stands for it. The first who does; an alarm that is over or taken stays as it is, without a word. */
export function acknowledge(board: AlarmBoard, id: string, by: Acknowledger, now: number): AlarmStep {
  const at = Math.max(board.at, now)
  const alarm = board.alarms.find((each) => each.id === id)
  if (alarm === undefined || alarm.state === 'acknowledged') return { board: { ...board, at }, notices: [] }
  const next: Alarm = { ...factsOf(alarm), state: 'acknowledged', by, acknowledgedAt: at, escalatedAt: alarm.state === 'escalated' ? alarm.escalatedAt : null }
  const alarms = board.alarms.map((each) => (each === alarm ? next : each))
  return { board: { ...board, alarms, at }, notices: [{ what: 'acknowledged', alarm: next, at }] }
}

function nextAlarm(alarm: Alarm, value: number | null, at: number, threshold: AlarmThreshold): { readonly alarm: Alarm; readonly what: 'escalated' | 'cleared' | null } {
  const measured = withValue(alarm, value, at, threshold)
  if (!threshold.isOn || (measured.calmSince !== null && at - measured.calmSince >= threshold.calmMs)) return { alarm: measured, what: 'cleared' }
  const isOverdue = threshold.escalateAfterMs !== null && at - alarm.raisedAt >= threshold.escalateAfterMs
  if (measured.state !== 'raised' || !isOverdue) return { alarm: measured, what: null }
  return { alarm: { ...factsOf(measured), state: 'escalated', escalatedAt: at, toldAt: null }, what: 'escalated' }
}

/** Time of which nobody can tell is not calm. */
function withValue(alarm: Alarm, value: number | null, at: number, { clearAt }: AlarmThreshold): Alarm {
  if (value === null) return { ...alarm, calmSince: null }
  return { ...alarm, value, peak: Math.max(alarm.peak, value), calmSince: value <= clearAt ? (alarm.calmSince ?? at) : null }
}

function factsOf({ id, rule, subject, raisedAt, since, value, peak, calmSince }: Alarm): AlarmFacts {
  return { id, rule, subject, raisedAt, since, value, peak, calmSince }
}

function worstReadings(readings: readonly AlarmReading[]): Map<string, AlarmReading> {
  const worst = new Map<string, AlarmReading>()
  for (const reading of readings) {
    const known = worst.get(keyOf(reading))
    if (known === undefined || reading.value > known.value) worst.set(keyOf(reading), reading)
  }
  return worst
}

function keyOf({ rule, subject }: { readonly rule: AlarmRule; readonly subject: string }): string {
  return `${rule} ${subject}`
}
