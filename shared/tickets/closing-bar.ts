import { once } from '../lib/once'
import { risksAgainstDirectAnswer, shippedDispatchRules, type DispatchRules } from './dispatch/dispatch-rules'
import { canTransition } from './lifecycle/can-transition'
import { isAtLeast, type Severity } from './tags/levels'
import { severityOf, type RatedRisk } from './tags/severity'
import { shippedTagData, type TagData } from './tags/tag-data'
import type { RecordedEmotion } from './ticket-event'

/** The lists that decide what an agent may close. */
export interface ClosingRules {
  readonly tags: TagData
  readonly dispatch: DispatchRules
}

/** The lists as shipped. */
export const shippedClosingRules = once((): ClosingRules => ({ tags: shippedTagData(), dispatch: shippedDispatchRules() }))

/** Why a call may not end with the agent: what has to be dispatched, or lowered by the lead first. */
export interface ClosingBar {
  /** The tags that stand in the way; none where a feeling alone makes the colour (thoughts of dying). */
  readonly risks: readonly RatedRisk[]
  readonly severity: Severity | null
}

export interface ClosingFacts {
  readonly risks: readonly RatedRisk[]
  /** Of the whole call. */
  readonly emotions: readonly RecordedEmotion[]
}

/** What forbids 直接答复, and with it telling the caller where else to turn: both close the order on the line. */
export function barToAnswering({ risks, emotions }: ClosingFacts, rules: ClosingRules): ClosingBar | null {
  const against = risksAgainstDirectAnswer(risks, rules.dispatch)
  const { severity } = severityOf(risks, emotions, rules.tags)
  const answered = canTransition('ACCEPTED', 'answer-directly', 'AGENT', {
    isOutcomeComplete: true,
    risksAgainstAnswer: against.map(({ code }) => code),
    level: severity,
  })
  return answered.ok ? null : { risks: against, severity }
}

/** What forbids 无效: a caller in danger is no empty call. Tags below ORANGE may stand on the record of a nuisance call. */
export function barToNoContent({ risks, emotions }: ClosingFacts, rules: ClosingRules): ClosingBar | null {
  const { severity } = severityOf(risks, emotions, rules.tags)
  if (!isAtLeast(severity, 'ORANGE')) return null
  return { risks: risks.filter((risk) => isAtLeast(risk.severity, 'ORANGE')), severity }
}
