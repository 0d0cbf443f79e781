import type { TFunction } from 'i18next'
import type { AgentState, NextState } from '../../../shared/queue/agent-state'
import type { StateLimits } from '../../../shared/queue/state-limits'
import { limitMinutesOf, reasonWords, redRest, timeInState } from '../../../shared/queue/state-reasons'

/** "用餐，限 20 分", "用餐，超 3 分"; null where a state has neither reason nor limit. */
export function stateNote(state: AgentState, limits: StateLimits, now: number, locale: string, t: TFunction): string | null {
  const code = 'reason' in state ? state.reason : state.kind === 'red-rest' ? redRest.code : null
  if (code === null) return null
  const reason = reasonWords(code, locale)
  const { limitMs, overMs } = timeInState(state, limits, now)
  if (limitMs === null) return reason
  if (overMs !== null) return t('agentState.over', { reason, count: Math.floor(overMs / 60_000), limit: limitMs / 60_000 })
  return t('agentState.limit', { reason, count: limitMs / 60_000 })
}

/** What a reason may take; null = as long as it takes. */
export function limitWords(code: string, limits: StateLimits, t: TFunction): string | null {
  const minutes = limitMinutesOf(code, limits)
  return minutes === null ? null : t('agentState.minutes', { count: minutes })
}

/** Where the agent goes after this call, with the reason; null when that is taking calls. */
export function nextWords(next: NextState, locale: string, t: TFunction): string | null {
  if (next.kind === 'ready') return null
  const kind = t(`seat.state.${next.kind}`)
  return t('agentState.next', { state: 'reason' in next ? t('agentState.because', { state: kind, reason: reasonWords(next.reason, locale) }) : kind })
}
