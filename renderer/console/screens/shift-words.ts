import type { TFunction } from 'i18next'
import type { WatchedOrder } from '../../../shared/shift/watched-order'
import type { LeftItem, SheetLine } from '../../../shared/shift/shift-event'
import { shiftSettings, type SheetSection } from '../../../shared/shift/shift-settings'
import type { ApprovalAsk } from '../../../shared/tickets/approval'
import type { ApprovalWish } from '../../../shared/tickets/ticket-event'
import { formatMoment } from '../../ui/format-time'
import type { Catalogue } from '../app/catalogue'
import type { SheetSectionWords } from '../features/shift/sheet-view'

/** An order by number, with what it is about and where; of a secret one only that it is one. */
export function orderTitle({ number, isSecret, category, district }: WatchedOrder, catalogue: Catalogue, t: TFunction): string {
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

export function leftWords({ kind, number, dueAt }: LeftItem, t: TFunction): string {
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

/** The agent's words; of a call that was ended after warnings, what they were about. */
export function askReason({ wish, reason }: Pick<ApprovalAsk, 'wish' | 'reason'>, t: TFunction): string {
  return wish.kind === 'ended-by-agent' ? t(`approvals.reasonOf.${reason}`, { defaultValue: reason }) : reason
}

export function wishWords(wish: ApprovalWish, catalogue: Catalogue, t: TFunction): string {
  if (wish.kind !== 'lower-tag') return t(`approvals.wish.${wish.kind}`)
  return t('approvals.wish.lower-tag', { risk: catalogue.risk(wish.code), from: t(`callerCard.severity.${wish.from}`), to: wish.to === null ? t('tickets.taggedNoMore') : t(`callerCard.severity.${wish.to}`) })
}
