import { beforeEach, describe, expect, it } from 'vitest'
import { obeyWhileLocked } from '../../../../renderer/console/app/obey-locked'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { SteeringBody } from '../../../../shared/floor/floor-signal'
import { ok } from '../../../../shared/lib/result'
import { createActingSeat } from './acting-seat.fixture'
import { ended, live, ringing } from '../../../support/fake-line'
import { testUuid } from '../../../support/drafts'
import { createFakeLingxi } from '../../../support/fake-lingxi'

function locked() {
  const acting = createActingSeat([])
  const answers: unknown[] = []
  const told: { state: string; severity: string | null }[] = []
  const signedOutBy: string[] = []
  const memory = new Map<string, string>()
  const calls: string[] = []
  const { lingxi, emit } = createFakeLingxi('console', {
    lockWishes: () => ok({ orders: [], messages: 0 }),
    answerOrder: ({ signalId, done, why }) => (answers.push([signalId, done, why]), ok(undefined)),
    tellLockedSeat: (seat) => (told.push(seat), ok(undefined)),
    signOut: () => (calls.push('signed out'), ok(undefined)),
  })
  const wishes = obeyWhileLocked({
    lingxi, seat: acting.seat, line: acting.line, view: createViewStore('seat'), clock: acting.time, isRed: () => true,
    memory: { storage: { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) }, key: 'agent' },
    keepSignedOutBy: (seat) => void signedOutBy.push(seat),
  })
  let orders = 0
  const order = async (body: SteeringBody) => {
    orders += 1
    emit('lockWishesChanged', { orders: [{ id: testUuid(orders), bySeat: '8001', order: body }], messages: 0 })
    await acting.time.advance(0)
    return answers.splice(0)
  }
  const talking = () => {
    const call = live(ringing('13800138000', acting.time.now()), acting.time.now())
    acting.line.show([ringing('13800138000', acting.time.now())])
    acting.line.show([call])
    return () => acting.line.show([ended(call, acting.time.now())])
  }
  const state = () => acting.seat.store.getState().agent.kind
  return { acting, order, talking, state, told, signedOutBy, memory, calls, emit, wishes }
}

describe('a lead’s order to a locked seat', () => {
  let seat: ReturnType<typeof locked>
  beforeEach(() => {
    seat = locked()
  })

  it('is obeyed between calls, answered, and the state outlives the lock with its reason', async () => {
    expect(await seat.order({ kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' })).toEqual([[testUuid(1), true, null]])
    expect(seat.state()).toBe('busy')
    expect(JSON.parse(seat.memory.get('agent') ?? '{}')).toMatchObject({ kind: 'busy', reason: 'PAPERWORK' })
    expect(await seat.order({ kind: 'state-forced', state: 'ready', reason: null })).toEqual([[testUuid(2), true, null]])
    expect(seat.state()).toBe('ready')
  })

  it('is obeyed once, however often the desk says it', async () => {
    const wishes = { orders: [{ id: testUuid(9), bySeat: '8001', order: { kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' } as const }], messages: 0 }
    seat.emit('lockWishesChanged', wishes)
    await seat.acting.time.advance(0)
    seat.acting.seat.tell({ kind: 'state-chosen', next: { kind: 'ready' }, at: seat.acting.time.now() })
    seat.emit('lockWishesChanged', { ...wishes, messages: 1 })
    await seat.acting.time.advance(0)
    expect(seat.state()).toBe('ready')
  })

  it('that would wait for a call to be written down is not: the lead reads that it is locked, and nothing has changed', async () => {
    const hangUp = seat.talking()
    expect(await seat.order({ kind: 'state-forced', state: 'break', reason: 'REST' })).toEqual([[testUuid(1), false, 'locked']])
    hangUp()
    expect(seat.state()).toBe('wrap-up')
    expect(await seat.order({ kind: 'signed-out' })).toEqual([[testUuid(2), false, 'locked']])
    expect([seat.state(), seat.calls]).toEqual(['wrap-up', []])
  })

  it('ends a wrap-up, so that calls come again; whoever opens the seat still finds the call unwritten', async () => {
    seat.talking()()
    expect(await seat.order({ kind: 'wrap-up-ended' })).toEqual([[testUuid(1), true, null]])
    expect(seat.state()).toBe('ready')
    expect(seat.memory.size).toBe(0)
  })

  it('signs it out between calls, and the sign-in says by which seat', async () => {
    expect(await seat.order({ kind: 'signed-out' })).toEqual([[testUuid(1), true, null]])
    expect([seat.calls, seat.signedOutBy]).toEqual([['signed out'], ['8001']])
  })
})

describe('a locked seat', () => {
  it('says what its telephone does, RED or not, and counts the messages that wait', async () => {
    const { told, talking, emit, wishes } = locked()
    talking()
    expect([told[0], told.at(-1)]).toMatchObject([{ state: 'ready', severity: null }, { state: 'talking', severity: 'RED' }])
    emit('lockWishesChanged', { orders: [], messages: 3 })
    expect(wishes.messages.getState().count).toBe(3)
  })
})
