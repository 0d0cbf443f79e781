import type { TicketEvent } from '../../shared/tickets/ticket-event'

/** An order as a seat of the hotline sends it, put together without the program's lists: end-to-end tests import no JSON. */
export interface OrderByHand {
  readonly number: string
  /** When the call came in. */
  readonly callAt: number
  readonly category: string
  readonly district: string
  readonly risk?: { readonly code: string; readonly severity: 'RED' | 'ORANGE' }
  readonly isSecret?: boolean
  readonly callerName?: string
  /** What the PBX called the call. */
  readonly queueCallId?: string
}

const minute = 60_000

/** Its events, all of one submission; the risk was confirmed a minute into the call. */
export function eventsByHand({ number, callAt, category, district, risk, isSecret = false, callerName = '秦木根', queueCallId }: OrderByHand): readonly TicketEvent[] {
  const ticketId = crypto.randomUUID()
  const author = { kind: 'agent', id: 'writer', name: 'Writer', seat: '8017' } as const
  const at = (after: number) => ({ happenedAt: callAt + after, recordedAt: callAt + after })
  const bodies: readonly (Pick<TicketEvent, 'type' | 'data' | 'personal' | 'happenedAt' | 'recordedAt'>)[] = [
    {
      type: 'opened', ...at(0), personal: { caller: { personId: null, relation: 'new', historyKey: '8615400000012', numberDisplay: '154-0000-0012' } },
      data: { number, practice: false, channel: 'phone', call: { callId: crypto.randomUUID(), queueCallId: queueCallId ?? null, queue: 'hotline', startedAt: callAt, answeredAt: callAt + 4_000, endedAt: callAt + 3 * minute } },
    },
    {
      type: 'facts-recorded', ...at(2 * minute),
      data: { values: { request_type: 'TS', category, work_district: district, employer_name: '重庆示例江岸装饰工程有限公司', workers_count: 10, amount_owed_fen: 40_000_000, amount_scope: 'total', ...(isSecret ? { confidential: true } : {}) } },
      personal: { values: { caller_name: callerName, description: '班组十人被要求当天退场，说好隔天结账，一周没动静。人在楼顶，情绪激动。', demand: '今天拿到工资' } },
    },
    ...(risk === undefined ? [] : [{ type: 'risk-confirmed', ...at(minute), personal: null, data: { ...risk, confirmedAt: callAt + minute, source: 'agent' } } as const]),
    { type: 'sent-for-dispatch', ...at(3 * minute), personal: null, data: { proposal: { leadUnit: null, cooperatingUnits: [], district, handleDueAt: null } } },
  ]
  return bodies.map((body, index) => ({ ...body, id: crypto.randomUUID(), ticketId, author, basedOn: index }) as TicketEvent)
}
