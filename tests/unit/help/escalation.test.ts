import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptWithinMs, escalationAfter } from '../../../shared/help/escalation'

const contacts = [{ name: '陈班长', number: '1900' }, { name: '王主任', number: '915400000010' }]

describe('a call for help that nobody accepts', () => {
  it('names nobody to be rung before its 20 seconds are over, and says how many are left', () => {
    expect(escalationAfter(0, contacts)).toEqual({ kind: 'waiting', leftMs: acceptWithinMs, next: contacts[0] })
    expect(escalationAfter(acceptWithinMs - 1, contacts)).toEqual({ kind: 'waiting', leftMs: 1, next: contacts[0] })
  })

  it('names one after the other, 20 seconds each, and begins again behind the last', () => {
    const names = [1, 2, 3].map((turn) => escalationAfter(turn * acceptWithinMs, contacts)).map((step) => (step.kind === 'to-be-rung' ? step.contact?.name : null))
    expect(names).toEqual(['陈班长', '王主任', '陈班长'])
  })

  it('says so where no list says whom to ring', () => {
    expect(escalationAfter(acceptWithinMs, [])).toMatchObject({ kind: 'to-be-rung', contact: null })
  })

  it('at any time: somebody of the list is named exactly from the 20th second on, and time is left', () => {
    fc.assert(fc.property(fc.integer({ min: -5_000, max: 600_000 }), (waited) => {
      const step = escalationAfter(waited, contacts)
      expect(step.kind).toBe(waited < acceptWithinMs ? 'waiting' : 'to-be-rung')
      expect(step.leftMs).toBeGreaterThan(0)
      expect(step.leftMs).toBeLessThanOrEqual(acceptWithinMs)
      if (step.kind === 'to-be-rung') expect(contacts).toContain(step.contact)
    }))
  })
})
