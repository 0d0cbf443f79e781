import { describe, expect, it } from 'vitest'
import { fitsTarget, floorBodySchema, isToldOf, newFloorSignalSchema, rightToSend } from '../../../shared/floor/floor-signal'
import { may } from '../../../shared/people/permissions'
import { roleSchema } from '../../../shared/people/role'
import { agentAtSeat, floorSignal, leadZhou, otherAgent, signalsOfEveryKind } from '../../support/floor-signals'
import { testUuid } from '../../support/drafts'

const kinds = floorBodySchema.options.map((option) => option.shape.kind.value)

describe('a signal of the floor', () => {
  it('has an example of every kind here', () => {
    expect(signalsOfEveryKind.map(({ body }) => body.kind).sort()).toEqual([...kinds].sort())
  })

  it.each(signalsOfEveryKind)('$body.kind is sent by those whose it is, never by anybody else', ({ body }) => {
    const right = rightToSend(body)
    if (right === 'signed-in') return expect(body.kind).toBe('message-read')
    if (right === 'desk') return expect(body.kind).toBe('alarm-passed-on')
    const senders = roleSchema.options.filter((role) => may([role], right))
    const ofThePhone = ['red-pressed', 'red-dropped', 'red-words', 'red-undone', 'red-closed', 'hand-raised', 'hand-withdrawn', 'obeyed']
    expect(senders).toEqual(ofThePhone.includes(body.kind) ? ['AGENT', 'LEAD', 'CALLBACK'] : body.kind === 'break' ? ['AGENT'] : body.kind === 'alarm-acknowledged' ? ['LEAD', 'SUPERVISOR'] : ['LEAD'])
  })

  it.each(signalsOfEveryKind)('$body.kind goes to those it is for', ({ to, body }) => {
    const id = testUuid(9)
    expect(newFloorSignalSchema.safeParse({ id, to, body }).success).toBe(true)
    expect(fitsTarget({ id, to, body })).toBe(true)
    const wrong = to.kind === 'leads' ? ({ kind: 'everybody' } as const) : ({ kind: 'leads' } as const)
    const isForLeadsToo = body.kind === 'red-accepted' || body.kind === 'hand-seen'
    expect(fitsTarget({ id, to: wrong, body })).toBe(isForLeadsToo)
  })

  it('of a call that burns is told to no other seat', () => {
    const red = signalsOfEveryKind.filter(({ to, body }) => to.kind === 'leads' && body.kind.startsWith('red-'))
    for (const { to, body } of red) {
      const signal = floorSignal(1, { to, body, from: agentAtSeat })
      expect(isToldOf(signal, { personId: otherAgent.personId, isLead: false, isSupervisor: false })).toBe(false)
      expect(isToldOf(signal, { personId: leadZhou.personId, isLead: true, isSupervisor: false })).toBe(true)
    }
  })

  it('is told to whoever has said it: what was sent outlasts a load of the page', () => {
    const signal = floorSignal(1, { to: { kind: 'person', personId: agentAtSeat.personId } })
    expect(isToldOf(signal, { personId: leadZhou.personId, isLead: true, isSupervisor: false })).toBe(true)
  })

  it('of a desk before this one is read: what it did not know of is unknown', () => {
    const old = { kind: 'red-pressed', redId: testUuid(2), queueCallId: null, drill: false, pressedAt: 1, place: '', number: '', who: '' }
    expect(floorBodySchema.parse(old)).toEqual({ ...old, redKind: null })
  })

  it('between two people is told to nobody else, not even to another lead', () => {
    const signal = floorSignal(1, { to: { kind: 'person', personId: agentAtSeat.personId } })
    expect(isToldOf(signal, { personId: agentAtSeat.personId, isLead: false, isSupervisor: false })).toBe(true)
    expect(isToldOf(signal, { personId: otherAgent.personId, isLead: false, isSupervisor: false })).toBe(false)
    expect(isToldOf(signal, { personId: otherAgent.personId, isLead: true, isSupervisor: false })).toBe(false)
  })

  it('that steers a seat is seen by every lead: nobody steers against another', () => {
    const signal = floorSignal(1, { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'state-forced', state: 'break', reason: null } })
    expect(isToldOf(signal, { personId: otherAgent.personId, isLead: true, isSupervisor: false })).toBe(true)
  })

  it('of an alarm that no lead has taken is told to supervisors and leads, and to supervisors who took it; of a call they hear nothing', () => {
    const supervisor = { personId: otherAgent.personId, isLead: false, isSupervisor: true }
    const heard = signalsOfEveryKind.filter(({ to, body }) => isToldOf(floorSignal(1, { to, body }), supervisor)).map(({ body }) => body.kind)
    expect(heard).toEqual(['message', 'red-accepted', 'red-undone', 'red-closed', 'alarm-acknowledged', 'alarm-passed-on'])
    const passedOn = floorSignal(1, signalsOfEveryKind.find(({ body }) => body.kind === 'alarm-passed-on'))
    expect([isToldOf(passedOn, { ...supervisor, isSupervisor: false }), isToldOf(passedOn, { personId: agentAtSeat.personId, isLead: true, isSupervisor: false })]).toEqual([false, true])
  })
})
