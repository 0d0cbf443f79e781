import type { CallRecord } from './call-record'
import type { FigureSettings } from './figure-settings'
import { count, mean, share, type Line } from './line'

/**
 * Where a call counts. All of it is filed under the half hour in which it entered its first queue, also what came after midnight: one
 * call is one row. While it waits nothing is settled, and it stands in no share; it is among the callers that a wall shows anyway.
 */
export function linesOfCall(call: CallRecord, settings: FigureSettings): Line[] {
  if (call.drill) return []
  const entered = count('entered', call.enteredAt)
  return call.fate === 'waiting' ? [entered] : [entered, ...connected(call, settings), ...talked(call)]
}

/** Exactly the limit is still in time, and exactly the shortest wait is still a wrong press: both say "within". */
function connected({ enteredAt: at, fate, waitMs }: CallRecord, { answerWithinMs, shortAbandonMs }: FigureSettings): Line[] {
  const isAnswered = fate === 'answered'
  const isInTime = isAnswered && waitMs <= answerWithinMs
  const isShort = fate === 'abandoned' && waitMs <= shortAbandonMs
  return [
    share('connect-of-all', at, isAnswered),
    share('level-of-offered', at, isInTime),
    share('level-short-counted', at, isInTime || isShort),
    share('abandoned-of-offered', at, fate === 'abandoned' && !isShort),
    ...(isShort ? [count('short-abandons', at)] : [share('connect-short-left-out', at, isAnswered), share('level-short-left-out', at, isInTime)]),
    ...(isAnswered ? [share('level-of-answered', at, isInTime), mean('answer-speed', at, waitMs)] : []),
  ]
}

/** The lengths of a call are known when it is over; the three means have one base, so that handling = talk + wrap-up. */
function talked({ enteredAt: at, fate, talkMs, holdMs, wrapUpMs, hasContent }: CallRecord): Line[] {
  if (fate !== 'answered') return []
  const told = share('no-content', at, hasContent === false)
  if (talkMs === null) return [told]
  return [
    told,
    mean('talk-time', at, talkMs),
    mean('after-call-work', at, wrapUpMs),
    mean('handling-time', at, talkMs + wrapUpMs),
    ...(holdMs === null ? [] : [mean('hold-time', at, holdMs)]),
  ]
}
