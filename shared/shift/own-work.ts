import type { LeftItem, SheetLine } from './shift-event'
import { mostLines } from './shift-event'
import type { ShiftAnswer } from './shift-api'
import type { SheetSection } from './shift-settings'

/** What lies at the seat of the one who leaves and nowhere else. */
export interface SeatWork {
  /** Drafts that are not submitted. */
  readonly drafts: readonly { readonly number: string }[]
  /** Orders that wait for upload. */
  readonly unsent: readonly { readonly orderId: string; readonly number: string | null }[]
}

/** By hand, one line each. Never a name or a telephone number. */
export type SheetNotes = Readonly<Partial<Record<SheetSection, readonly string[]>>>

const blank = { orderId: null, number: null, note: null, dueAt: null, level: null }

/** The sheet as it makes itself up from what is open, with what was typed behind it, section by section. */
export function sheetLines({ orders, notices }: Pick<ShiftAnswer, 'orders' | 'notices'>, work: SeatWork, notes: SheetNotes): readonly SheetLine[] {
  const ofOrder = (section: SheetSection, dueAt: (order: ShiftAnswer['orders'][number]) => number | null) => (order: ShiftAnswer['orders'][number]): SheetLine =>
    ({ ...blank, section, orderId: order.ticketId, number: order.number, level: order.level, dueAt: dueAt(order) })
  const typed = Object.entries(notes).flatMap(([section, lines]) =>
    lines.map((line) => line.trim()).filter((line) => line !== '').map((note): SheetLine => ({ ...blank, section: section as SheetSection, note: note.slice(0, 300) })))
  return [
    ...orders.filter(({ promiseDueAt, callBackOwed }) => promiseDueAt !== null || callBackOwed).map(ofOrder('promised-calls', ({ promiseDueAt }) => promiseDueAt)),
    ...work.drafts.map(({ number }): SheetLine => ({ ...blank, section: 'promised-calls', number })),
    ...work.unsent.map(({ orderId, number }): SheetLine => ({ ...blank, section: 'waiting-upload', orderId, number })),
    ...orders.filter(({ level }) => level !== null).map(ofOrder('open-risks', ({ next }) => next?.dueAt ?? null)),
    ...notices.map(({ text, until }): SheetLine => ({ ...blank, section: 'notices', note: text.slice(0, 300), dueAt: until })),
    ...typed,
  ].slice(0, mostLines)
}

/** What this person would leave undone: drafts, unsent orders, promises given and call-backs owed by them. */
export function leftBehind({ orders, me }: Pick<ShiftAnswer, 'orders' | 'me'>, { drafts, unsent }: SeatWork): readonly LeftItem[] {
  const own = orders.filter(({ by }) => by.id === me)
  const items: LeftItem[] = [
    ...drafts.map(({ number }) => ({ kind: 'draft' as const, orderId: null, number, dueAt: null })),
    ...unsent.map(({ orderId, number }) => ({ kind: 'unsent' as const, orderId, number, dueAt: null })),
    ...own.filter(({ promiseDueAt }) => promiseDueAt !== null).map(({ ticketId, number, promiseDueAt }) => ({ kind: 'promise' as const, orderId: ticketId, number, dueAt: promiseDueAt })),
    ...own.filter(({ callBackOwed }) => callBackOwed).map(({ ticketId, number }) => ({ kind: 'call-back' as const, orderId: ticketId, number, dueAt: null })),
  ]
  return items.slice(0, mostLines)
}
