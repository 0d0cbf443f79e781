import { describe, expect, it } from 'vitest'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import { nextUntaken, type UntakenAlarm } from '../../../shared/floor/untaken-alarm'

const told = (subject: string): FloorBody => ({ kind: 'alarm-escalated', rule: 'queue-long', subject, about: subject })
const taken = (subject: string): FloorBody => ({ kind: 'alarm-acknowledged', rule: 'queue-long', subject })
const heard = (...bodies: readonly FloorBody[]) => bodies.reduce<readonly UntakenAlarm[]>((alarms, body, at) => nextUntaken(alarms, { body }, at), [])

describe('alarms that nobody has taken, on a lead’s console', () => {
  it('stand there once per breach, however many walls have told of them', () => {
    expect(heard(told('labour'), told('labour'), told('legal'))).toEqual([
      { rule: 'queue-long', subject: 'labour', about: 'labour', toldAt: 0 }, { rule: 'queue-long', subject: 'legal', about: 'legal', toldAt: 2 },
    ])
  })

  it('go when anybody takes them, and another breach comes anew', () => {
    expect(heard(told('labour'), told('legal'), taken('labour')).map(({ subject }) => subject)).toEqual(['legal'])
    expect(heard(told('labour'), taken('labour'), told('labour'))).toMatchObject([{ toldAt: 2 }])
  })

  it('are not made by anything else that is said', () => {
    expect(heard(taken('labour'), { kind: 'message', text: 'x' })).toEqual([])
  })
})
