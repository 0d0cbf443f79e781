import { assertNever } from '../lib/assert-never'
import type { LeftItem, SheetLine, ShiftEvent, ShiftPerson, Taker } from './shift-event'
import { HOUR_MS, shiftSettings } from './shift-settings'

export interface Notice {
  readonly id: string
  readonly text: string
  readonly by: ShiftPerson
  readonly at: number
  readonly until: number
}

/**
 * ```
 * (made up at the seat) --sheet-signed--> signed --sheet-accepted--> accepted
 * ```
 */
export interface Sheet {
  readonly id: string
  readonly by: ShiftPerson
  readonly from: number
  readonly signedAt: number
  readonly lines: readonly SheetLine[]
  readonly to: Taker
  readonly accepted: { readonly by: ShiftPerson; readonly at: number } | null
}

/** `taken` null: nobody has said yet that it is seen to. */
export interface LeftWork {
  readonly id: string
  readonly by: ShiftPerson
  readonly at: number
  readonly items: readonly LeftItem[]
  readonly to: Taker
  readonly taken: { readonly by: ShiftPerson; readonly at: number } | null
}

/** A draft that has lain for long, and what the lead said to throwing it away. */
export interface DraftAsk {
  readonly id: string
  readonly draftId: string
  readonly number: string
  readonly startedAt: number
  readonly reason: string
  readonly by: ShiftPerson
  readonly at: number
  readonly decision: { readonly granted: boolean; readonly reason: string | null; readonly by: ShiftPerson; readonly at: number } | null
}

/** The shifts of the last days as the sum of their events. */
export interface ShiftState {
  /** Of the last event. */
  readonly position: number
  readonly notices: readonly Notice[]
  readonly sheets: readonly Sheet[]
  readonly left: readonly LeftWork[]
  readonly draftAsks: readonly DraftAsk[]
  /** When whom something was seen by: person -> key -> time. */
  readonly seen: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export const noShift: ShiftState = { position: 0, notices: [], sheets: [], left: [], draftAsks: [], seen: {} }

/** One transition. What comes too late (a second acceptance, a second decision) changes nothing: the first one counts. */
export function nextShift(state: ShiftState, event: ShiftEvent): ShiftState {
  if (event.position <= state.position) return state
  const { id, by, at, body } = event
  const next = { ...state, position: event.position }
  const done = { by, at }
  switch (body.kind) {
    case 'acknowledged':
      return { ...next, seen: { ...next.seen, [by.personId]: { ...next.seen[by.personId], ...Object.fromEntries(body.keys.map((key) => [key, at])) } } }
    case 'notice-posted':
      return { ...next, notices: [...next.notices, { id, by, at, text: body.text, until: body.until }] }
    case 'notice-withdrawn':
      return { ...next, notices: next.notices.filter((notice) => notice.id !== body.noticeId) }
    case 'sheet-signed':
      return { ...next, sheets: [...next.sheets, { id, by, from: body.from, signedAt: at, lines: body.lines, to: body.to, accepted: null }] }
    case 'sheet-accepted':
      return { ...next, sheets: next.sheets.map((sheet) => (sheet.id === body.sheetId && sheet.accepted === null ? { ...sheet, accepted: done } : sheet)) }
    case 'work-left':
      return { ...next, left: [...next.left, { id, by, at, items: body.items, to: body.to, taken: null }] }
    case 'work-taken':
      return { ...next, left: next.left.map((work) => (work.id === body.leftId && work.taken === null ? { ...work, taken: done } : work)) }
    case 'promise-seen-to':
      return next
    case 'draft-asked':
      return { ...next, draftAsks: [...next.draftAsks, { id, by, at, draftId: body.draftId, number: body.number, startedAt: body.startedAt, reason: body.reason, decision: null }] }
    case 'draft-decided':
      return { ...next, draftAsks: next.draftAsks.map((ask) => (ask.id === body.askId && ask.decision === null ? { ...ask, decision: { granted: body.granted, reason: body.reason, ...done } } : ask)) }
    default:
      return assertNever(body)
  }
}

/** Without what is over for days; what nobody has accepted, taken or decided yet never goes. */
export function agedShift(state: ShiftState, now: number): ShiftState {
  const { keptDays, shiftHours } = shiftSettings()
  const before = now - keptDays * 24 * HOUR_MS
  const lookBefore = now - shiftHours * HOUR_MS
  const recent = (all: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(all).filter(([, at]) => at >= lookBefore))
  return {
    ...state,
    notices: state.notices.filter(({ until }) => until > now),
    sheets: state.sheets.filter(({ accepted }) => accepted === null || accepted.at >= before),
    left: state.left.filter(({ taken }) => taken === null || taken.at >= before),
    draftAsks: state.draftAsks.filter(({ decision }) => decision === null || decision.at >= before),
    seen: Object.fromEntries(Object.entries(state.seen).map(([person, all]) => [person, recent(all)] as const).filter(([, all]) => Object.keys(all).length > 0)),
  }
}

export type ShiftRefusal = 'unknown' | 'already-done' | 'own'

/** Why an event says nothing new, or may not be said by this person; null: it may. `alone`: at a desk with one agent nobody else could. */
export function refusalOfShift(state: ShiftState, { body }: Pick<ShiftEvent, 'body'>, by: Pick<ShiftPerson, 'personId'>, alone: boolean): ShiftRefusal | null {
  const about = (found: { readonly by: ShiftPerson } | undefined, isDone: boolean, byAnother: boolean): ShiftRefusal | null => {
    if (found === undefined) return 'unknown'
    if (isDone) return 'already-done'
    return byAnother && !alone && found.by.personId === by.personId ? 'own' : null
  }
  switch (body.kind) {
    case 'sheet-accepted': {
      const sheet = state.sheets.find(({ id }) => id === body.sheetId)
      return about(sheet, sheet?.accepted != null, true)
    }
    case 'work-taken': {
      const work = state.left.find(({ id }) => id === body.leftId)
      return about(work, work?.taken != null, false)
    }
    case 'draft-decided': {
      const ask = state.draftAsks.find(({ id }) => id === body.askId)
      return about(ask, ask?.decision != null, true)
    }
    case 'notice-withdrawn':
      return state.notices.some(({ id }) => id === body.noticeId) ? null : 'unknown'
    default:
      return null
  }
}
