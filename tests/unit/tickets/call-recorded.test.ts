import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedCallOf, recordedCallSchema, transferPlace } from '../../../shared/calls/recorded-call'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import { keptOf } from '../../../shared/tickets/cache-policy'
import { cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import { foldTicket, type Ticket, type TicketState } from '../../../shared/tickets/ticket'
import { ticketEventSchema } from '../../../shared/tickets/ticket-event'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { agent8017, draftOf, eventsOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { endedLineArbitrary, recordedCall } from '../../support/recorded-calls'

const calledIn = draftOf(1, { values: wageComplaint })
const onTheLine = { ...calledIn, call: { ...calledIn.call, endedAt: null } }
const order = ticketOf(onTheLine)
const told = recordedCall()
const recorded = (call = told) => callRecordedEvent(order.id, call, agent8017)
const states: readonly TicketState[] = [
  'ACCEPTED', 'ANSWERED', 'REVIEWING', 'DISPATCHED', 'SIGNED', 'RETURN_REQUESTED', 'HANDLING', 'EXTENSION_REQUESTED', 'SUSPENDED', 'RESULT_SUBMITTED', 'REJECTED', 'CALLBACK',
  'REWORK', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID', 'CALL_RECORD',
]

describe('the record of a call on its order', () => {
  it('stands there with who hung up, its course and its sound, and the end that nobody knew when the order was written', () => {
    const after = foldTicket(order, recorded())
    expect(after.recordedCalls).toEqual([told])
    expect(after.recordedCalls?.[0]?.record).toMatchObject({ endedBy: 'caller', sound: { meanOpinion: 4.2 } })
    expect(order.calls[0]?.endedAt).toBeNull()
    expect(after.calls).toEqual([{ ...order.calls[0], endedAt: told.endedAt }])
  })

  it('is taken in every state of an order that is there, and of no other', () => {
    for (const state of states) expect(checkEvent({ ...order, state }, recorded())).toEqual({ ok: true, value: undefined })
    expect(checkEvent(null, recorded())).toMatchObject({ error: { code: 'not-opened' } })
  })

  it('changes nothing else of the order, whatever call it is of, and is what the desk takes', () => {
    fc.assert(
      fc.property(endedLineArbitrary, fc.constantFrom(...states), (line, state) => {
        const event = ticketEventSchema.parse(recorded(recordedCallOf(line)))
        const { recordedCalls: _, calls: __, version, ...rest } = foldTicket({ ...order, state }, event as typeof event & { type: 'call-recorded' })
        const { calls: ___, version: before, ...same } = { ...order, state }
        expect([rest, version]).toEqual([same, before + 1])
      }),
    )
  })

  it('is one for each call, however often and in whatever order calls are told', () => {
    fc.assert(
      fc.property(fc.array(endedLineArbitrary, { maxLength: 12 }), (lines) => {
        const calls = lines.map(recordedCallOf)
        const after = calls.reduce<Ticket>((ticket, call) => foldTicket(ticket, recorded(call)), order)
        const last = new Map(calls.map((call) => [call.callId, call]))
        expect(new Map((after.recordedCalls ?? []).map((call) => [call.callId, call]))).toEqual(last)
        expect(after.recordedCalls?.length ?? 0).toBe(last.size)
        const starts = (after.recordedCalls ?? []).map(({ startedAt }) => startedAt)
        expect(starts).toEqual(starts.toSorted((one, other) => one - other))
      }),
    )
  })

  it('is the same event whoever tells it again, and another one for another order or call', () => {
    expect(recorded()).toEqual(recorded())
    const others = [callRecordedEvent(testUuid(8), told, agent8017), recorded({ ...told, callId: testUuid(9) })]
    expect(new Set([recorded(), ...others].map(({ id }) => id)).size).toBe(3)
  })
})

describe('where a caller was put through to', () => {
  it.each([
    ['8001', '8001'], ['110', '110'], ['12345', '12345'], ['13912345678', 'mobile'], ['+8613912345678', 'mobile'], ['02363890000', 'landline'], ['63890000', 'landline'],
    ['00442079460000', 'other'], ['*57', 'other'], ['', 'other'], ['mobile', 'mobile'],
  ])('%j stands there as %s', (dialled, place) => expect(transferPlace(dialled)).toBe(place))

  it('is never anybody’s number, and what the event holds has none either', () => {
    fc.assert(
      fc.property(endedLineArbitrary, (line) => {
        const call = recordedCallSchema.parse(recordedCallOf(line))
        expect(call.record.transferredTo ?? '').not.toMatch(/\d{7}/)
        expect(transferPlace(call.record.transferredTo ?? 'other')).toBe(call.record.transferredTo ?? 'other')
        expect(JSON.stringify(call)).not.toMatch(/13912345678|63890000|15400000012/)
      }),
    )
  })
})

describe('the copy on this computer', () => {
  const policy = cachePolicyOf(defaultCacheLimits, 'real')
  const cached = (values: FieldValues): CachedTicket => {
    const events = [...eventsOf(draftOf(1, { values })), recorded()]
    return events.reduce<CachedTicket | null>(nextCachedTicket, null)!
  }

  it('keeps how a call ended with the outline of its order, and nothing of its course', () => {
    const whole = cached(wageComplaint)
    const outline = keptOf({ ...whole, ticket: { ...whole.ticket, state: 'CLOSED' } }, morning + 31 * 86_400_000, policy)
    expect(outline?.kept).toBe('outline')
    expect(outline?.ticket.recordedCalls).toEqual([{ ...told, record: { ...told.record, steps: [], sound: null } }])
    expect(keptOf(whole, morning, policy)?.ticket.recordedCalls).toEqual([told])
  })

  it('has nothing of the calls of a secret order', () => {
    expect(keptOf(cached({ ...wageComplaint, confidential: true }), morning, policy)?.ticket.recordedCalls).toEqual([])
  })
})
