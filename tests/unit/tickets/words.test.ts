import { describe, expect, it } from 'vitest'
import enDeadlines from '../../../shared/i18n/locales/en/deadlines.json'
import enDispatch from '../../../shared/i18n/locales/en/dispatch.json'
import enLifecycle from '../../../shared/i18n/locales/en/lifecycle.json'
import zhDeadlines from '../../../shared/i18n/locales/zh-CN/deadlines.json'
import zhDispatch from '../../../shared/i18n/locales/zh-CN/dispatch.json'
import zhLifecycle from '../../../shared/i18n/locales/zh-CN/lifecycle.json'
import type { CalendarError, CalendarWarning } from '../../../shared/tickets/deadlines/calendar'
import type { ExtensionRefusal } from '../../../shared/tickets/deadlines/extension'
import type { Pause } from '../../../shared/tickets/deadlines/handling-clock'
import type { ParkingProcedure, Span } from '../../../shared/tickets/deadlines/limit-table'
import type { ParkingRefusal } from '../../../shared/tickets/deadlines/parking'
import type { DeadlineLight, UnitWarning } from '../../../shared/tickets/deadlines/progress'
import type { SupervisionReason } from '../../../shared/tickets/deadlines/supervision'
import type { DutyStart } from '../../../shared/tickets/deadlines/unit-duty'
import type { DepartmentRoute } from '../../../shared/tickets/dispatch/departments'
import type { Alert, Hold, LegalProcedure, MissingInput, Proposal, ProposalNote, Secrecy } from '../../../shared/tickets/dispatch/proposal'
import type { ReturnRefusal } from '../../../shared/tickets/dispatch/responsible-unit'
import type { TransitionRefusal } from '../../../shared/tickets/lifecycle/can-transition'
import { CONDITION_CODES } from '../../../shared/tickets/lifecycle/conditions'
import { permissionsOf, ROLES } from '../../../shared/tickets/lifecycle/roles'
import { factsOf, LIFECYCLE_STATES, TICKET_FLAGS } from '../../../shared/tickets/lifecycle/states'
import { LIFECYCLE_ACTIONS } from '../../../shared/tickets/lifecycle/transitions'
import type { TicketNumberError } from '../../../shared/tickets/ticket-number'

type Words = { readonly [key: string]: string | Words }

/** Every key with the names of its slots. */
function slots(words: Words, path = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key} ${[...value.matchAll(/\{\{(\w+)\}\}/g)].map((slot) => slot[1]).sort().join(' ')}`]
      : slots(value, `${path}${key}.`),
  )
}

function texts(words: Words): readonly string[] {
  return Object.values(words).flatMap((value) => (typeof value === 'string' ? [value.trim()] : texts(value)))
}

/** The codes of a union, which the compiler keeps complete. */
function all<Code extends string>(codes: Record<Code, true>): readonly string[] {
  return Object.keys(codes)
}

describe('the words', () => {
  it.each([
    ['deadlines', zhDeadlines, enDeadlines],
    ['dispatch', zhDispatch, enDispatch],
    ['lifecycle', zhLifecycle, enLifecycle],
  ])('of %s have the same keys and slots in both languages, and none is empty', (_, zh, en) => {
    expect(slots(en)).toEqual(slots(zh))
    expect([...texts(zh), ...texts(en)]).not.toContain('')
  })

  it('name every state, action, condition, role and permission', () => {
    expect(Object.keys(zhLifecycle.state)).toEqual([...LIFECYCLE_STATES])
    expect(Object.keys(zhLifecycle.action).sort()).toEqual([...LIFECYCLE_ACTIONS].sort())
    expect(Object.keys(zhLifecycle.condition).sort()).toEqual([...CONDITION_CODES].sort())
    expect(Object.keys(zhLifecycle.flag)).toEqual([...TICKET_FLAGS])
    const owners = LIFECYCLE_STATES.map((state) => factsOf(state).owner)
    expect(Object.keys(zhLifecycle.role).sort()).toEqual([...new Set([...ROLES, 'SYSTEM', ...owners])].sort())
    expect(Object.keys(zhLifecycle.clock).sort()).toEqual([...new Set(LIFECYCLE_STATES.map((state) => factsOf(state).clock))].sort())
    const permissions = ROLES.flatMap((role) => [...permissionsOf(role).may, ...permissionsOf(role).mayNot])
    expect(Object.keys(zhLifecycle.permission).sort()).toEqual([...new Set(permissions)].sort())
    const refusals: Record<TransitionRefusal['code'], true> = {
      'not-in-this-state': true,
      'role-may-not': true,
      'conditions-unmet': true,
    }
    expect(Object.keys(zhLifecycle.refusal)).toEqual(all(refusals))
    const errors: Record<TicketNumberError['code'], true> = { 'number-shape': true, 'number-date': true, 'number-check-digit': true }
    expect(Object.keys(zhLifecycle.number.error)).toEqual(all(errors))
  })

  it('name every code of the deadlines', () => {
    const spans: Record<Span['kind'], true> = { 'duty-minutes': true, 'clock-hours': true, 'working-hours': true, 'working-days': true }
    const spanKeys = all(spans).flatMap((kind) => [`${kind}_one`, `${kind}_other`])
    expect(Object.keys(zhDeadlines.span)).toEqual(spanKeys)
    const lights: Record<DeadlineLight, true> = { green: true, yellow: true, red: true, paused: true }
    expect(Object.keys(zhDeadlines.light)).toEqual(all(lights))
    const pauses: Record<Pause['why'], true> = { parked: true, 'result-checked': true }
    expect(Object.keys(zhDeadlines.pause)).toEqual(all(pauses))
    const calls: Record<DutyStart['phoneCall'], true> = { due: true, done: true, 'not-needed': true }
    expect(Object.keys(zhDeadlines.phoneCall)).toEqual(all(calls))
    const warnings: Record<CalendarWarning['code'], true> = { 'calendar-missing': true }
    expect(Object.keys(zhDeadlines.warning)).toEqual(all(warnings))
    const unitWarnings: Record<UnitWarning['why'], true> = { percent: true, 'days-before-due': true }
    expect(Object.keys(zhDeadlines.unitWarning)).toEqual(all(unitWarnings))
    const calendar: Record<CalendarError['code'], true> = {
      'calendar-shape': true,
      'calendar-year-twice': true,
      'calendar-date-outside-year': true,
      'calendar-date-in-both-lists': true,
      'calendar-makeup-on-weekday': true,
      'calendar-count': true,
    }
    expect(Object.keys(zhDeadlines.calendarError)).toEqual(all(calendar))
    const extension: Record<ExtensionRefusal['code'], true> = {
      'extension-red-has-none': true,
      'extension-asked-too-late': true,
      'extension-needs-lead': true,
      'extension-used-up': true,
      'extension-too-long': true,
    }
    expect(Object.keys(zhDeadlines.extension)).toEqual(all(extension))
    const parking: Record<ParkingRefusal['code'], true> = {
      'parking-red-has-none': true,
      'parking-needs-procedure': true,
      'parking-needs-proof': true,
      'parking-needs-review-date': true,
      'parking-review-out-of-range': true,
    }
    expect(Object.keys(zhDeadlines.parking)).toEqual(all(parking))
    const procedures: Record<ParkingProcedure, true> = {
      arbitration: true,
      court: true,
      'injury-recognition': true,
      petition: true,
      bankruptcy: true,
      'criminal-case': true,
    }
    expect(Object.keys(zhDeadlines.procedure)).toEqual(all(procedures))
    const supervision: Record<SupervisionReason, true> = {
      'red-or-orange': true,
      overdue: true,
      'overdue-and-urgent': true,
      'unsatisfied-callbacks': true,
      'repeat-calls': true,
      'amount-orange': true,
      instruction: true,
      media: true,
    }
    expect(Object.keys(zhDeadlines.supervision)).toEqual(all(supervision))
  })

  it('name every code of a proposal', () => {
    const kinds: Record<Proposal['kind'], true> = {
      dispatch: true,
      'answer-directly': true,
      merge: true,
      refer: true,
      'call-record': true,
      incomplete: true,
    }
    expect(Object.keys(zhDispatch.kind)).toEqual(all(kinds))
    const routes: Record<DepartmentRoute, true> = {
      '141': true,
      union: true,
      'own-application': true,
      hotline: true,
      'with-consent': true,
      'through-lead': true,
    }
    expect(Object.keys(zhDispatch.route)).toEqual(all(routes))
    const holds: Record<NonNullable<Hold>, true> = { 'waits-for-lead': true, 'nobody-above': true }
    expect(Object.keys(zhDispatch.hold)).toEqual(all(holds))
    const secrecy: Record<NonNullable<Secrecy['because']>, true> = { 'by-type': true, 'by-category': true, asked: true }
    expect(Object.keys(zhDispatch.secrecy)).toEqual(all(secrecy))
    const alerts: Record<Alert['code'], true> = {
      '141': true,
      'duty-lead': true,
      'emergency-numbers': true,
      department: true,
      'police-if-violent': true,
    }
    expect(Object.keys(zhDispatch.alert)).toEqual(all(alerts))
    const notes: Record<ProposalNote['code'], true> = {
      'district-merged': true,
      'town-moved': true,
      'street-decides': true,
      'abroad-employer-district': true,
      'street-not-known': true,
      'follows-site': true,
      'street-checks-facts': true,
      'confidential-handler-only': true,
      'unit-closed': true,
      'one-level-up': true,
      'nobody-above': true,
      'not-by-agent': true,
      'one-parent-order': true,
      'direct-answer-blocked': true,
      'write-call-record': true,
      'category-of-other-province': true,
      'explain-route': true,
      'offer-legal-aid': true,
      'accepted-without-evidence': true,
      'no-callback-query-code': true,
      'identity-withheld': true,
    }
    expect(Object.keys(zhDispatch.note)).toEqual(all(notes))
    const missing: Record<MissingInput['code'], true> = {
      category: true,
      'work-district': true,
      'work-street': true,
      'zone-district': true,
      'employer-district': true,
      province: true,
      'red-kind': true,
      'complained-unit': true,
      'main-contractor': true,
      'sub-contractor': true,
      'confidential-handler': true,
    }
    expect(Object.keys(zhDispatch.missing)).toEqual(all(missing))
    const procedures: Record<LegalProcedure, true> = { arbitration: true, court: true, petition: true, review: true }
    expect(Object.keys(zhDispatch.procedure)).toEqual(all(procedures))
    const returns: Record<ReturnRefusal['code'], true> = {
      'return-window-closed': true,
      'return-needs-reason': true,
      'return-needs-proposed-unit': true,
    }
    expect(Object.keys(zhDispatch.return)).toEqual(all(returns))
  })
})
