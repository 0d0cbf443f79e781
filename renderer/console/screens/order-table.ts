import type { TFunction } from 'i18next'
import type { ExportedOrder } from '../../../shared/tickets/exported-order'
import { parseUnitKey } from '../../../shared/tickets/dispatch/unit-key'
import { formatDateMinute } from '../../ui/format-time'
import type { Catalogue } from '../app/catalogue'
import type { OrderWords } from '../app/order-export'
import { complainedName } from './ticket-facts'

/** Columns of an exported table, named as the fields of the form and the facts of an order are. */
export function orderWords(catalogue: Catalogue, t: TFunction): OrderWords {
  const yes = (isSo: boolean) => (isSo ? t('orderExport.yes') : '')
  const moment = (at: number | null) => (at === null ? '' : formatDateMinute(at))
  const named = (code: string | null, name: (code: string) => string) => (code === null ? '' : name(code))
  const unit = (key: string) => {
    const parsed = parseUnitKey(key)
    return parsed === null ? key : catalogue.unit(parsed)
  }
  const columns: readonly (readonly [head: string, cell: (order: ExportedOrder) => string | null])[] = [
    [t('orderExport.head.number'), ({ number }) => number],
    [t('tickets.created'), ({ calledAt }) => moment(calledAt)],
    [t('orderExport.head.state'), ({ state }) => t(`callerCard.status.${state}`, { defaultValue: state })],
    [t('tickets.due'), ({ dueAt }) => moment(dueAt)],
    [t('fields.confidential'), ({ isSecret }) => yes(isSecret)],
    [t('orderExport.head.imported'), ({ isImported }) => yes(isImported)],
    [t('orderExport.head.severity'), ({ severity }) => named(severity, (code) => t(`callerCard.severity.${code}`))],
    [t('orderExport.head.risks'), ({ risks }) => risks.map((code) => catalogue.risk(code)).join(t('tickets.semicolon'))],
    [t('fields.request_type'), ({ requestType }) => named(requestType, (code) => catalogue.requestType(code))],
    [t('fields.category'), ({ category }) => named(category, (code) => catalogue.categoryPath(code))],
    [t('fields.title'), ({ title }) => title],
    [t('fields.caller_name'), ({ callerName }) => callerName],
    [t('orderExport.head.callerNumber'), ({ callerNumber }) => callerNumber],
    [t('fields.employer_name'), ({ employer }) => employer],
    [t('fields.complained'), ({ complained }) => complainedName(complained ?? undefined, catalogue, t)],
    [t('fields.work_district'), ({ district }) => named(district, (code) => catalogue.district(code))],
    [t('fields.work_address'), ({ address }) => address],
    [t('fields.workers_count'), ({ workers }) => (workers === null ? '' : String(workers))],
    [t('orderExport.head.amount'), ({ amountFen }) => (amountFen === null ? '' : (amountFen / 100).toFixed(2))],
    [t('fields.description'), ({ description }) => description],
    [t('fields.demand'), ({ demand }) => demand],
    [t('fields.note'), ({ note }) => note],
    [t('fields.promise'), ({ promise }) => promise],
    [t('fields.promise_due'), ({ promiseDue }) => (promiseDue === 'unclear' ? t('fields.unclear') : promiseDue)],
    [t('orderExport.head.leadUnit'), ({ leadUnit }) => named(leadUnit, unit)],
    [t('tickets.chased'), ({ chased, isSecret }) => (isSecret ? '' : String(chased))],
    [t('orderExport.head.satisfaction'), ({ satisfaction }) => named(satisfaction, (code) => t(`callerCard.satisfaction.${code}`, { defaultValue: code }))],
  ]
  return { heads: columns.map(([head]) => head), cells: (order) => columns.map(([, cell]) => cell(order) ?? '') }
}
