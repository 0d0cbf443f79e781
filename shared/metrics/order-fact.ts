import type { RecordedEmotion } from '../tickets/ticket-event'
import type { Severity } from '../tickets/tags/levels'
import type { Satisfaction } from '../callers/person'

/**
 * What happened to an order, as far as figures need it: no words, no names, no numbers of telephones. `callerKey` is whatever the desk
 * knows a caller by, hashed; null for who is anonymous or rings from a number that many share.
 */
export type OrderHappening =
  /** `callAt`: when the call began, or, `fromCall` false, when the order was written without one. */
  | { readonly what: 'opened'; readonly practice: boolean; readonly fromCall: boolean; readonly callAt: number; readonly queueCallId: string | null }
  | { readonly what: 'caller'; readonly callerKey: string | null }
  | { readonly what: 'matter'; readonly category?: string; readonly district?: string }
  | { readonly what: 'emotions'; readonly start: readonly RecordedEmotion[] | null; readonly end: readonly RecordedEmotion[] | null }
  | { readonly what: 'risk-confirmed'; readonly code: string; readonly severity: Severity; readonly confirmedAt: number }
  | { readonly what: 'risk-lowered'; readonly code: string; readonly from: Severity; readonly to: Severity | null }
  | { readonly what: 'step-done'; readonly code: string; readonly doneAt: number }
  /** How the call ended: answered, sent for dispatch, passed on to another house, or without content. */
  | { readonly what: 'decided'; readonly how: 'answered' | 'dispatch' | 'passed-on' | 'no-content' }
  | { readonly what: 'chased'; readonly callAt: number | null }
  /** `signDueAt`: by when the unit has to sign. */
  | { readonly what: 'dispatched'; readonly signDueAt: number | null }
  | { readonly what: 'signed' }
  /** The handling limit as the desk reckons it from here on; null while the order is parked. */
  | { readonly what: 'due-set'; readonly dueAt: number | null }
  | { readonly what: 'return-decided'; readonly granted: boolean }
  | { readonly what: 'extension-granted' }
  | { readonly what: 'parked' }
  | { readonly what: 'resumed' }
  | { readonly what: 'result-accepted' }
  | { readonly what: 'called-back'; readonly answer: CallBackAnswer | null }
  | { readonly what: 'rework-ordered' }
  | { readonly what: 'closed' }
  /** Made by mistake, or one with another order: counts nowhere. */
  | { readonly what: 'voided' }
  | { readonly what: 'merged' }

/** What the caller said when rung back; null where nobody took the call. */
export interface CallBackAnswer {
  readonly satisfaction: Extract<Satisfaction, 'satisfied' | 'mostly-satisfied' | 'neutral' | 'unsatisfied'> | null
  readonly solved: 'yes' | 'partly' | 'no' | null
}

export interface OrderFact {
  readonly kind: 'order'
  /** Two facts with one id are one. */
  readonly id: string
  readonly orderId: string
  /** Its place among the order's events, as the desk has numbered them: later words replace earlier ones. */
  readonly version: number
  /** When it happened; of what was written offline, then. Never later than it was recorded. */
  readonly at: number
  /** When the desk has taken it down. */
  readonly heardAt: number
  readonly happening: OrderHappening
}
