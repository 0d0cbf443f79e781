import type { HistoryItem, KnownPerson, OrderItem, PersonId } from '../../../shared/callers/person'
import { type HistoryKey, parseHistoryKey, parsePhoneNumber } from '../../../shared/callers/phone-number'
import { loadPracticeCallers, sipIdentityOf } from '../../../shared/callers/practice-callers'
import { practicePeople } from '../../../shared/callers/practice-people'
import { type CallerIdentity, identityFromSip } from '../../../shared/callers/sip-identity'
import { type EpochMs, epochMs } from '../../../shared/lib/clock'

/** The moment of the data: a Monday morning, 23 November 2026. */
export const now = epochMs(Date.parse('2026-11-23T10:36:40+08:00'))
export const callers = loadPracticeCallers()
export const people = practicePeople(callers, now)

export function daysBefore(days: number): EpochMs {
  return epochMs(now - days * 86_400_000)
}

export function numberOf(raw: string) {
  return parsePhoneNumber(raw, { homeArea: '023' })
}

export function ringOf(id: string): CallerIdentity {
  const caller = callers.find((candidate) => candidate.id === id)
  if (caller === undefined) throw new Error(`no practice caller ${id}`)
  return identityFromSip(sipIdentityOf(caller), { homeArea: '023' })
}

function keyOf(raw: string): HistoryKey {
  const key = parseHistoryKey(raw)
  if (key === null) throw new Error(`no key: ${raw}`)
  return key
}

export function person(id: string, key: string, parts: Partial<KnownPerson> = {}): KnownPerson {
  return { id: id as PersonId, name: id, numbers: [{ key: keyOf(key) }], notes: {}, history: [], ...parts }
}

export function order(id: string, key: string, parts: Partial<OrderItem> = {}): OrderItem {
  return {
    what: 'order',
    id,
    orderNo: id,
    at: daysBefore(10),
    key: keyOf(key),
    summary: '工资未发',
    requestType: 'TS',
    category: 'WAGE-01',
    district: '渝中区',
    districtCode: '500103',
    employer: '示例公司',
    status: 'CLOSED',
    ...parts,
  }
}

export function silentCall(id: string, key: string, minutesAgo: number): HistoryItem {
  return {
    what: 'call',
    id,
    key: keyOf(key),
    at: epochMs(now - minutesAgo * 60_000),
    summary: '静音',
    outcome: 'silent',
  }
}
