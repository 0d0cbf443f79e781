import { describe, expect, it } from 'vitest'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import { nextUntaken, type UntakenAlarm } from '../../../shared/floor/untaken-alarm'
import { testUuid } from '../../support/drafts'

const told = (subject: string): FloorBody => ({ kind: 'alarm-escalated', rule: 'queue-long', subject, about: subject })
const taken = (subject: string): FloorBody => ({ kind: 'alarm-acknowledged', rule: 'queue-long', subject })
const zhou = { seat: '8001', name: '周明兰' }
const passedOn = (subject: string, toldAt: number | null, by = [zhou]): FloorBody => ({ kind: 'alarm-passed-on', rule: 'queue-long', subject, about: subject, toldAt, told: by })
/** Said at 0, 1, 2 … by this console's clock, 1,000 ahead by the desk's. */
const heard = (...bodies: readonly FloorBody[]) => bodies.reduce<readonly UntakenAlarm[]>((alarms, body, at) => nextUntaken(alarms, { body, at: 1_000 + at }, at), [])

describe('alarms that nobody has taken, on a lead’s console', () => {
  it('stand there once per breach, however many walls have told of them', () => {
    expect(heard(told('labour'), told('labour'), told('legal'))).toEqual([
      { rule: 'queue-long', subject: 'labour', about: 'labour', toldAt: 0, passedOn: null }, { rule: 'queue-long', subject: 'legal', about: 'legal', toldAt: 2, passedOn: null },
    ])
  })

  it('go when anybody takes them, and another breach comes anew', () => {
    expect(heard(told('labour'), told('legal'), taken('labour')).map(({ subject }) => subject)).toEqual(['legal'])
    expect(heard(told('labour'), taken('labour'), told('labour'))).toMatchObject([{ toldAt: 2 }])
  })

  it('are not made by anything else that is said', () => {
    expect(heard(taken('labour'), { kind: 'message', text: 'x' })).toEqual([])
  })

  it('say that the supervisors were told as well, once, in the same place', () => {
    expect(heard(told('labour'), passedOn('labour', 1_000), passedOn('labour', 1_000, []))).toEqual([
      { rule: 'queue-long', subject: 'labour', about: 'labour', toldAt: 0, passedOn: { at: 1, told: [zhou] } },
    ])
  })
})

describe('the same on a supervisor’s console', () => {
  it('comes with who was told before and when, or that no lead was there', () => {
    expect(heard({ kind: 'message', text: 'x' }, { kind: 'message', text: 'x' }, passedOn('labour', 1_001), passedOn('legal', null, []))).toMatchObject([
      { subject: 'labour', toldAt: 1, passedOn: { at: 2, told: [zhou] } }, { subject: 'legal', toldAt: null, passedOn: { at: 3, told: [] } },
    ])
  })

  it.each(['red-accepted', 'red-undone', 'red-closed'] as const)('a call for help goes once it is %s', (kind) => {
    const redId = testUuid(2)
    expect(heard({ ...passedOn(redId, 1_000), rule: 'red-opened' } as FloorBody, { kind, redId })).toEqual([])
  })
})
