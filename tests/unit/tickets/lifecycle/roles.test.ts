import { describe, expect, it } from 'vitest'
import { permissionsOf, roleMay, ROLES } from '../../../../shared/tickets/lifecycle/roles'

describe('roles', () => {
  it('do what they may and nothing that they may not, nor what nobody gave them', () => {
    for (const role of ROLES) {
      const { may, mayNot } = permissionsOf(role)
      expect(may.every((permission) => roleMay(role, permission))).toBe(true)
      expect(mayNot.some((permission) => roleMay(role, permission))).toBe(false)
      expect(may.some((permission) => mayNot.includes(permission))).toBe(false)
    }
  })

  it.each([
    ['AGENT', 'dispatch'],
    ['AGENT', 'close-red-or-orange'],
    ['AGENT', 'export'],
    ['LEAD', 'edit-original-text'],
    ['DISPATCHER', 'close'],
    ['HANDLER', 'see-secret-identity'],
    ['INFORMANT', 'close'],
    ['SUPERVISOR', 'handle'],
    ['CALLBACK', 'call-back-own-orders'],
    ['QC', 'edit'],
    ['ADMIN', 'read-ticket-contents'],
    ['AGENT', 'manage-accounts'],
  ] as const)('%s may not %s', (role, permission) => expect(roleMay(role, permission)).toBe(false))

  it.each([
    ['LEAD', 'supervise'],
    ['LEAD', 'approve-parking'],
    ['LEAD', 'phone-unit-duty-officer'],
    ['SUPERVISOR', 'supervise'],
    ['KBEDITOR', 'publish-entries'],
    ['ADMIN', 'manage-calendars'],
    ['QC', 'score'],
    ['INFORMANT', 'report-facts-and-risk'],
  ] as const)('%s may %s', (role, permission) => expect(roleMay(role, permission)).toBe(true))

  it('see a secret caller only when that is granted for this order', () => {
    expect(roleMay('HANDLER', 'see-secret-identity', ['see-secret-identity'])).toBe(true)
    expect(roleMay('HANDLER', 'see-secret-identity', ['export'])).toBe(false)
    expect(roleMay('HANDLER', 'export', ['see-secret-identity'])).toBe(false)
  })
})
