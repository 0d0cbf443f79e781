import { epochMs } from '../lib/clock'
import { isPast } from '../tickets/deadlines/local-time'
import { isSecretTicket } from '../tickets/history-item'
import { compulsoryActions, levelReachedAt, nextDue, type ActionItem } from '../tickets/tags/actions'
import { recordedEmotions } from '../tickets/tags/review-tags'
import { severityOf } from '../tickets/tags/severity'
import type { TagData } from '../tickets/tags/tag-data'
import type { Ticket } from '../tickets/ticket'
import { isOpen } from '../tickets/ticket-rules'

/** A RED or ORANGE order that is still open. Nothing in it says who called; of a secret one not even what or where. */
export interface OpenRisk {
  readonly ticketId: string
  readonly number: string
  readonly level: 'RED' | 'ORANGE'
  readonly isSecret: boolean
  /** Code of the district where the work is. */
  readonly district: string | null
  readonly risks: readonly string[]
  readonly since: number
  /** What has to be done next; null when all that is compulsory is done. */
  readonly next: NextStep | null
}

export interface NextStep {
  /** Words: `tags.action.<code>`. */
  readonly code: string
  readonly who: ActionItem['who']
  /** Null = as soon as possible, without a moment of its own. */
  readonly dueAt: number | null
  /** Negative: over for so long. */
  readonly leftMs: number | null
  readonly isLate: boolean
}

/** Open RED orders before ORANGE ones, each by what is due first. Practice is left out. */
export function openRisks(tickets: readonly Ticket[], tags: TagData, now: number): OpenRisk[] {
  return tickets
    .flatMap((ticket) => openRiskOf(ticket, tags, now) ?? [])
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.next?.dueAt ?? Infinity) - (other.next?.dueAt ?? Infinity) || one.since - other.since)
}

function rankOf({ level }: OpenRisk): number {
  return level === 'RED' ? 0 : 1
}

function openRiskOf(ticket: Ticket, tags: TagData, now: number): OpenRisk | null {
  if (ticket.practice || !isOpen(ticket.state)) return null
  const grading = severityOf(ticket.risks, recordedEmotions(ticket), tags)
  if (grading.severity !== 'RED' && grading.severity !== 'ORANGE') return null
  const isSecret = isSecretTicket(ticket)
  const since = levelReachedAt(ticket.risks, recordedEmotions(ticket), tags)
  const items = compulsoryActions({ grading, risks: ticket.risks, since, isConfidential: isSecret, done: ticket.actionsDone }, tags)
  return {
    ticketId: ticket.id,
    number: ticket.number,
    level: grading.severity,
    isSecret,
    district: isSecret ? null : (ticket.values.work_district ?? null),
    risks: isSecret ? [] : ticket.risks.map(({ code }) => code),
    since: since ?? ticket.createdAt,
    next: stepOf(nextDue(items) ?? items.find(({ doneAt, isOptional }) => doneAt === null && !isOptional) ?? null, now),
  }
}

function stepOf(item: ActionItem | null, now: number): NextStep | null {
  if (item === null) return null
  const { code, who, due } = item
  return { code, who, dueAt: due, leftMs: due === null ? null : due - now, isLate: due !== null && isPast(due, epochMs(now)) }
}
