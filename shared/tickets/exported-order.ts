import { z } from 'zod'
import { maskName, maskPhone, maskText } from '../callers/masking'
import { numberOfStoredKey } from '../callers/phone-number'
import { namesOfEvents } from './secret-parts'
import { recordedEmotions } from './tags/review-tags'
import { severityOf } from './tags/severity'
import type { TagData } from './tags/tag-data'
import { foldEvents } from './ticket'
import { severitySchema, type TicketEvent } from './ticket-event'

const words = z.string().nullable()
const at = z.int()

/**
 * An order as it leaves the desk in a file: what a screen shows of it, as masked as there. Codes stay codes; words for them are the
 * console's. Whoever wrote it is not in it: nobody is ranked by a file.
 */
export const exportedOrderSchema = z.object({
  number: z.string(),
  calledAt: at,
  state: z.string(),
  dueAt: at.nullable(),
  /** Of such an order nothing else is told. */
  isSecret: z.boolean(),
  /** Brought in from an older system. */
  isImported: z.boolean(),
  severity: severitySchema.nullable(),
  risks: z.array(z.string()),
  requestType: words,
  category: words,
  title: words,
  callerName: words,
  callerNumber: words,
  employer: words,
  complained: words,
  district: words,
  address: words,
  workers: z.int().nullable(),
  amountFen: z.int().nullable(),
  description: words,
  demand: words,
  note: words,
  promise: words,
  promiseDue: words,
  leadUnit: words,
  chased: z.int(),
  satisfaction: words,
})
export type ExportedOrder = z.infer<typeof exportedOrderSchema>

/** Secret now, or once: what had been promised to the caller is not taken back by a later tick. */
export function wasEverSecret(events: readonly Pick<TicketEvent, 'data'>[]): boolean {
  return events.some(({ data }) => ('values' in data && data.values.confidential === true) || ('confidential' in data && data.confidential))
}

/**
 * SECURITY: for everybody who may export alike, since no right gives whole values. Names and numbers are masked, in what was written
 * down too; whoever looks at one in full does so on the screen, for a reason that is kept. Identity numbers have no column at all.
 * Null: not an order.
 */
export function exportedOrder(events: readonly TicketEvent[], tags: TagData): ExportedOrder | null {
  const ticket = foldEvents(events)
  if (ticket === null) return null
  const { values, risks, number, state, dueAt } = ticket
  const isSecret = wasEverSecret(events)
  const line = { number, calledAt: ticket.createdAt, state, dueAt, isSecret, isImported: events[0]?.type === 'imported' }
  if (isSecret) return { ...line, ...untold }
  const names = namesOfEvents(events)
  const written = (text: string | null | undefined) => (text == null || text === '' ? null : maskText(text, names))
  const caller = numberOfStoredKey(ticket.caller?.historyKey)
  return {
    ...line,
    severity: severityOf(risks, recordedEmotions(ticket), tags).severity,
    risks: risks.map(({ code }) => code),
    requestType: values.request_type ?? null,
    category: values.category ?? null,
    title: written(values.title),
    callerName: maskName(values.caller_name ?? '') || null,
    callerNumber: caller === null ? null : maskPhone(caller),
    employer: written(values.employer_name ?? values.employer_short),
    complained: values.complained ?? null,
    district: values.work_district ?? null,
    address: written(values.work_address),
    workers: values.workers_count ?? null,
    amountFen: values.amount_owed_fen ?? null,
    description: written(values.description ?? ticket.summary),
    demand: written(values.demand),
    note: written(values.note),
    promise: written(values.promise),
    promiseDue: values.promise_due ?? null,
    leadUnit: ticket.leadUnit,
    chased: ticket.chasedAt.length,
    satisfaction: ticket.satisfaction,
  }
}

const untold = {
  severity: null, risks: [], requestType: null, category: null, title: null, callerName: null, callerNumber: null, employer: null, complained: null,
  district: null, address: null, workers: null, amountFen: null, description: null, demand: null, note: null, promise: null, promiseDue: null,
  leadUnit: null, chased: 0, satisfaction: null,
} satisfies Partial<ExportedOrder>
