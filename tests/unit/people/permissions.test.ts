import { describe, expect, it } from 'vitest'
import { fitsUnit } from '../../../shared/people/own-unit'
import { ACTIONS, actionsOf, isHeldToUnit, may, mayOn, type Action } from '../../../shared/people/permissions'
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
    ['LEAD', 'edit-people'], ['LEAD', 'read-audit'], ['HANDLER', 'see-secret-identity'], ['QC', 'export'], ['QC', 'keep-recordings'], ['AGENT', 'play-recordings'], ['SUPERVISOR', 'play-recordings'], ['ADMIN', 'play-recordings'], ['SUPERVISOR', 'listen'],
  ])('%s may not %s', (role, action) => expect(may([role], action)).toBe(false))

  it('brings some to a telephone, and the others never', () => {
    expect(roleSchema.options.filter((role) => may([role], 'work-by-phone'))).toEqual(['AGENT', 'LEAD', 'CALLBACK'])
    expect(may(['ADMIN', 'AGENT'], 'work-by-phone')).toBe(true)
  })

  it('adds up over the roles of a person', () => {
    for (const one of roleSchema.options) {
      for (const other of roleSchema.options) {
        expect(new Set(actionsOf([one, other]))).toEqual(new Set([...actionsOf([one]), ...actionsOf([other])]))
      }
    }
  })
})

describe('what one may do on one order', () => {
  const order = { writtenBy: ['wang'], sentTo: [] }
  const person = (id: string, ...roles: readonly Role[]) => ({ id, roles, unit: null })

  it.each<Action>(['call-back', 'close-after-callback', 'send-to-rework', 'close-withdrawn'])(
    '%s is for somebody else than whoever wrote it, whatever roles that one has',
    (action) => {
      expect(mayOn(person('li', 'CALLBACK'), action, order)).toBe(true)
      expect(mayOn(person('wang', 'CALLBACK', 'AGENT', 'LEAD'), action, order)).toBe(false)
    },
  )

  it('an agent sees who called in a secret order of the own, and in no other', () => {
    expect(mayOn(person('wang', 'AGENT'), 'see-secret-identity', order)).toBe(true)
    expect(mayOn(person('li', 'AGENT'), 'see-secret-identity', order)).toBe(false)
    expect(mayOn(person('li', 'LEAD'), 'see-secret-identity', order)).toBe(true)
    expect(mayOn(person('wang', 'HANDLER'), 'see-secret-identity', order)).toBe(false)
  })
})

describe('what one may do on an order of the own unit, of another one, and of none', () => {
  const [own, other] = ['QXGH@500103', 'QXGH@500112']
  const order = (...sentTo: readonly string[]) => ({ writtenBy: [], sentTo })
  const places = [['own', order(own)], ['other', order(other)], ['none', order()]] as const

  it.each(roleSchema.options.flatMap((role) => ACTIONS.map((action) => [role, action] as const)))('%s, %s', (role, action) => {
    const who = { id: 'li', roles: [role], unit: role === 'HANDLER' ? own : null }
    const done = places.flatMap(([place, one]) => (mayOn(who, action, one) ? [place] : []))
    expect(done).toEqual(!may([role], action) ? [] : role === 'HANDLER' ? ['own'] : ['own', 'other', 'none'])
  })

  it('an order that two units have is in the hands of both, and stays in those of one that it was sent to before', () => {
    expect(mayOn({ id: 'li', roles: ['HANDLER'], unit: own }, 'sign', order(other, own))).toBe(true)
  })

  it('a handler without a unit does nothing on any', () => {
    expect(ACTIONS.filter((action) => places.some(([, one]) => mayOn({ id: 'li', roles: ['HANDLER'], unit: null }, action, one)))).toEqual([])
  })

  it('somebody who is a handler beside something else signs for the own unit alone, and reads what the other role reads', () => {
    const both = { id: 'li', roles: ['HANDLER', 'AGENT'], unit: own } as const
    expect(places.map(([, one]) => mayOn(both, 'sign', one))).toEqual([true, false, false])
    expect(places.map(([, one]) => mayOn(both, 'read-orders', one))).toEqual([true, true, true])
    expect([isHeldToUnit(['HANDLER'], 'read-orders'), isHeldToUnit(['HANDLER', 'ADMIN'], 'read-orders'), isHeldToUnit(both.roles, 'read-orders'), isHeldToUnit(both.roles, 'sign')]).toEqual([true, true, false, true])
  })

  it('only a handler has a unit, and none goes without', () => {
    expect(roleSchema.options.filter((role) => fitsUnit({ roles: [role], unit: own }))).toEqual(['HANDLER'])
    expect(roleSchema.options.filter((role) => !fitsUnit({ roles: [role], unit: null }))).toEqual(['HANDLER'])
  })
})
