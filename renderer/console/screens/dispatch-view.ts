import type { TFunction } from 'i18next'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import { phonesOf } from '../../../shared/desk-book/unit-duty'
import type { EpochMs } from '../../../shared/lib/clock'
import type { Proposal, ProposalNote } from '../../../shared/tickets/dispatch/proposal'
import type { DeadlinePreview } from '../../../shared/tickets/deadlines/preview'
import type { Span } from '../../../shared/tickets/deadlines/limit-table'
import type { StripCell } from '../../../shared/tickets/deadlines/due-strip'
import { formatClock, formatDay, hotlineDate } from '../../ui/format-time'
import { stickyDot } from '../../ui/sticky-dot'
import type { Catalogue } from '../app/catalogue'
import type { DispatchView, StripDay } from '../features/reference/dispatch-block'

interface DispatchWords {
  readonly catalogue: Catalogue
  /** The newest one, unlike the catalogue's: whom to ring is no word of the draft, and an old number rings nobody. */
  readonly book: BookInUse
  readonly now: EpochMs
}

/** Puts the proposal and its limits into words. */
export function dispatchView(proposal: Proposal, deadlines: DeadlinePreview | null, { catalogue, book, now }: DispatchWords, t: TFunction): DispatchView {
  const isDispatch = proposal.kind === 'dispatch'
  const unit = (role: string, units: readonly { readonly unit: Parameters<Catalogue['unit']>[0] }[]) =>
    units.length === 0 ? [] : [{ role: t(`dispatch.role.${role}`), name: units.map((each) => catalogue.unit(each.unit)).join(stickyDot), isLead: role === 'lead' }]
  const late = isDispatch && deadlines?.handling?.countedFrom === 'call' ? [t('deadlines.late')] : []
  const phones = isDispatch && proposal.lead !== null ? phonesOf(proposal.lead.unit, book, now) : null
  const duty = phones === null ? [] : [t(`dispatch.duty.${phones.when}`, { numbers: phones.numbers.join(t('app.list.items')) })]
  const hold = isDispatch && proposal.hold !== null ? [t(`dispatch.hold.${proposal.hold}`)] : []
  return {
    kind: t(`dispatch.kind.${proposal.kind}`, { into: proposal.kind === 'merge' ? proposal.into : '' }),
    rules: proposal.rules.length === 0 ? '' : t('dispatch.rules', { count: proposal.rules.length, list: proposal.rules.join(t('app.list.items')) }),
    units: isDispatch
      ? [...unit('lead', proposal.lead === null ? [] : [proposal.lead]), ...unit('cooperating', proposal.cooperating), ...unit('copy', proposal.copies)]
      : [],
    notes: [
      ...late,
      ...duty,
      ...(proposal.secrecy.because === null ? [] : [t(`dispatch.secrecy.${proposal.secrecy.because}`)]),
      ...proposal.notes.map((note) => noteWords(note, catalogue, t)),
    ],
    missing: proposal.missing.map((missing) => t(`dispatch.missing.${missing.code}`)),
    warnings: [...hold, ...(deadlines?.warnings ?? []).map((warning) => t(`deadlines.warning.${warning.code}`, { year: warning.year }))],
    limits: isDispatch && deadlines !== null ? limitLines(deadlines, t) : [],
    strip: isDispatch ? (deadlines?.handling?.strip ?? []).map((cell) => stripDay(cell, t)) : [],
  }
}

function noteWords(note: ProposalNote, catalogue: Catalogue, t: TFunction): string {
  const values: Record<string, unknown> = { ...note }
  if ('from' in note && typeof note.from === 'string') values['from'] = catalogue.district(note.from)
  if ('to' in note && typeof note.to === 'string') values['to'] = catalogue.district(note.to)
  if (note.code === 'one-level-up') values['to'] = catalogue.unit(note.to)
  if (note.code === 'unit-closed') values['name'] = catalogue.unit(note.unit)
  if (note.code === 'offer-legal-aid') values['name'] = catalogue.unit(note.unit)
  if (note.code === 'street-decides') values['candidates'] = note.candidates.map((code) => catalogue.district(code)).join(t('app.list.items'))
  if (note.code === 'explain-route') values['procedures'] = note.procedures.map((procedure) => t(`dispatch.procedure.${procedure}`)).join(t('app.list.items'))
  return t(`dispatch.note.${note.code}`, values)
}

function limitLines({ limits, handling }: DeadlinePreview, t: TFunction): DispatchView['limits'] {
  const span = (of: Span) => t(`deadlines.span.${of.kind}`, { count: of.amount })
  const weekdays = t('app.weekdays', { returnObjects: true }) as unknown as readonly string[]
  return [
    { name: t('deadlines.labels.sign'), value: span(limits.sign), aside: '', isMain: false },
    { name: t('deadlines.labels.firstContact'), value: span(limits.firstContact.span), aside: t(`deadlines.countedFrom.${limits.firstContact.countedFrom}`), isMain: false },
    ...(handling === null ? [] : [{
      name: t('deadlines.labels.handling'),
      value: t('deadlines.due', { date: formatDay(handling.dueAt), weekday: weekdays[hotlineDate(handling.dueAt).getUTCDay()], time: formatClock(handling.dueAt).slice(0, 5) }),
      aside: [t('deadlines.span.working-days', { count: handling.workingDays }), ...(handling.countedFrom === 'call' ? [t('deadlines.countedFrom.call')] : [])].join(' · '),
      isMain: true,
    }]),
  ]
}

function stripDay(cell: StripCell, t: TFunction): StripDay {
  if (cell.kind === 'working') {
    return { key: cell.date, label: String(Number(cell.date.slice(8))), title: cell.isDue ? t('deadlines.strip.due') : cell.date, kind: 'working', isDue: cell.isDue, isMakeUp: cell.isMakeUp }
  }
  return { key: cell.from, label: t(cell.kind === 'off' ? 'deadlines.strip.off' : 'deadlines.strip.paused'), title: t('deadlines.strip.offDays', { from: cell.from, to: cell.to }), kind: cell.kind, isDue: false, isMakeUp: false }
}
