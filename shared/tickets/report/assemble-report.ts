import { maskName, maskPhone } from '../../callers/masking'
import { numberOfStoredKey } from '../../callers/phone-number'
import type { HelpStepCode } from '../../help/help-step'
import { isSecretTicket } from '../history-item'
import { isRedAndOpen, maskedWords } from '../masked-ticket'
import { compulsoryActions, levelReachedAt } from '../tags/actions'
import { recordedEmotions } from '../tags/review-tags'
import { severityOf } from '../tags/severity'
import type { RedKindCode, TagData } from '../tags/tag-data'
import type { Ticket } from '../ticket'
import { reportCodes, type ReportCode } from './report-code'

/** One thing that happened to the order. Words: `help.step.<code>` and `tags.action.<code>`. */
export type ReportMoment =
  | { readonly kind: 'called' | 'answered' | 'ended' | 'graded' | 'chased'; readonly at: number }
  | { readonly kind: 'help'; readonly at: number; readonly code: HelpStepCode; readonly note: string | null }
  | { readonly kind: 'done' | 'reported'; readonly at: number; readonly code: string }
  | { readonly kind: 'lowered'; readonly at: number; readonly code: string; readonly lead: string | null }

/** A report as the order gives it, before its lead completes it: facts and codes, no words of ours. */
export interface ReportFacts {
  readonly code: ReportCode
  readonly number: string
  readonly level: 'RED' | 'ORANGE'
  readonly redKind: RedKindCode | null
  readonly risks: readonly string[]
  readonly calledAt: number
  /** From when on limits count; null where the level rests on a feeling alone. */
  readonly since: number | null
  readonly dueAt: number | null
  readonly isSecret: boolean
  readonly district: string | null
  readonly address: string | null
  readonly employer: string | null
  readonly workers: number | null
  readonly amountFen: number | null
  readonly amountScope: 'total' | 'each' | null
  /** In full under an open RED order, whose helpers see everything; masked otherwise; null of a secret order. */
  readonly callerName: string | null
  readonly callerNumber: string | null
  readonly description: string | null
  readonly demand: string | null
  /** Oldest first. */
  readonly timeline: readonly ReportMoment[]
  /** Compulsory actions that nobody has done yet, by their limits. */
  readonly open: readonly { readonly code: string; readonly dueAt: number | null }[]
}

/** What the order gives to a report on it; null where its level asks for no such report. */
export function assembleReport(ticket: Ticket, code: ReportCode, tags: TagData): ReportFacts | null {
  const emotions = recordedEmotions(ticket)
  const grading = severityOf(ticket.risks, emotions, tags)
  const { severity: level } = grading
  if (level !== 'RED' && level !== 'ORANGE') return null
  const since = levelReachedAt(ticket.risks, emotions, tags)
  const isSecret = isSecretTicket(ticket)
  const actions = compulsoryActions({ grading, risks: ticket.risks, since, isConfidential: isSecret, done: ticket.actionsDone }, tags)
  const asked = actions.find((action) => action.code === code)
  if (asked === undefined) return null
  const { values } = ticket
  const isFull = isRedAndOpen(ticket)
  const words = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : isFull ? text : maskedWords(text, ticket))
  return {
    code, level, since, isSecret,
    number: ticket.number,
    redKind: grading.redKind,
    risks: ticket.risks.map((risk) => risk.code),
    calledAt: ticket.createdAt,
    dueAt: asked.due,
    district: values.work_district ?? null,
    address: isSecret ? null : words([values.work_street, values.work_address].filter((part) => part !== undefined).join(' ')),
    employer: isSecret ? null : (values.employer_name ?? values.employer_short ?? null),
    workers: values.workers_count ?? null,
    amountFen: values.amount_owed_fen ?? null,
    amountScope: values.amount_scope ?? null,
    ...callerOf(ticket, { isSecret, isFull }),
    description: words(values.description ?? ticket.summary ?? undefined),
    demand: words(values.demand),
    timeline: timelineOf(ticket, since),
    open: actions
      .filter((action) => action.doneAt === null && !action.isOptional && action.code !== code)
      .map((action) => ({ code: action.code, dueAt: action.due }))
      .sort((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity)),
  }
}

function callerOf({ values, caller }: Ticket, { isSecret, isFull }: { readonly isSecret: boolean; readonly isFull: boolean }): Pick<ReportFacts, 'callerName' | 'callerNumber'> {
  if (isSecret) return { callerName: null, callerNumber: null }
  const name = values.caller_name ?? null
  const number = numberOfStoredKey(caller?.historyKey)
  return {
    callerName: name === null || isFull ? name : maskName(name),
    callerNumber: number === null ? null : isFull ? number.display : maskPhone(number),
  }
}

/** Oldest first; what was only tried out in a drill is left out. */
function timelineOf(ticket: Ticket, since: number | null): ReportMoment[] {
  const calls = ticket.calls.flatMap(({ startedAt, answeredAt, endedAt }): ReportMoment[] => [
    { kind: 'called', at: startedAt },
    ...(answeredAt === null ? [] : [{ kind: 'answered', at: answeredAt } as const]),
    ...(endedAt === null ? [] : [{ kind: 'ended', at: endedAt } as const]),
  ])
  const isReport = (code: string) => reportCodes.some((each) => each === code)
  const done = Object.entries(ticket.actionsDone).flatMap(([code, at]): ReportMoment[] => (isReport(code) ? [] : [{ kind: 'done', at, code }]))
  const moments: readonly ReportMoment[] = [
    ...calls,
    ...(since === null ? [] : [{ kind: 'graded', at: since } as const]),
    ...done,
    ...(ticket.help ?? []).filter(({ drill }) => !drill).map(({ at, code, note }): ReportMoment => ({ kind: 'help', at, code, note })),
    ...ticket.lowerings.map(({ loweredAt, code, lead }): ReportMoment => ({ kind: 'lowered', at: loweredAt, code, lead })),
    ...ticket.chasedAt.map((at): ReportMoment => ({ kind: 'chased', at })),
    ...(ticket.reports ?? []).map(({ signedAt, code }): ReportMoment => ({ kind: 'reported', at: signedAt, code })),
  ]
  return [...moments].sort((one, other) => one.at - other.at)
}
