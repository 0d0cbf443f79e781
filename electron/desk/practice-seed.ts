import type { HistoryItem, KnownPerson } from '../../shared/callers/person'
import { phoneNumberOfKey } from '../../shared/callers/phone-number'
import type { PracticeCaller } from '../../shared/callers/practice-callers'
import { practicePeople } from '../../shared/callers/practice-people'
import type { EpochMs } from '../../shared/lib/clock'
import type { Author, TicketEvent, TicketEventOf } from '../../shared/tickets/ticket-event'
import { uuidOfName } from './uuid-of-name'

/** Author of what practice finds in the log at its first start, and anew on another day. */
export const practiceDataAuthor: Author = { kind: 'system', id: 'practice-data', name: '', seat: '0000' }

/**
 * The past of the synthetic callers as events of an older system, oldest first, counted back from `now`. The same caller
 * and order give the same ids at every start; people who share a number differ in their person id.
 */
export function practiceHistory(callers: readonly PracticeCaller[], now: EpochMs): TicketEvent[] {
  const categories = new Map(callers.flatMap((caller) => caller.history.map((item) => [item.order_no, item.category])))
  return practicePeople(callers, now)
    .flatMap((person) => person.history.map((item) => importedEvent(person, item, categories.get(item.id) ?? '')))
    .sort((a, b) => a.happenedAt - b.happenedAt)
}

function importedEvent(person: KnownPerson, item: HistoryItem, category: string): TicketEventOf<'imported'> {
  return {
    id: uuidOfName('practice', `event ${item.id}`),
    ticketId: uuidOfName('practice', `ticket ${item.id}`),
    type: 'imported',
    author: practiceDataAuthor,
    happenedAt: item.at,
    recordedAt: item.at,
    basedOn: 0,
    data: item.what === 'call' ? callData(item, category) : orderData(item),
    personal: {
      caller: {
        personId: uuidOfName('practice', `person ${person.id}`),
        relation: 'known',
        historyKey: item.key,
        numberDisplay: numberDisplay(person, item),
      },
      values: person.name === null ? {} : { caller_name: person.name },
      summary: item.summary,
    },
  }
}

type ImportedData = TicketEventOf<'imported'>['data']

/** A call without content is no order: it stays a record of the call. */
function callData(item: Extract<HistoryItem, { what: 'call' }>, category: string): ImportedData {
  return {
    externalNo: item.id,
    createdAt: item.at,
    requestType: 'WX',
    category,
    district: '',
    districtCode: '',
    employer: '',
    state: 'CALL_RECORD',
    dueAt: null,
    satisfaction: null,
    disposition: item.outcome,
    amountFen: null,
    confidential: false,
  }
}

function orderData(item: Extract<HistoryItem, { what: 'order' }>): ImportedData {
  return {
    externalNo: item.orderNo,
    createdAt: item.at,
    requestType: item.requestType,
    category: item.category,
    district: item.district,
    districtCode: item.districtCode,
    employer: item.employer,
    state: item.status,
    dueAt: item.dueAt ?? null,
    satisfaction: item.satisfaction ?? null,
    disposition: null,
    amountFen: item.amountFen ?? null,
    confidential: item.secret ?? false,
  }
}

function numberDisplay(person: KnownPerson, item: HistoryItem): string {
  if (item.key === null) return ''
  const extension = person.numbers.find(({ key }) => key === item.key)?.ext
  return `${phoneNumberOfKey(item.key).display}${extension === undefined ? '' : ` 转 ${extension}`}`
}
