import type { DispatchRules } from './dispatch-rules'
import type { Alarm, Alert, ProposalInput } from './proposal'

/**
 * Rule 1, life first: with any RED risk the duty lead is rung before anything is dispatched. RED about a person: 110,
 * 120 or 119 as fits. RED about an event: 141 and labour inspection; 110 only for violence, fire, height or a blocked
 * road. A RED whose kind nobody has set is treated as one about a person.
 */
export function alarmOf(input: ProposalInput, rules: DispatchRules): Alarm | null {
  const isRed = input.level === 'RED' || input.risks.some((risk) => risk.severity === 'RED')
  if (!isRed) return null
  const event: readonly Alert[] = [
    { code: '141' },
    ...rules.redEventAlerts.map((department): Alert => ({ code: 'department', department })),
    { code: 'police-if-violent' },
  ]
  const alerts: readonly Alert[] = input.redKind === 'RED_EVENT' ? event : [{ code: 'emergency-numbers' }]
  return { rule: 1, kind: input.redKind, alerts: [{ code: 'duty-lead' }, ...alerts] }
}
