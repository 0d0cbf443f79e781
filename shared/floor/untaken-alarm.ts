import type { AlarmRule } from '../alarms/alarm-settings'
import type { FloorSignal } from './floor-signal'

/** An alarm of the walls that nobody has taken for too long, on a lead's console. */
export interface UntakenAlarm {
  readonly rule: AlarmRule
  readonly subject: string
  readonly about: string
  /** When the leads were told, by this console's clock. */
  readonly toldAt: number
}

/**
 * Oldest first: one of each rule and subject, however many walls have told of it, until somebody takes it.
 *
 * @param at when it was said, by this console's clock
 */
export function nextUntaken(alarms: readonly UntakenAlarm[], { body }: Pick<FloorSignal, 'body'>, at: number): readonly UntakenAlarm[] {
  if (body.kind !== 'alarm-escalated' && body.kind !== 'alarm-acknowledged') return alarms
  const known = alarms.find(({ rule, subject }) => rule === body.rule && subject === body.subject)
  if (body.kind === 'alarm-acknowledged') return known === undefined ? alarms : alarms.filter((each) => each !== known)
  const { rule, subject, about } = body
  return known === undefined ? [...alarms, { rule, subject, about, toldAt: at }] : alarms
}
