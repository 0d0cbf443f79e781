import type { TFunction } from 'i18next'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { SeatTicket } from '../../../shared/tickets/caller-cache'
import { complainedOfKey } from '../../../shared/tickets/dispatch/complained'
import { maskedEmployer, maskedWords } from '../../../shared/tickets/masked-ticket'
import type { OrderApproval } from '../../../shared/tickets/approval'
import type { CodeMapping, RiskLowering } from '../../../shared/tickets/ticket-event'
import { outcomeWords } from '../app/call-words'
import type { Catalogue } from '../app/catalogue'
import type { TicketFact, TicketFacts } from '../features/ticket-view/ticket-view'
import { formatClock, formatDay, formatMinute } from '../../ui/format-time'
import { helpLines } from './help-words'
import { recordedCallWords } from './recorded-call-words'
import { revealLines } from './reveal-words'
import { askReason, wishWords } from './shift-words'

/** An order in words. `dialled`: this seat's own calls about it that it was told nothing of. `isFull`: who it is about is shown in full; otherwise masked, in what was written down too. Of a secret one never. */
export function ticketFacts({ ticket, isPending, kept }: SeatTicket, dialled: readonly CallLogEntry[], isFull: boolean, catalogue: Catalogue, t: TFunction): TicketFacts {
  const { values } = ticket
  const isSecret = values.confidential === true
  const number = numberOfStoredKey(ticket.caller?.historyKey)
  const manual = ticket.calls[0]?.manual
  const fact = (name: string, value: string | null | undefined): readonly TicketFact[] => (value == null || value === '' ? [] : [{ name, value }])
  const personal = (name: string, value: string | null | undefined, masked: (value: string) => string) => (value == null || value === '' ? [] : [{ name, ...shown(value, masked(value), isFull) }])
  const written = (text: string) => maskedWords(text, ticket)
  /** A line with words in it that somebody typed, made once of them as they stand and once of them masked. */
  const typed = (name: string, line: (as: (text: string) => string) => string | null) => personal(name, line((text) => text), () => line(written) ?? '')
  const amount = values.amount_owed_fen
  const title = (isSecret ? undefined : values.title) ?? (values.category === undefined ? ticket.number : catalogue.category(values.category))
  return {
    number: ticket.number,
    title: shown(title, written(title), isFull),
    state: t(`callerCard.status.${ticket.state}`),
    pending: isPending,
    calls: isSecret ? [] : (ticket.recordedCalls ?? []).map((call) => recordedCallWords(call, t)),
    groups: [
      {
        title: t('callerCard.title'),
        facts: isSecret ? [] : [
          ...personal(t('fields.caller_name'), values.caller_name, maskName),
          ...(number === null ? [] : personal(t('callerCard.number'), number.display, () => maskPhone(number))),
        ],
      },
      {
        title: t('tickets.matter'),
        facts: [
          ...fact(t('fields.request_type'), values.request_type === undefined ? null : catalogue.requestType(values.request_type)),
          ...fact(t('fields.category'), values.category === undefined ? null : catalogue.categoryPath(values.category)),
          ...personal(t('fields.employer_name'), isSecret ? null : values.employer_name, maskedEmployer),
          ...fact(t('fields.complained'), isSecret ? null : complainedName(values.complained, catalogue, t)),
          ...fact(t('fields.work_district'), values.work_district === undefined ? null : catalogue.district(values.work_district)),
          ...personal(t('fields.work_address'), isSecret ? null : values.work_address, written),
          ...fact(t('fields.workers_count'), values.workers_count === undefined ? null : String(values.workers_count)),
          ...fact(t('fields.amount_owed_fen'), amount === undefined ? null : (amount / 100).toLocaleString(catalogue.locale, { minimumFractionDigits: 2 })),
          ...(isSecret ? fact(t('fields.description'), t('callerCard.mark.secret')) : personal(t('fields.description'), values.description ?? ticket.summary, written)),
          ...fact(t('fields.description'), isSecret || kept === 'whole' || (values.description ?? ticket.summary) != null ? null : t('tickets.wordsGone')),
        ],
      },
      {
        title: t('tickets.course'),
        facts: [
          ...fact(t('tickets.created'), `${formatDay(ticket.createdAt)} ${formatClock(ticket.createdAt)}`),
          ...fact(t('manualCall.channel'), manual === undefined ? null : t('manualCall.logged', { channel: t(`manualCall.channels.${manual}`) })),
          ...fact(t('tickets.due'), ticket.dueAt === null ? null : formatDay(ticket.dueAt)),
          ...typed(t('tickets.lowered'), (as) => (isSecret ? null : ticket.lowerings.map((lowered) => loweredWords(lowered, as, catalogue, t)).join(t('tickets.semicolon')))),
          ...typed(t('approvals.listed'), (as) => (isSecret ? null : (ticket.approvals ?? []).map((approval) => approvalWords(approval, as, catalogue, t)).join(t('tickets.semicolon')))),
          ...fact(t('tickets.mapped'), isSecret ? null : ticket.mapped.map((mapping) => mappedWords(mapping, catalogue, t)).join(t('tickets.semicolon'))),
          ...fact(t('tickets.queryCode'), isSecret ? null : ticket.queryCode),
          ...fact(t('tickets.chased'), ticket.chasedAt.length === 0 ? null : String(ticket.chasedAt.length)),
          ...fact(t('tickets.dialled'), dialled.map((entry) => t('tickets.dialledAt', { at: formatMinute(entry.startedAt), outcome: outcomeWords(entry, false, t) })).join(t('tickets.semicolon'))),
          ...fact(t('help.listed'), isSecret ? null : helpLines(ticket.help, catalogue.locale, t)),
          ...fact(t('tickets.reports'), (ticket.reports ?? []).map(({ code, by, signedAt }) => t('tickets.reported', { what: t(`tags.action.${code}`), name: by.name, at: formatMinute(signedAt) })).join(t('tickets.semicolon'))),
          ...typed(t('reveal.listed'), (as) => revealLines(ticket.reveals, as, t)),
        ],
      },
    ],
  }
}

function shown(value: string, masked: string, isFull: boolean): Pick<TicketFact, 'value' | 'masked'> {
  if (!isFull) return { value: masked }
  return masked === value ? { value } : { value, masked }
}

/** A unit, or that it is somebody at the hotline; null for what nobody knows. */
export function complainedName(key: string | undefined, { dispatch, unit }: Catalogue, t: TFunction): string | null {
  const party = complainedOfKey(key, dispatch)
  if (party === null) return null
  return party.kind === 'agent' ? t('capture.complainedStaff') : unit(party.unit)
}

/** Which tag, from where to where, who agreed, why and when. */
function loweredWords({ code, from, to, lead, reason, loweredAt }: RiskLowering, as: (text: string) => string, catalogue: Catalogue, t: TFunction): string {
  return t(lead === null ? 'tickets.loweredByAgent' : 'tickets.loweredByLead', {
    risk: catalogue.risk(code), from: t(`callerCard.severity.${from}`), to: to === null ? t('tickets.taggedNoMore') : t(`callerCard.severity.${to}`),
    lead: lead === null ? null : as(lead), reason: reason === null ? null : as(reason), at: formatMinute(loweredAt),
  })
}

/** What a lead was asked for, by whom and why, and what came of it. */
function approvalWords({ wish, reason, by, askedAt, decision }: OrderApproval, as: (text: string) => string, catalogue: Catalogue, t: TFunction): string {
  const asked = t('approvals.line', { what: wishWords(wish, catalogue, t), name: by.name, at: formatMinute(askedAt), reason: as(askReason({ wish, reason }, t)) })
  if (decision === null) return `${asked}${t('approvals.waiting')}`
  return asked + t(decision.granted ? 'approvals.granted' : 'approvals.refused', { name: decision.by.name, at: formatMinute(decision.at), reason: as(decision.reason ?? '') })
}

/** What was written in an old code, what it is now, and why. */
function mappedWords({ field, from, to, why }: CodeMapping, { category, district, dispatch, unit }: Catalogue, t: TFunction): string {
  const name = (code: string) => {
    if (field === 'category') return category(code)
    if (field === 'work_district') return district(code)
    const party = complainedOfKey(code, dispatch)
    return party?.kind === 'unit' ? unit(party.unit) : code
  }
  return t('tickets.mappedTo', { from: name(from), to: name(to), why: t(`tickets.mappedWhy.${why}`) })
}
