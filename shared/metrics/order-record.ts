import type { RecordedEmotion } from '../tickets/ticket-event'
import { higherSeverity, severityRank, type Severity } from '../tickets/tags/levels'
import { lateOnes, type LateFact } from './fact'
import type { CallBackAnswer, OrderFact, OrderHappening } from './order-fact'

export interface RecordedRisk {
  readonly code: string
  readonly severity: Severity
  readonly confirmedAt: number
}

/** One order as figures see it, made anew from all its facts in the order in which the desk took them down. */
export interface OrderRecord {
  readonly orderId: string
  readonly practice: boolean
  /** The call that it came from, or the moment at which it was opened without one. */
  readonly callAt: number
  readonly fromCall: boolean
  readonly queueCallId: string | null
  readonly callerKey: string | null
  readonly category: string | null
  readonly district: string | null
  readonly emotions: { readonly start: readonly RecordedEmotion[] | null; readonly end: readonly RecordedEmotion[] | null }
  readonly risks: readonly RecordedRisk[]
  readonly stepsDone: Readonly<Record<string, number>>
  readonly decided: Extract<OrderHappening, { what: 'decided' }>['how'] | null
  readonly chasedAt: readonly number[]
  readonly dispatchedAt: readonly number[]
  /** Of the first dispatch: what came after it was about another unit. */
  readonly signDueAt: number | null
  readonly signedAt: number | null
  readonly dueAt: number | null
  readonly returns: { readonly granted: number; readonly refused: number }
  readonly extensions: number
  /** From when to when the clock stood still; `to` null = it still does. */
  readonly parked: readonly { readonly from: number; readonly to: number | null }[]
  /** First: that is judged against the limit. Last: until then it was being handled. */
  readonly acceptedAt: { readonly first: number; readonly last: number } | null
  readonly callBacks: readonly { readonly at: number; readonly answer: CallBackAnswer | null }[]
  readonly reworks: number
  readonly closedAt: number | null
  /** Void, or one with another order. */
  readonly gone: 'void' | 'merged' | null
  readonly asOf: number
  readonly late: readonly LateFact[]
}

/** Null while the opening itself has not been heard of: without it nobody knows whether the order is practice. */
export function foldOrder(facts: readonly OrderFact[], lateAfterMs: number): OrderRecord | null {
  const opened = facts.find((fact) => fact.happening.what === 'opened')
  if (opened?.happening.what !== 'opened') return null
  const { practice, callAt, fromCall, queueCallId } = opened.happening
  const blank: OrderRecord = {
    orderId: opened.orderId, practice, callAt, fromCall, queueCallId,
    callerKey: null, category: null, district: null, emotions: { start: null, end: null }, risks: [], stepsDone: {},
    decided: null, chasedAt: [], dispatchedAt: [], signDueAt: null, signedAt: null, dueAt: null, returns: { granted: 0, refused: 0 },
    extensions: 0, parked: [], acceptedAt: null, callBacks: [], reworks: 0, closedAt: null, gone: null,
    asOf: Math.max(...facts.map(({ heardAt }) => heardAt)),
    late: lateOnes(facts, lateAfterMs),
  }
  const inOrder = [...facts].sort((one, other) => one.version - other.version || (one.id < other.id ? -1 : 1))
  return inOrder.reduce((record, { at, happening }) => withHappening(record, happening, at), blank)
}

function withHappening(record: OrderRecord, happening: OrderHappening, at: number): OrderRecord {
  switch (happening.what) {
    case 'opened':
      return record
    case 'caller':
      return { ...record, callerKey: happening.callerKey }
    case 'matter':
      return { ...record, category: happening.category ?? record.category, district: happening.district ?? record.district }
    case 'emotions':
      return { ...record, emotions: { start: happening.start, end: happening.end } }
    case 'risk-confirmed':
      return { ...record, risks: withRisk(record.risks, happening) }
    case 'risk-lowered':
      return { ...record, risks: withoutRisk(record.risks, happening) }
    case 'step-done':
      return { ...record, stepsDone: { ...record.stepsDone, [happening.code]: happening.doneAt } }
    case 'decided':
      return { ...record, decided: happening.how }
    case 'chased':
      return { ...record, chasedAt: [...record.chasedAt, happening.callAt ?? at] }
    case 'dispatched':
      return { ...record, dispatchedAt: [...record.dispatchedAt, at], signDueAt: record.dispatchedAt.length === 0 ? happening.signDueAt : record.signDueAt }
    case 'signed':
      return { ...record, signedAt: record.signedAt ?? at }
    case 'due-set':
      return { ...record, dueAt: happening.dueAt }
    case 'return-decided':
      return { ...record, returns: withReturn(record.returns, happening.granted) }
    case 'extension-granted':
      return { ...record, extensions: record.extensions + 1 }
    case 'parked':
      return { ...record, parked: [...record.parked, { from: at, to: null }] }
    case 'resumed':
      return { ...record, parked: record.parked.map((each) => (each.to === null ? { ...each, to: at } : each)) }
    case 'result-accepted':
      return { ...record, acceptedAt: { first: record.acceptedAt?.first ?? at, last: at } }
    case 'called-back':
      return { ...record, callBacks: [...record.callBacks, { at, answer: happening.answer }] }
    case 'rework-ordered':
      return { ...record, reworks: record.reworks + 1, closedAt: null }
    case 'closed':
      return { ...record, closedAt: at }
    case 'voided':
      return { ...record, gone: 'void' }
    case 'merged':
      return { ...record, gone: 'merged' }
  }
}

/** As the order itself takes it: confirming never lowers. */
function withRisk(risks: readonly RecordedRisk[], { code, severity, confirmedAt }: RecordedRisk): RecordedRisk[] {
  const known = risks.find((risk) => risk.code === code)
  if (known !== undefined && higherSeverity(known.severity, severity) !== severity) return [...risks]
  return [...risks.filter((risk) => risk.code !== code), { code, severity, confirmedAt }]
}

function withoutRisk(risks: readonly RecordedRisk[], { code, from, to }: Extract<OrderHappening, { what: 'risk-lowered' }>): RecordedRisk[] {
  return risks.flatMap((risk) => {
    if (risk.code !== code || severityRank(risk.severity) > severityRank(from)) return [risk]
    return to === null ? [] : [{ ...risk, severity: to }]
  })
}

function withReturn(returns: OrderRecord['returns'], granted: boolean): OrderRecord['returns'] {
  return granted ? { ...returns, granted: returns.granted + 1 } : { ...returns, refused: returns.refused + 1 }
}

/** Whether an order still takes facts that change a figure: it has left the seat and is neither closed nor gone. */
export function isRunning(record: OrderRecord): boolean {
  if (record.gone !== null || record.closedAt !== null) return false
  return record.decided === null || record.decided === 'dispatch' || record.dispatchedAt.length > 0
}
