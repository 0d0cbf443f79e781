import type { AlarmRule } from '../alarms/alarm-settings'
import type { FloorBody, FloorSignal } from './floor-signal'

type PassedOn = Extract<FloorBody, { kind: 'alarm-passed-on' }>

/** An alarm that nobody has taken for too long, on the console of a lead or, later, of a supervisor. All times by this console's clock. */
export interface UntakenAlarm {
  readonly rule: AlarmRule
  readonly subject: string
  readonly about: string
  /** When the leads were told; null: none was there. */
  readonly toldAt: number | null
  /** When the supervisors were told as well, and which leads had been before; null: they were not. */
  readonly passedOn: { readonly at: number; readonly told: PassedOn['told'] } | null
}

/**
 * Oldest first: one of each rule and subject, however many have told of it, until somebody takes it.
 *
 * @param at when it was said, by this console's clock
 */
export function nextUntaken(alarms: readonly UntakenAlarm[], { body, at: saidAt }: Pick<FloorSignal, 'body' | 'at'>, at: number): readonly UntakenAlarm[] {
  switch (body.kind) {
    case 'alarm-escalated':
      return alarms.some(isAbout(body)) ? alarms : [...alarms, { rule: body.rule, subject: body.subject, about: body.about, toldAt: at, passedOn: null }]
    case 'alarm-passed-on': {
      const { rule, subject, about, toldAt, told } = body
      const known = alarms.find(isAbout(body))
      const passed: UntakenAlarm = { rule, subject, about, toldAt: known?.toldAt ?? (toldAt === null ? null : at - Math.max(0, saidAt - toldAt)), passedOn: known?.passedOn ?? { at, told } }
      return known === undefined ? [...alarms, passed] : alarms.map((each) => (each === known ? passed : each))
    }
    case 'alarm-acknowledged':
      return without(alarms, body)
    // A call for help is taken by accepting it.
    case 'red-accepted':
    case 'red-undone':
    case 'red-closed':
      return without(alarms, { rule: 'red-opened', subject: body.redId })
    default:
      return alarms
  }
}

type Subject = Pick<UntakenAlarm, 'rule' | 'subject'>

const isAbout = ({ rule, subject }: Subject) => (alarm: Subject) => alarm.rule === rule && alarm.subject === subject

/** The same list where there is nothing to take out. */
function without(alarms: readonly UntakenAlarm[], about: Subject): readonly UntakenAlarm[] {
  const left = alarms.filter((alarm) => !isAbout(about)(alarm))
  return left.length === alarms.length ? alarms : left
}
