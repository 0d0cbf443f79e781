import { parsePhoneNumber } from '../../../shared/callers/phone-number'
import { err, ok, type Result } from '../../../shared/lib/result'
import { cleanText } from '../../../shared/tickets/fields/clean-text'
import { longestText } from '../../../shared/tickets/fields/field-lengths'
import { LIFECYCLE_STATES } from '../../../shared/tickets/lifecycle/states'
import { REQUEST_TYPES } from '../../../shared/tickets/taxonomy'
import { ticketEventSchema, type Author, type TicketEventOf } from '../../../shared/tickets/ticket-event'
import { uuidOfName } from '../uuid-of-name'
import { valueOf, type HistoryMapping, type HistoryRow, type ImportedField } from './mapping'

/** Why a row was not taken; `field` says which column to look at. SECURITY: never what stood there. */
export interface RowProblem {
  readonly code: 'missing' | 'not-a-time' | 'not-a-sum' | 'not-known' | 'too-long' | 'not-yes-or-no'
  readonly field: ImportedField
}

export const importAuthor: Author = { kind: 'system', id: 'history-import', name: '', seat: '0000' }

const longest = { number: 40, category: 20, district: 40, employer: 200, satisfaction: 40, summary: 400, name: longestText.caller_name } as const

/** The same row gives the same ids, so that a file may be brought in again. */
export function eventOfRow(row: HistoryRow, mapping: HistoryMapping): Result<TicketEventOf<'imported'>, RowProblem> {
  const text = (field: ImportedField) => cleanText(valueOf(row, field, mapping))
  const number = text('number')
  const createdAt = timeOf(text('createdAt'))
  const dueAt = text('dueAt') === '' ? null : timeOf(text('dueAt'))
  const amount = text('amountYuan').replaceAll(/[,，元]/g, '')
  const state = text('state')
  const type = text('type')
  const secret = text('secret').toLowerCase()
  if (number === '') return err({ code: 'missing', field: 'number' })
  if (createdAt === null) return err({ code: 'not-a-time', field: 'createdAt' })
  if (dueAt === null && text('dueAt') !== '') return err({ code: 'not-a-time', field: 'dueAt' })
  if (!(LIFECYCLE_STATES as readonly string[]).includes(state) && state !== 'CALL_RECORD') return err({ code: 'not-known', field: 'state' })
  if (type !== '' && !(REQUEST_TYPES as readonly string[]).includes(type)) return err({ code: 'not-known', field: 'type' })
  if (!/^(\d{1,9}(\.\d{1,2})?)?$/.test(amount)) return err({ code: 'not-a-sum', field: 'amountYuan' })
  if (!yes.has(secret) && !no.has(secret)) return err({ code: 'not-yes-or-no', field: 'secret' })
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][]) {
    if (text(field).length > most) return err({ code: 'too-long', field })
  }

  const phone = parsePhoneNumber(text('phone'), mapping)
  const name = text('name')
  const event = {
    id: uuidOfName('history', `event ${number}`),
    ticketId: uuidOfName('history', `ticket ${number}`),
    type: 'imported',
    author: importAuthor,
    happenedAt: createdAt,
    recordedAt: createdAt,
    basedOn: 0,
    data: {
      externalNo: number, createdAt, requestType: type, category: text('category'), district: text('district'), districtCode: '',
      employer: text('employer'), state, dueAt, satisfaction: text('satisfaction') || null, disposition: null,
      amountFen: amount === '' ? null : Math.round(Number(amount) * 100), confidential: yes.has(secret),
    },
    personal: {
      caller: {
        personId: phone.key === null || name === '' ? null : uuidOfName('history', `person ${phone.key} ${name}`),
        relation: phone.key === null ? 'anonymous' : 'known', historyKey: phone.key, numberDisplay: phone.display,
      },
      values: name === '' ? {} : { caller_name: name },
      ...(text('summary') === '' ? {} : { summary: text('summary') }),
    },
  }
  return ok(ticketEventSchema.parse(event) as TicketEventOf<'imported'>)
}

const yes: ReadonlySet<string> = new Set(['true', '1', '是', 'yes'])
const no: ReadonlySet<string> = new Set(['', 'false', '0', '否', 'no'])

/** `2024-03-05 09:30`, `2024/3/5 9:30:15`, a day alone, or ISO 8601 with its zone; without one it is China's. UTC ms. */
function timeOf(text: string): number | null {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (parts === null) return null
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', zone = '+08:00'] = parts
  const pad = (part: string) => part.padStart(2, '0')
  const date = `${year}-${pad(month)}-${pad(day)}`
  const at = Date.parse(`${date}T${pad(hour)}:${minute}:${second}${zone}`)
  const exists = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(at) || at < 0 || Number.isNaN(exists.getTime()) || exists.toISOString().slice(0, 10) !== date) return null
  return at
}
