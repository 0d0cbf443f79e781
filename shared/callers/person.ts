import type { Brand } from '../lib/brand'
import type { EpochMs } from '../lib/clock'
import type { ManualChannel } from '../tickets/manual-call'
import type { HistoryKey } from './phone-number'

/**
 * People that the hotline has spoken with, and what it knows of them at the next ring. All of it is plain JSON:
 * it is folded from tickets and call records, kept in the local cache, and read within one frame while the phone rings.
 */
export type PersonId = Brand<string, 'PersonId'>

export interface KnownPerson {
  readonly id: PersonId
  /** Null when the caller never said a name. */
  readonly name: string | null
  /** Every number the person is registered under; one person may have two, and one number may serve many. */
  readonly numbers: readonly PersonNumber[]
  readonly notes: CallerNotes
  /** In any order. */
  readonly history: readonly HistoryItem[]
}

export interface PersonNumber {
  readonly key: HistoryKey
  /** Extension behind a switchboard; narrows, never excludes. */
  readonly ext?: string
}

/** How to speak with this person; told by the person, shown before the first word. */
export interface CallerNotes {
  readonly language?: 'mandarin' | 'chongqing' | 'other-dialect' | 'minority' | 'foreign' | 'sign'
  readonly hearing?: 'hard-of-hearing' | 'deaf'
  /** Somebody else speaks for the person. */
  readonly relay?: 'relative' | 'interpreter' | 'colleague'
  readonly preferredContact?: 'voice' | 'sms'
}

/** 咨询 求助 投诉 举报 建议 表扬 无效 */
export type RequestType = 'ZX' | 'QZ' | 'TS' | 'JB' | 'JY' | 'BY' | 'WX'

/** States of the life cycle as stored. */
export type OrderStatus =
  | 'DRAFT'
  | 'ACCEPTED'
  | 'ANSWERED'
  | 'REVIEWING'
  | 'DISPATCHED'
  | 'SIGNED'
  | 'RETURN_REQUESTED'
  | 'HANDLING'
  | 'EXTENSION_REQUESTED'
  | 'SUSPENDED'
  | 'RESULT_SUBMITTED'
  | 'REJECTED'
  | 'CALLBACK'
  | 'REWORK'
  | 'CLOSED'
  | 'ARCHIVED'
  | 'MERGED'
  | 'VOID'

/** How a call without an order of its own ended. The last three are known from a seat's own list of calls alone. */
export type PastCallOutcome =
  | 'silent' | 'wrong-number' | 'nuisance' | 'sales' | 'dropped' | 'passed-on' | 'unfinished'
  | 'gave-up' | 'not-answered' | 'declined' | 'taken-elsewhere' | 'not-put-through' | 'added-to-order'

/** Answer to "are you satisfied" at the call-back: 满意 基本满意 一般 不满意 未接通 拒访 */
export type Satisfaction = 'satisfied' | 'mostly-satisfied' | 'neutral' | 'unsatisfied' | 'not-reached' | 'refused'

type RiskLevel = 'RED' | 'ORANGE' | 'YELLOW' | 'BLUE'

/** One line of a person's past: a call that left no order, or an order. Flat, so that twenty of them cost nothing. */
export type HistoryItem = CallItem | OrderItem

interface PastContact {
  /** Identifier of the call or the ticket. */
  readonly id: string
  /** When the call began, UTC. */
  readonly at: EpochMs
  /** The number it came from; null when that was not shown or it was no call. */
  readonly key: HistoryKey | null
  readonly summary: string
  /** Entered by hand; no line has carried it. */
  readonly manual?: ManualChannel
}

export interface CallItem extends PastContact {
  readonly what: 'call'
  readonly outcome: PastCallOutcome
}

export interface OrderItem extends PastContact {
  readonly what: 'order'
  /** As read aloud to the caller; older ones may come from an outside system. */
  readonly orderNo: string
  readonly requestType: RequestType
  /** Leaf code of the taxonomy, such as WAGE-02. */
  readonly category: string
  /** Name of the place of work's district; empty when unknown. */
  readonly district: string
  readonly districtCode: string
  /** Empty when unknown or not asked. */
  readonly employer: string
  readonly status: OrderStatus
  /** End of the limit that runs now, UTC. */
  readonly dueAt?: EpochMs
  readonly satisfaction?: Satisfaction
  /** How often it was done again after an unsatisfied call-back. */
  readonly rework?: number
  readonly amountFen?: number
  readonly severity?: RiskLevel
  /** Codes of the confirmed risk tags. */
  readonly risks?: readonly string[]
  readonly supervised?: boolean
  /** 保密: that it exists may be shown, its content may not. */
  readonly secret?: boolean
  readonly promises?: readonly PromiseMade[]
}

/** What somebody promised the caller, with the day it falls due. */
export interface PromiseMade {
  readonly text: string
  readonly dueAt?: EpochMs
  readonly kept?: boolean
}

const ENDED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['ANSWERED', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID'])
const CLOCK_STOPPED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['SUSPENDED', 'RESULT_SUBMITTED'])

export function isOrder(item: HistoryItem): item is OrderItem {
  return item.what === 'order'
}

export function isOpenOrder(item: HistoryItem): item is OrderItem {
  return item.what === 'order' && !ENDED.has(item.status)
}

/**
 * Past its limit while the clock runs: a parked order and one whose result is being checked are not overdue.
 * Limits end with a second (23:59:59), and all of that second is still in time.
 */
export function isOverdue(item: HistoryItem, now: EpochMs): boolean {
  if (!isOpenOrder(item) || item.dueAt === undefined || CLOCK_STOPPED.has(item.status)) return false
  return Math.floor(now / 1000) > Math.floor(item.dueAt / 1000)
}

export function isSecret(item: HistoryItem): boolean {
  return item.what === 'order' && item.secret === true
}

/** A name that must not be read off the screen by whoever walks past: one secret order makes its caller secret. */
export function isSecretPerson(person: KnownPerson): boolean {
  return person.history.some(isSecret)
}
