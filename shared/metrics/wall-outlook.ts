import { isSecretTicket } from '../tickets/history-item'
import { recordedEmotions } from '../tickets/tags/review-tags'
import { severityOf } from '../tickets/tags/severity'
import type { TagData } from '../tickets/tags/tag-data'
import type { Ticket } from '../tickets/ticket'
import { isOpen } from '../tickets/ticket-rules'
import { runningLimitOf } from './near-limit'

/** What of an order decides whether and where a wall counts it: no word, no name and no number of a telephone. */
export interface WallOutlook {
  /** Into the intake of the day of its call: real, with content and not void. */
  readonly isCounted: boolean
  readonly isSecret: boolean
  readonly category: string | null
  /** Of the work. */
  readonly district: string | null
  /** While it is open. */
  readonly openLevel: 'RED' | 'ORANGE' | null
  readonly openDueAt: number | null
}

/** The same rules as the intake of the figures, `openRisks` and `nearLimits`: what those show of an order is found by this. */
export function wallOutlookOf(ticket: Ticket, tags: TagData): WallOutlook {
  const { practice, state, noContent, values } = ticket
  const { severity } = severityOf(ticket.risks, recordedEmotions(ticket), tags)
  const isRisk = !practice && isOpen(state) && (severity === 'RED' || severity === 'ORANGE')
  return {
    isCounted: !practice && state !== 'VOID' && state !== 'CALL_RECORD' && noContent === null,
    isSecret: isSecretTicket(ticket),
    category: values.category ?? null,
    district: values.work_district ?? null,
    openLevel: isRisk ? severity : null,
    openDueAt: runningLimitOf(ticket),
  }
}
