import { z } from 'zod'
import { maskText } from '../callers/masking'
import type { SeatStatus } from '../queue/seat-state'
import type { SeatWork } from './own-work'
import { mostLines, shiftPersonSchema, type SheetLine, type ShiftPerson } from './shift-event'
import { sheetSectionSchema, type SheetSection } from './shift-settings'
import type { LeftWork, Notice, Sheet } from './shift-state'
import { watchedOrderSchema, type WatchedOrder } from './watched-order'

const time = z.number().int().nonnegative()

/** What is asked about an order is the lead's inbox. */
const withoutAsks = watchedOrderSchema.omit({ asks: true })

/** One line of what a shift hands to the next, in a section of the sheet. SECURITY: whatever was typed is masked, also where it ought not to hold a number. */
export const reportedLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), section: sheetSectionSchema, order: withoutAsks }),
  /** An order without one yet, or not at the desk yet, as whoever left has said it. `number` null: only how many was known. */
  z.object({ kind: z.enum(['draft', 'unsent']), section: sheetSectionSchema, number: z.string().max(40).nullable(), by: shiftPersonSchema, at: time }),
  /** What a seat says of itself at this moment. */
  z.object({ kind: z.literal('at-seat'), section: sheetSectionSchema, unsent: z.int().positive(), by: shiftPersonSchema, at: time }),
  z.object({ kind: z.literal('note'), section: sheetSectionSchema, note: z.string().max(600), until: time.nullable(), by: shiftPersonSchema, at: time }),
])
export type ReportedLine = z.infer<typeof reportedLineSchema>

export interface LeftByShift {
  readonly orders: readonly WatchedOrder[]
  readonly sheets: readonly Sheet[]
  readonly left: readonly LeftWork[]
  readonly notices: readonly Notice[]
  readonly seats: readonly SeatStatus[]
}

export interface KnownOrders {
  readonly ids: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

type Written = Extract<ReportedLine, { kind: 'draft' | 'unsent' }> & { readonly orderId: string | null }

/** What people said that they leave, of orders of which the desk may have heard since: ask it, then `reportedLines`. */
export function writtenDown({ sheets, left }: Pick<LeftByShift, 'sheets' | 'left'>): readonly Written[] {
  const said = [
    ...sheets.flatMap((sheet) => sheet.lines.flatMap((line) => writtenOf(line, sheet.by, sheet.signedAt))),
    ...left.filter(({ taken }) => taken === null).flatMap(({ by, at, items }) => items.flatMap(({ kind, orderId, number }): Written[] =>
      (kind === 'draft' || kind === 'unsent' ? [{ kind, section: sectionOf(kind), orderId, number, by, at }] : []))),
  ]
  // A sheet and the work that was left with it say the same thing; what nobody could name is counted one by one.
  const seen = new Set<string>()
  return said.filter(({ kind, orderId, number }) => {
    const key = orderId ?? number
    if (key === null) return true
    const isNew = !seen.has(`${kind} ${key}`)
    seen.add(`${kind} ${key}`)
    return isNew
  })
}

const sectionOf = (kind: 'draft' | 'unsent'): SheetSection => (kind === 'draft' ? 'promised-calls' : 'waiting-upload')

/** Of an order with an id the desk tells better itself. */
function writtenOf({ section, orderId, number, note }: SheetLine, by: ShiftPerson, at: number): Written[] {
  if (note !== null) return []
  if (section === 'waiting-upload') return [{ kind: 'unsent', section, orderId, number, by, at }]
  return section === 'promised-calls' && orderId === null ? [{ kind: 'draft', section, orderId, number, by, at }] : []
}

/** Sheets of that shift: signed in it, taken over in it, or waiting still for somebody to take them over. */
export function sheetsOfShift(sheets: readonly Sheet[], { from, to }: { readonly from: number; readonly to: number }): readonly Sheet[] {
  const isWithin = (at: number) => at >= from && at <= to
  return sheets.filter(({ signedAt, accepted }) => isWithin(signedAt) || (accepted === null ? signedAt < to : isWithin(accepted.at)))
}

/** What a shift leaves behind, as it stands now: what the desk knows of its orders, what the seats say of themselves, and what only people knew. */
export function reportedLines(facts: LeftByShift, known: KnownOrders): readonly ReportedLine[] {
  const { orders, sheets, notices, seats } = facts
  const ofOrder = (section: SheetSection) => (order: WatchedOrder): ReportedLine => ({ kind: 'order', section, order: withoutAsks.parse(order) })
  const byDue = (due: (order: WatchedOrder) => number | null) => (one: WatchedOrder, other: WatchedOrder) => (due(one) ?? Infinity) - (due(other) ?? Infinity)
  const grave = ({ level }: WatchedOrder) => (level === 'RED' ? 0 : 1)
  const owed = orders.filter(({ promiseDueAt, callBackOwed }) => promiseDueAt !== null || callBackOwed).sort(byDue(({ promiseDueAt }) => promiseDueAt))
  const risks = orders.filter(({ level }) => level !== null).sort((one, other) => grave(one) - grave(other) || byDue(({ next }) => next?.dueAt ?? null)(one, other))
  const lines: ReportedLine[] = [
    ...owed.map(ofOrder('promised-calls')),
    ...risks.map(ofOrder('open-risks')),
    ...seats.flatMap(({ personId, name, seat, unsent = 0, heardAt }): ReportedLine[] =>
      (unsent === 0 ? [] : [{ kind: 'at-seat', section: 'waiting-upload', unsent, by: { personId, name, seat }, at: heardAt }])),
    ...writtenDown(facts)
      .filter(({ orderId, number }) => !(orderId !== null && known.ids.has(orderId)) && !(number !== null && known.numbers.has(number)))
      .map(({ kind, section, number, by, at }): ReportedLine => ({ kind, section, number, by, at })),
    ...sheets.flatMap(({ by, signedAt, lines: said }) => said.flatMap(({ section, note }): ReportedLine[] =>
      // Notices are told as they stand, not as they were copied.
      (note === null || section === 'notices' ? [] : [{ kind: 'note', section, note: maskText(note), until: null, by, at: signedAt }]))),
    ...notices.map(({ text, until, by, at }): ReportedLine => ({ kind: 'note', section: 'notices', note: maskText(text), until, by, at })),
  ]
  return lines.slice(0, mostLines)
}

/** The same of a desk with one seat, whose unsent work lies at the console that asks. */
export function ownLines({ drafts, unsent }: SeatWork, by: ShiftPerson, at: number): readonly ReportedLine[] {
  return [
    ...drafts.map(({ number }): ReportedLine => ({ kind: 'draft', section: 'promised-calls', number, by, at })),
    ...unsent.map(({ number }): ReportedLine => ({ kind: 'unsent', section: 'waiting-upload', number, by, at })),
  ]
}
