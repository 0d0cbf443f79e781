import { DAY_MS } from '../callers/local-day'
import { epochMs } from '../lib/clock'
import { isPast } from '../tickets/deadlines/local-time'
import type { DeadlineData } from '../tickets/deadlines/shipped'
import type { TagData } from '../tickets/tags/tag-data'
import type { FigureSettings } from './figure-settings'
import { handlingMinutes } from './handling-days'
import { count, mean, share, type Line } from './line'
import type { OrderRecord } from './order-record'
import { riskLines } from './risk-lines'

export interface OrderContext {
  readonly settings: FigureSettings
  readonly deadlines: DeadlineData
  readonly tags: TagData
  readonly now: number
  /** When the same caller rang before and after this about the same category; null where that is not known of anybody. */
  readonly neighbours: { readonly previousAt: number | null; readonly nextAt: number | null } | null
}

/** Where an order counts now. What only time decides (a limit that runs out) is looked at again at `recheckAt`. */
export function linesOfOrder(order: OrderRecord, context: OrderContext): Line[] {
  if (order.practice || order.gone === 'void') return []
  const handled = order.gone === null ? [...ofTheHandling(order, context), ...riskLines(order, context)] : []
  return [...ofTheCall(order, context), ...handled]
}

/** Filed under the call, also when it was written later. */
function ofTheCall(order: OrderRecord, { settings, neighbours }: OrderContext): Line[] {
  const { callAt: at, decided, fromCall, chasedAt } = order
  const chased = chasedAt.map((chaseAt) => share('repeated-of-content', chaseAt, true))
  if (decided === 'no-content') return chased
  const lines = [count('intake', at), ...chased]
  if (decided === 'answered' || decided === 'dispatch') lines.push(share('answered-directly', at, decided === 'answered'))
  if (fromCall) lines.push(...soothing(order))
  if (fromCall && decided !== null) {
    const cameBack = isWithin(at, neighbours?.nextAt, settings.solvedAfterDays)
    lines.push(share('first-contact', at, decided === 'answered' && !cameBack))
    if (neighbours !== null) lines.push(share('repeated-of-content', at, isWithin(neighbours.previousAt, at, settings.repeatWithinDays)))
  }
  return lines
}

function isWithin(from: number | null | undefined, to: number | null | undefined, days: number): boolean {
  return from != null && to != null && to - from <= days * DAY_MS
}

/** What nobody has recorded is left out of the base and told beside it. */
function soothing({ callAt, emotions: { start, end } }: OrderRecord): Line[] {
  if (start === null || end === null || start.length === 0 || end.length === 0) return [count('unrecorded', callAt)]
  const [before, after] = [start, end].map((list) => Math.max(...list.map(({ level }) => level)))
  return before !== undefined && after !== undefined && before >= 2 ? [share('soothed-of-upset', callAt, after < before)] : []
}

function ofTheHandling(order: OrderRecord, context: OrderContext): Line[] {
  return [...signing(order, context.now), ...cohort(order), ...closing(order, context), ...callingBack(order)]
}

/** In time: under the moment of signing. Late, or not at all yet: under the moment at which it was due. */
function signing({ signDueAt, signedAt }: OrderRecord, now: number): Line[] {
  if (signDueAt === null) return []
  if (signedAt !== null && !isLate(signDueAt, signedAt)) return [share('signed-in-time', signedAt, true)]
  return signedAt !== null || isLate(signDueAt, now) ? [share('signed-in-time', signDueAt, false)] : []
}

function isLate(dueAt: number, at: number): boolean {
  return isPast(epochMs(dueAt), epochMs(at))
}

/** Everything that is asked of the orders of one day of dispatch, whenever it happens to them. */
function cohort({ dispatchedAt, closedAt, returns, extensions }: OrderRecord): Line[] {
  const first = dispatchedAt[0]
  if (first === undefined) return []
  return [
    share('closed-of-dispatched', first, closedAt !== null),
    share('returned-of-dispatched', first, returns.granted > 0),
    ...(returns.refused > 0 ? [count('returns-refused', first)] : []),
    mean('dispatches-beyond-first', first, dispatchedAt.length - 1),
    share('extended-of-dispatched', first, extensions > 0),
  ]
}

function closing(order: OrderRecord, { now, deadlines }: OrderContext): Line[] {
  const { dueAt, acceptedAt, extensions, dispatchedAt, closedAt, parked } = order
  const lines: Line[] = []
  if (dueAt !== null) {
    const isAccepted = acceptedAt !== null && !isLate(dueAt, acceptedAt.first)
    const at = isAccepted ? acceptedAt.first : dueAt
    if (isAccepted || acceptedAt !== null || isLate(dueAt, now)) {
      lines.push(share('closed-in-time', at, isAccepted))
      if (extensions > 0) lines.push(count('extensions', at))
    }
  }
  const first = dispatchedAt[0]
  if (closedAt !== null && acceptedAt !== null && first !== undefined) {
    lines.push(mean('working-days', closedAt, handlingMinutes(first, acceptedAt.last, parked, deadlines)))
    if (parked.length > 0) lines.push(count('parked', closedAt))
  }
  return lines
}

function callingBack({ acceptedAt, callBacks, reworks }: OrderRecord): Line[] {
  const reached = callBacks.filter(({ answer }) => answer !== null)
  const firstTry = callBacks[0]
  const firstReached = reached[0]
  return [
    ...(acceptedAt === null ? [] : [share('called-back-of-due', acceptedAt.first, reached.length > 0)]),
    ...(firstTry === undefined ? [] : [share('reached-of-tried', firstTry.at, reached.length > 0)]),
    ...(firstReached === undefined ? [] : [share('reworked-of-called-back', firstReached.at, reworks > 0)]),
    ...callBacks.flatMap(({ at, answer }) => (answer === null ? [count('not-reached', at)] : rated(at, answer))),
  ]
}

/** Every call-back counts by itself: after a rework the caller is asked again. */
function rated(at: number, { satisfaction, solved }: NonNullable<OrderRecord['callBacks'][number]['answer']>): Line[] {
  const isSatisfied = satisfaction === 'satisfied' || satisfaction === 'mostly-satisfied'
  return [
    ...(satisfaction === null ? [] : [share('satisfied-neutral-below', at, isSatisfied)]),
    ...(satisfaction === null || satisfaction === 'neutral' ? [] : [share('satisfied-neutral-left-out', at, isSatisfied)]),
    ...(solved === null ? [] : [share('solved-partly-not', at, solved === 'yes'), solvedHalf(at, solved)]),
  ]
}

/** In halves above the line; `figure-table.ts` knows. */
function solvedHalf(at: number, solved: 'yes' | 'partly' | 'no'): Line {
  const halves = { yes: 2, partly: 1, no: null } as const
  return { code: 'solved-partly-half', at, above: halves[solved], below: 1 }
}
