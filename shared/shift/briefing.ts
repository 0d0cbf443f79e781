import type { ShiftAnswer } from './shift-api'
import type { WatchedOrder } from './watched-order'

/** Something that whoever begins a shift has to have seen, each under a key of its own. */
export type BriefingItem = { readonly key: string; readonly isSeen: boolean } & (
  | { readonly kind: 'red' | 'promise'; readonly order: WatchedOrder }
  | { readonly kind: 'notice'; readonly notice: ShiftAnswer['notices'][number] }
  | { readonly kind: 'sheet'; readonly sheet: ShiftAnswer['sheets'][number] }
  | { readonly kind: 'left'; readonly work: ShiftAnswer['left'][number] }
)

const isFor = (to: { readonly personId: string } | null, me: string) => to === null || to.personId === me

/**
 * What this person is shown before the first call: open RED orders, promises that fall due, notices, what others have left, and the
 * sheet that waits for somebody to take it over; the gravest first. Seen is seen for a shift's length. Of an own sheet only the one agent
 * of a desk has to hear again.
 */
export function briefingOf({ orders, notices, sheets, left, seen, me, alone }: ShiftAnswer): readonly BriefingItem[] {
  const ofOrders = (kind: 'red' | 'promise', chosen: readonly WatchedOrder[], keyOf: (order: WatchedOrder) => string) =>
    chosen.map((order) => ({ kind, order, key: keyOf(order), isSeen: seen[keyOf(order)] !== undefined }))
  const promised = orders.filter(({ promiseDueAt }) => promiseDueAt !== null).sort((one, other) => (one.promiseDueAt ?? 0) - (other.promiseDueAt ?? 0))
  return [
    ...ofOrders('red', orders.filter(({ level }) => level === 'RED'), ({ ticketId }) => `red ${ticketId}`),
    ...ofOrders('promise', promised, ({ ticketId, promiseDueAt }) => `promise ${ticketId} ${promiseDueAt ?? 0}`),
    ...notices.map((notice) => ({ kind: 'notice' as const, notice, key: `notice ${notice.id}`, isSeen: seen[`notice ${notice.id}`] !== undefined || notice.by.personId === me })),
    ...left.filter(({ by, to }) => isFor(to, me) && (alone || by.personId !== me)).map((work) => ({ kind: 'left' as const, work, key: `left ${work.id}`, isSeen: work.taken !== null })),
    ...sheets.filter(({ by, to }) => isFor(to, me) && (alone || by.personId !== me)).map((sheet) => ({ kind: 'sheet' as const, sheet, key: `sheet ${sheet.id}`, isSeen: sheet.accepted !== null })),
  ]
}

/** What has not been seen yet. Nothing: the agent may be ready. */
export function owedOf(answer: ShiftAnswer): readonly BriefingItem[] {
  return briefingOf(answer).filter(({ isSeen }) => !isSeen)
}
