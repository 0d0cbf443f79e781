import { describe, expect, it } from 'vitest'
import { revealMs, type RevealTarget } from '../../../../renderer/console/app/reveals'
import { ticketEventSchema } from '../../../../shared/tickets/ticket-event'
import { draftOf, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from './acting-seat.fixture'

const ticket = ticketOf(draftOf(1, { values: wageComplaint }))
const order: RevealTarget = { kind: 'ticket', id: ticket.id, ticket, parts: ['name', 'number'] }
const otherOrder: RevealTarget = { ...order, id: testUuid(9) }
const call: RevealTarget = { kind: 'call', id: testUuid(3), ticket: null, parts: ['number'] }

function seatLookingAt(target: RevealTarget | null) {
  const acting = createActingSeat([])
  acting.reveals.offer(target)
  return { ...acting, isShown: () => acting.reveals.store.getState().shownUntil !== null }
}

describe('what is masked is shown', () => {
  it('once who, when and why is put down for the desk, and for a minute', async () => {
    const { reveals, submitted, isShown, time } = seatLookingAt(order)
    expect(await reveals.reveal('lead-asked', '班长来电')).toBe(true)
    expect(submitted).toMatchObject([{ ticketId: ticket.id, draft: null, call: null }])
    expect(submitted[0]?.events.map((event) => ticketEventSchema.parse(event))).toMatchObject([
      { type: 'personal-revealed', author: { id: '8017' }, basedOn: ticket.version, data: { parts: ['name', 'number'], reason: 'lead-asked', note: '班长来电' } },
    ])
    await time.advance(revealMs - 1)
    expect(isShown()).toBe(true)
    await time.advance(1)
    expect(isShown()).toBe(false)
  })

  it('never when that cannot be put down', async () => {
    const { reveals, broken, isShown } = seatLookingAt(order)
    broken.outbox = { code: 'storage-full' }
    expect([await reveals.reveal('call-back', null), isShown()]).toEqual([false, false])
  })

  it('until the screen shows something else, or nothing', async () => {
    for (const next of [otherOrder, call, null]) {
      const { reveals, isShown } = seatLookingAt(order)
      await reveals.reveal('call-back', null)
      reveals.offer({ ...order, ticket: { ...ticket, version: 99 } })
      expect(isShown()).toBe(true)
      reveals.offer(next)
      expect(isShown()).toBe(false)
    }
  })

  it('not for somebody who has turned away while it was being put down', async () => {
    const { reveals, isShown, submitted } = seatLookingAt(order)
    const asked = reveals.reveal('call-back', null)
    reveals.offer(otherOrder)
    expect([await asked, isShown(), submitted.length]).toEqual([false, false, 1])
  })

  it('for the whole minute again, once it was masked and asked for anew', async () => {
    const { reveals, isShown, time } = seatLookingAt(order)
    await reveals.reveal('call-back', null)
    await time.advance(revealMs / 2)
    reveals.hide()
    await reveals.reveal('call-back', null)
    await time.advance(revealMs / 2)
    expect(isShown()).toBe(true)
  })

  it('of a call that no order came of, once the line of the call says so', async () => {
    const { reveals, noted, submitted, isShown, broken } = seatLookingAt(call)
    expect(await reveals.reveal('call-back', null)).toBe(true)
    expect([noted.map(({ callId, reveal }) => [callId, reveal.by.id, reveal.reason]), submitted]).toEqual([[[call.id, '8017', 'call-back']], []])
    reveals.hide()
    broken.disk = true
    expect([await reveals.reveal('call-back', null), isShown()]).toEqual([false, false])
  })

  it('of nothing where nothing is masked, or it is a secret caller', async () => {
    const { reveals, submitted } = seatLookingAt({ ...order, parts: [] })
    expect([await reveals.reveal('call-back', null), submitted]).toEqual([false, []])
  })
})

describe('an order under RED', () => {
  it('puts down by itself that it was shown, once for each agent', async () => {
    const { reveals, submitted } = seatLookingAt(order)
    expect([await reveals.traceRed(order), await reveals.traceRed(order), submitted.length]).toEqual([true, true, 1])
    expect(submitted[0]?.events[0]?.data).toEqual({ parts: ['name', 'number'], reason: 'red', note: null })
    const after = createActingSeat([])
    const known = { ...order, ticket: { ...ticket, reveals: [{ by: { id: '8017', name: '练习' }, at: 1, parts: ['number' as const], reason: 'red' as const, note: null }] } }
    expect([await after.reveals.traceRed(known), after.submitted]).toEqual([true, []])
  })

  it('is put down with the next look when the disk was full', async () => {
    const { reveals, submitted, broken } = seatLookingAt(order)
    broken.outbox = { code: 'storage-full' }
    expect(await reveals.traceRed(order)).toBe(false)
    broken.outbox = null
    expect([await reveals.traceRed(order), submitted.length]).toEqual([true, 1])
  })
})
