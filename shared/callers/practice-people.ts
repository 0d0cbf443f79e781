import { type EpochMs, epochMs } from '../lib/clock'
import { DAY_MS, localDay, localDayOfIso, startOfLocalDay } from './local-day'
import type {
  PastCallOutcome,
  HistoryItem,
  KnownPerson,
  OrderStatus,
  PersonId,
  PersonNumber,
  RequestType,
  Satisfaction,
} from './person'
import { type HistoryKey, parseHistoryKey } from './phone-number'
import { type PracticeCaller, type PracticeHistoryItem, practiceNames } from './practice-callers'

const REQUEST_TYPES = {
  咨询: 'ZX',
  求助: 'QZ',
  投诉: 'TS',
  举报: 'JB',
  建议: 'JY',
  表扬: 'BY',
  无效: 'WX',
} as const satisfies Record<PracticeHistoryItem['type'], RequestType>

/** 督办 is a mark on an order that is being handled, not a state of its own. */
const STATUSES = {
  直接答复: 'ANSWERED',
  待签收: 'DISPATCHED',
  办理中: 'HANDLING',
  督办中: 'HANDLING',
  已办结: 'CLOSED',
  已并单: 'MERGED',
  无效: 'VOID',
} as const satisfies Record<PracticeHistoryItem['status'], OrderStatus>

const SATISFACTIONS = {
  满意: 'satisfied',
  基本满意: 'mostly-satisfied',
  一般: 'neutral',
  不满意: 'unsatisfied',
} as const satisfies Record<NonNullable<PracticeHistoryItem['satisfaction']>, Satisfaction>

const OUTCOMES = {
  '无效-静音': 'silent',
  '无效-错号': 'wrong-number',
  '无效-骚扰': 'nuisance',
  '无效-推销': 'sales',
} as const satisfies Record<NonNullable<PracticeHistoryItem['disposition']>, PastCallOutcome>

const MINUTE_MS = 60_000
/** Past days begin at ten; calls of today lie twelve minutes apart, so that silent ones fall into the last hour. */
const MORNING_MS = 10 * 60 * MINUTE_MS
const TODAY_STEP_MS = 12 * MINUTE_MS

/**
 * The people whom practice knows, with their past counted back from `now`, so that practice never ages.
 * A number that several share gives one person each; somebody who rings for the first time, or whose number is
 * withheld, gives none.
 */
export function practicePeople(callers: readonly PracticeCaller[], now: EpochMs): readonly KnownPerson[] {
  return callers.flatMap((caller) => peopleOf(caller, now))
}

function peopleOf(caller: PracticeCaller, now: EpochMs): readonly KnownPerson[] {
  const key = caller.key === null ? null : parseHistoryKey(caller.key)
  if (key === null || caller.history.length === 0) return []
  const names: readonly (string | null)[] = practiceNames(caller)
  const everybody = names.length === 0 ? [null] : names
  return everybody.map((name, index) => {
    const past = caller.history.filter((item) => caller.shared !== true || item.person === name)
    return {
      id: (everybody.length === 1 ? caller.id : `${caller.id}-${index + 1}`) as PersonId,
      name,
      numbers: numbersOf(caller, key, past),
      notes: notesOf(caller),
      history: past.map((item) => historyItemOf(item, key, timeOf(item, caller.history, now))),
    }
  })
}

function numbersOf(
  caller: PracticeCaller,
  key: HistoryKey,
  past: readonly PracticeHistoryItem[],
): readonly PersonNumber[] {
  const extensions = [...new Set(past.flatMap((item) => item.ext ?? []))]
  const main: readonly PersonNumber[] = extensions.length === 0 ? [{ key }] : extensions.map((ext) => ({ key, ext }))
  const others = (caller.other_keys ?? []).flatMap((other) => parseHistoryKey(other) ?? [])
  return [...main, ...others.map((other) => ({ key: other }))]
}

function notesOf({ notes = {} }: PracticeCaller): KnownPerson['notes'] {
  const { hearing, relay, preferredContact } = notes
  return {
    ...(hearing === undefined ? {} : { hearing }),
    ...(relay === undefined ? {} : { relay }),
    ...(preferredContact === undefined ? {} : { preferredContact }),
  }
}

function timeOf(item: PracticeHistoryItem, history: readonly PracticeHistoryItem[], now: EpochMs): EpochMs {
  const sameDay = history.filter((other) => other.days_ago === item.days_ago)
  const position = sameDay.indexOf(item)
  if (item.days_ago === 0) return epochMs(now - (sameDay.length - position) * TODAY_STEP_MS)
  return epochMs(startOfLocalDay(localDay(now) - item.days_ago) + MORNING_MS + position * MINUTE_MS)
}

function historyItemOf(item: PracticeHistoryItem, callerKey: HistoryKey, at: EpochMs): HistoryItem {
  const key = (item.key === undefined ? null : parseHistoryKey(item.key)) ?? callerKey
  const contact = { id: item.order_no, at, key, summary: item.summary }
  if (item.disposition !== undefined) return { ...contact, what: 'call', outcome: OUTCOMES[item.disposition] }
  return {
    ...contact,
    what: 'order',
    orderNo: item.order_no,
    requestType: REQUEST_TYPES[item.type],
    category: item.category,
    district: item.district,
    districtCode: item.district_code,
    employer: item.employer,
    status: STATUSES[item.status],
    ...(item.due === undefined ? {} : { dueAt: dueTime(item.created, item.due, at) }),
    ...(item.satisfaction === undefined ? {} : { satisfaction: SATISFACTIONS[item.satisfaction] }),
    ...(item.rework === undefined ? {} : { rework: item.rework }),
    ...(item.amount_yuan === undefined ? {} : { amountFen: Math.round(item.amount_yuan * 100) }),
    ...(item.status === '督办中' ? { supervised: true } : {}),
    ...(item.confidential === true ? { secret: true } : {}),
  }
}

/** As many calendar days after the shifted call as in the data, to the end of that day. */
function dueTime(created: string, due: string, at: EpochMs): EpochMs {
  const days = localDayOfIso(due) - localDayOfIso(created)
  return epochMs(startOfLocalDay(localDay(at) + days) + DAY_MS - 1000)
}
