import type { TFunction } from 'i18next'
import type { WatchedOrder } from '../../../shared/shift/watched-order'
import type { ReportedLine } from '../../../shared/shift/report-lists'
import type { ShiftReportAnswer } from '../../../shared/shift/shift-api'
import type { LeftItem, SheetLine } from '../../../shared/shift/shift-event'
import { shiftSettings, type SheetSection } from '../../../shared/shift/shift-settings'
import type { ApprovalAsk } from '../../../shared/tickets/approval'
import type { ApprovalWish } from '../../../shared/tickets/ticket-event'
import { formatMoment } from '../../ui/format-time'
import type { Catalogue } from '../app/catalogue'
import type { ReportSection } from '../features/shift/shift-report'
import type { SheetSectionWords } from '../features/shift/sheet-view'

/** An order by number, with what it is about and where; of a secret one only that it is one. */
export function orderTitle({ number, isSecret, category, district }: Pick<WatchedOrder, 'number' | 'isSecret' | 'category' | 'district'>, catalogue: Catalogue, t: TFunction): string {
  const about = isSecret ? t('shift.secret') : [category === null ? null : catalogue.category(category), district === null ? null : catalogue.district(district)].filter((each) => each !== null).join(' · ')
  return about === '' ? number : `${number} · ${about}`
}

/** What has to be done next about a RED or ORANGE order, and by when. */
export function nextWords({ next }: WatchedOrder, t: TFunction): string {
  if (next === null) return t('shift.allDone')
  const what = t(`tags.action.${next.code}`)
  return next.dueAt === null ? what : t('shift.until', { what, at: formatMoment(next.dueAt) })
}

export function promiseWords({ promiseDueAt, by }: WatchedOrder, t: TFunction): string {
  return t('shift.promiseDue', { at: promiseDueAt === null ? '—' : formatMoment(promiseDueAt), name: by.name })
}

export function leftWords({ kind, number, dueAt }: Omit<LeftItem, 'orderId'>, t: TFunction): string {
  const words = `${t(`shift.work.${kind}`)} ${number ?? ''}`.trim()
  return dueAt === null ? words : t('shift.until', { what: words, at: formatMoment(dueAt) })
}

function lineWords({ section, number, note, dueAt, level, orderId }: SheetLine, t: TFunction): string {
  const level_ = level === null ? '' : t(`callerCard.severity.${level}`)
  // A number without an order is a draft: no order has come of it yet.
  const draft = section === 'promised-calls' && number !== null && orderId === null ? t('shift.work.draft') : ''
  const words = [level_, draft, number ?? '', note ?? ''].filter((each) => each !== '').join(' ')
  return dueAt === null ? words : t('shift.until', { what: words, at: formatMoment(dueAt) })
}

/** Every section of a sheet in its order, also the empty ones. */
export function sheetWords(lines: readonly SheetLine[], t: TFunction): readonly (SheetSectionWords & { readonly id: SheetSection; readonly isTyped: boolean })[] {
  return shiftSettings().sections.map(({ id, typed }) => ({
    id, isTyped: typed, title: t(`shift.section.${id}`), lines: lines.filter(({ section }) => section === id).map((line) => lineWords(line, t)),
  }))
}

/** What the shift leaves behind, section by section, also the empty ones. */
export function reportSections({ handover, writtenAt }: Pick<ShiftReportAnswer, 'handover' | 'writtenAt'>, catalogue: Catalogue, t: TFunction): readonly ReportSection[] {
  return shiftSettings().sections.map(({ id }) => ({
    id, title: t(id === 'waiting-upload' ? 'shift.report.waitingUpload' : `shift.section.${id}`),
    lines: handover.filter(({ section }) => section === id).map((line, place) => ({ key: `${place}`, ...reportedWords(line, writtenAt, catalogue, t) })),
  }))
}

function reportedWords(line: ReportedLine, now: number, catalogue: Catalogue, t: TFunction): Omit<ReportSection['lines'][number], 'key'> {
  if (line.kind === 'order') return orderWords(line.section, line.order, now, catalogue, t)
  const by = t('shift.report.by', { name: line.by.name, seat: line.by.seat, at: formatMoment(line.at) })
  const plain = { due: '', isLate: false, by }
  switch (line.kind) {
    case 'draft':
    case 'unsent':
      return { ...plain, what: leftWords({ kind: line.kind, number: line.number, dueAt: null }, t) }
    case 'at-seat':
      return { ...plain, what: t('shift.report.atSeat', { seat: line.by.seat, count: line.unsent }) }
    case 'note':
      return { ...plain, what: line.note, due: line.until === null ? '' : formatMoment(line.until) }
  }
}

type ReportedOrder = Extract<ReportedLine, { kind: 'order' }>['order']

function orderWords(section: SheetSection, order: ReportedOrder, now: number, catalogue: Catalogue, t: TFunction) {
  const isRisk = section === 'open-risks'
  const dueAt = isRisk ? (order.next?.dueAt ?? null) : order.promiseDueAt
  const mark = isRisk && order.level !== null ? t(`callerCard.severity.${order.level}`) : order.promiseDueAt === null ? t('shift.work.call-back') : t('shift.work.promise')
  const next = !isRisk ? null : order.next === null ? t('shift.allDone') : t(`tags.action.${order.next.code}`)
  return {
    what: [mark, orderTitle(order, catalogue, t), next].filter((each) => each !== null).join(' · '),
    due: dueAt === null ? '' : formatMoment(dueAt),
    isLate: dueAt !== null && dueAt < now,
    by: order.by.name,
  }
}

/** The agent's words; of a call that was ended after warnings, what they were about. */
export function askReason({ wish, reason }: Pick<ApprovalAsk, 'wish' | 'reason'>, t: TFunction): string {
  return wish.kind === 'ended-by-agent' ? t(`approvals.reasonOf.${reason}`, { defaultValue: reason }) : reason
}

export function wishWords(wish: ApprovalWish, catalogue: Catalogue, t: TFunction): string {
  if (wish.kind !== 'lower-tag') return t(`approvals.wish.${wish.kind}`)
  return t('approvals.wish.lower-tag', { risk: catalogue.risk(wish.code), from: t(`callerCard.severity.${wish.from}`), to: wish.to === null ? t('tickets.taggedNoMore') : t(`callerCard.severity.${wish.to}`) })
}
