import { describe, expect, it } from 'vitest'
import { ACTIONS, actionsOf, may, mayOn, type Action } from '../../../shared/people/permissions'
import { roleSchema, type Role } from '../../../shared/people/role'
import { permissionsOf, ROLES, type Permission } from '../../../shared/tickets/lifecycle/roles'
import { TRANSITIONS } from '../../../shared/tickets/lifecycle/transitions'

/** Each right of the domain's list in the actions of the desk. */
const asActions: Readonly<Record<Permission, readonly Action[]>> = {
  'answer-calls': ['take-calls'],
  'write-and-submit': ['write-orders', 'submit', 'send-to-dispatch'],
  'answer-directly': ['answer-directly'],
  'set-tags': ['set-tags'],
  chase: ['chase'],
  'see-number-of-own-call': ['take-calls'],
  dispatch: ['dispatch'],
  'close-red-or-orange': ['close-after-callback', 'conclude'],
  export: ['export'],
  'monitor-queue': ['watch-queue'],
  listen: ['listen'],
  whisper: ['whisper'],
  'join-call': ['barge'],
  'force-free-agent': ['force-state'],
  'approve-tag-lowering': ['approve'],
  'approve-extension': ['approve', 'decide-extension'],
  'approve-parking': ['approve'],
  'approve-void': ['approve', 'void'],
  supervise: ['supervise'],
  'reveal-number-with-reason': ['reveal'],
  'phone-unit-duty-officer': ['phone-unit-duty-officer'],
  'judge-reasonable-to-close': ['judge-reasonable-to-close', 'conclude'],
  'edit-original-text': ['write-orders'],
  'choose-units': ['dispatch'],
  'decide-returns': ['grant-return', 'refuse-return'],
  merge: ['merge', 'merge-after-dispatch'],
  close: ['close-after-callback', 'conclude', 'close-withdrawn'],
  sign: ['sign'],
  'request-return': ['request-return'],
  'contact-caller': ['contact-caller'],
  'submit-result': ['submit-result'],
  'request-extension': ['request-extension'],
  'see-secret-identity': ['see-secret-identity'],
  'report-facts-and-risk': ['report-facts'],
  'see-all-timers': ['see-all-timers'],
  escalate: ['escalate'],
  'name-and-report': ['name-and-report'],
  handle: ['start-handling', 'submit-result', 'sign'],
  'call-back': ['call-back'],
  'record-callback-result': ['close-after-callback'],
  'send-to-rework': ['send-to-rework'],
  'call-back-own-orders': [],
  'play-recordings': ['play-recordings'],
  score: ['score'],
  edit: ['write-orders', 'add-to-orders', 'report-facts'],
  'write-entries': ['write-knowledge'],
  'review-entries': ['review-knowledge'],
  'publish-entries': ['publish-knowledge'],
  'withdraw-entries': ['withdraw-knowledge'],
  'manage-accounts': ['edit-people', 'edit-seats'],
  'manage-limits': ['edit-limits'],
  'manage-calendars': ['edit-calendar'],
  'read-ticket-contents': ['read-orders'],
}

describe('what each role may do', () => {
  it.each(ROLES)('%s may all that the domain gives and nothing that it forbids', (role) => {
    const { may: given, mayNot } = permissionsOf(role)
    const missing = given.flatMap((permission) => asActions[permission].filter((action) => !may([role], action)))
    const toomuch = mayNot.flatMap((permission) => asActions[permission].filter((action) => may([role], action)))
    expect({ missing, toomuch }).toEqual({ missing: [], toomuch: [] })
  })

  it('makes the steps of an order that the table of transitions gives', () => {
    for (const { action, by } of TRANSITIONS) {
      for (const role of roleSchema.options) {
        const isGiven = TRANSITIONS.some((step) => step.action === action && step.by.includes(role))
        expect({ role, action, may: may([role], action) }).toEqual({ role, action, may: isGiven })
      }
      expect(by.length).toBeGreaterThan(0)
    }
  })

  it('is held by somebody, for every action that the desk has', () => {
    const nobodys = ACTIONS.filter((action) => !may(roleSchema.options, action))
    expect(nobodys).toEqual(['archive'])
  })

  it.each<[Role, Action]>([
    ['ADMIN', 'read-orders'], ['ADMIN', 'reveal'], ['ADMIN', 'watch-queue'], ['ADMIN', 'listen'], ['KBEDITOR', 'read-orders'],
    ['AGENT', 'dispatch'], ['AGENT', 'export'], ['AGENT', 'conclude'], ['AGENT', 'watch-queue'], ['AGENT', 'edit-people'],
    ['LEAD', 'edit-people'], ['LEAD', 'read-audit'], ['HANDLER', 'see-secret-identity'], ['QC', 'export'], ['SUPERVISOR', 'listen'],
  ])('%s may not %s', (role, action) => expect(may([role], action)).toBe(false))

  it('adds up over the roles of a person', () => {
    for (const one of roleSchema.options) {
      for (const other of roleSchema.options) {
        expect(new Set(actionsOf([one, other]))).toEqual(new Set([...actionsOf([one]), ...actionsOf([other])]))
      }
    }
  })
})

describe('what one may do on one order', () => {
  const order = { writtenBy: ['wang'] }

  it.each<Action>(['call-back', 'close-after-callback', 'send-to-rework', 'close-withdrawn'])(
    '%s is for somebody else than whoever wrote it, whatever roles that one has',
    (action) => {
      expect(mayOn({ id: 'li', roles: ['CALLBACK'] }, action, order)).toBe(true)
      expect(mayOn({ id: 'wang', roles: ['CALLBACK', 'AGENT', 'LEAD'] }, action, order)).toBe(false)
    },
  )

  it('an agent sees who called in a secret order of the own, and in no other', () => {
    expect(mayOn({ id: 'wang', roles: ['AGENT'] }, 'see-secret-identity', order)).toBe(true)
    expect(mayOn({ id: 'li', roles: ['AGENT'] }, 'see-secret-identity', order)).toBe(false)
    expect(mayOn({ id: 'li', roles: ['LEAD'] }, 'see-secret-identity', order)).toBe(true)
    expect(mayOn({ id: 'wang', roles: ['HANDLER'] }, 'see-secret-identity', order)).toBe(false)
  })
})
