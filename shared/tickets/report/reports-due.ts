import { isSecretTicket } from '../history-item'
import { compulsoryActions, levelReachedAt } from '../tags/actions'
import { recordedEmotions } from '../tags/review-tags'
import { severityOf } from '../tags/severity'
import type { TagData } from '../tags/tag-data'
import type { Ticket } from '../ticket'
import { reportCodes, type ReportCode } from './report-code'

export interface ReportDue {
  readonly code: ReportCode
  readonly dueAt: number
  /** Null: not yet. */
  readonly signedAt: number | null
}

/** The reports that the level of an order asks for, the one that is due first in front; limits count from the moment at which the level was reached. */
export function reportsDue(ticket: Ticket, tags: TagData): readonly ReportDue[] {
  const emotions = recordedEmotions(ticket)
  const items = compulsoryActions({
    grading: severityOf(ticket.risks, emotions, tags), risks: ticket.risks, since: levelReachedAt(ticket.risks, emotions, tags),
    isConfidential: isSecretTicket(ticket), done: ticket.actionsDone,
  }, tags)
  return items
    .flatMap(({ code, due, doneAt }): ReportDue[] => {
      const known = reportCodes.find((each) => each === code)
      return known === undefined || due === null ? [] : [{ code: known, dueAt: due, signedAt: doneAt }]
    })
    .sort((one, other) => one.dueAt - other.dueAt)
}
