import { DAY_MS, localDayOfIso, startOfLocalDay } from '../callers/local-day'
import type { CallItem, HistoryItem, OrderItem, PromiseMade, RequestType, Satisfaction } from '../callers/person'
import { parseHistoryKey } from '../callers/phone-number'
import { epochMs } from '../lib/clock'
import type { ConfirmedRisk, Ticket } from './ticket'

/** Name of a district code, old ones included; null for one that is not known. */
export type DistrictName = (code: string) => string | null

const requestTypes: Readonly<Record<string, RequestType>> = {
  咨询: 'ZX', 求助: 'QZ', 投诉: 'TS', 举报: 'JB', 建议: 'JY', 表扬: 'BY', 无效: 'WX',
  ZX: 'ZX', QZ: 'QZ', TS: 'TS', JB: 'JB', JY: 'JY', BY: 'BY', WX: 'WX',
}

const satisfactions: Readonly<Record<string, Satisfaction>> = {
  满意: 'satisfied', 基本满意: 'mostly-satisfied', 一般: 'neutral', 不满意: 'unsatisfied', 未接通: 'not-reached', 拒访: 'refused',
  satisfied: 'satisfied', 'mostly-satisfied': 'mostly-satisfied', neutral: 'neutral', unsatisfied: 'unsatisfied',
  'not-reached': 'not-reached', refused: 'refused',
}

const dispositions: Readonly<Record<string, CallItem['outcome']>> = {
  '无效-静音': 'silent', '无效-错号': 'wrong-number', '无效-骚扰': 'nuisance', '无效-推销': 'sales', 掉线: 'dropped',
  silent: 'silent', 'wrong-number': 'wrong-number', nuisance: 'nuisance', sales: 'sales', dropped: 'dropped', 'passed-on': 'passed-on',
}

const severities: readonly ConfirmedRisk['severity'][] = ['RED', 'ORANGE', 'YELLOW', 'BLUE']
const summaryChars = 60

/**
 * A ticket as one line of a caller's past: an order, or a call that left none. Of a secret order (保密) the line says that
 * it exists and where it stands, and nothing of what it is about.
 */
export function historyItemOf(ticket: Ticket, districtName: DistrictName): HistoryItem {
  const manual = ticket.calls[0]?.manual
  const contact = {
    id: ticket.id,
    at: epochMs(ticket.createdAt),
    key: ticket.caller?.historyKey ? parseHistoryKey(ticket.caller.historyKey) : null,
    ...(manual === undefined ? {} : { manual }),
  }
  const outcome = outcomeOfCall(ticket)
  if (outcome !== null) return { ...contact, what: 'call', outcome, summary: isSecretTicket(ticket) ? '' : summaryOf(ticket) }
  const order = { ...contact, what: 'order' as const, orderNo: ticket.number, status: statusOf(ticket) }
  return isSecretTicket(ticket) ? { ...order, ...untold, secret: true } : { ...order, ...toldOf(ticket, districtName) }
}

export function isSecretTicket(ticket: Ticket): boolean {
  return ticket.values.confidential === true
}

const untold = { summary: '', requestType: 'TS', category: '', district: '', districtCode: '', employer: '' } as const

type Told = Omit<OrderItem, 'id' | 'at' | 'key' | 'what' | 'orderNo' | 'status' | 'secret'>

function toldOf(ticket: Ticket, districtName: DistrictName): Told {
  const { values, risks, dueAt } = ticket
  const satisfaction = satisfactions[ticket.satisfaction ?? '']
  const severity = severities.find((level) => risks.some((risk) => risk.severity === level))
  const promise = promiseOf(ticket)
  return {
    summary: summaryOf(ticket),
    requestType: requestTypes[values.request_type ?? ''] ?? 'ZX',
    category: values.category ?? '',
    ...districtOf(values.work_district ?? '', districtName),
    employer: values.employer_name ?? values.employer_short ?? '',
    ...(dueAt === null ? {} : { dueAt: epochMs(dueAt) }),
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(values.amount_owed_fen === undefined ? {} : { amountFen: values.amount_owed_fen }),
    ...(severity === undefined ? {} : { severity, risks: risks.map((risk) => risk.code) }),
    ...(promise === null ? {} : { promises: [promise] }),
  }
}

/** What is no code that we know is shown as it stands. */
function districtOf(value: string, districtName: DistrictName): { district: string; districtCode: string } {
  const name = districtName(value)
  return name === null ? { district: value, districtCode: '' } : { district: name, districtCode: value }
}

function outcomeOfCall(ticket: Ticket): CallItem['outcome'] | null {
  const marked = ticket.noContent ?? dispositions[ticket.disposition ?? '']
  if (marked !== undefined && marked !== null) return marked
  return ticket.state === 'CALL_RECORD' ? 'unfinished' : null
}

function statusOf({ state }: Ticket): OrderItem['status'] {
  return state === 'CALL_RECORD' ? 'VOID' : state
}

function summaryOf({ summary, values }: Ticket): string {
  return summary ?? values.title ?? Array.from(values.description ?? '').slice(0, summaryChars).join('')
}

/** What was promised and, where the day is known, its last second. */
export function promiseOf({ values }: Pick<Ticket, 'values'>): PromiseMade | null {
  if (!values.promise) return null
  const day = values.promise_due
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return { text: values.promise }
  return { text: values.promise, dueAt: epochMs(startOfLocalDay(localDayOfIso(day)) + DAY_MS - 1000) }
}
