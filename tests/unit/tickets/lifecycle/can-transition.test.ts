import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsOf, canTransition } from '../../../../shared/tickets/lifecycle/can-transition'
import { CONDITION_CODES, holds } from '../../../../shared/tickets/lifecycle/conditions'
import type { ConditionCode, TransitionFacts } from '../../../../shared/tickets/lifecycle/conditions'
import { ROLES } from '../../../../shared/tickets/lifecycle/roles'
import type { Actor } from '../../../../shared/tickets/lifecycle/roles'
import { factsOf, isOpenState, LIFECYCLE_STATES } from '../../../../shared/tickets/lifecycle/states'
import { LIFECYCLE_ACTIONS, TRANSITIONS } from '../../../../shared/tickets/lifecycle/transitions'
import type { LifecycleAction } from '../../../../shared/tickets/lifecycle/transitions'
import { transitionTable } from './fixtures/transition-table'

const ACTORS: readonly Actor[] = [...ROLES, 'SYSTEM']

const actionOf: Record<(typeof transitionTable)[number]['action'], LifecycleAction> = {
  提交: 'submit',
  直接答复: 'answer-directly',
  转派单: 'send-to-dispatch',
  并单: 'merge',
  派单: 'dispatch',
  退回补充: 'send-back',
  签收: 'sign',
  退单: 'request-return',
  办理: 'start-handling',
  同意改派: 'grant-return',
  驳回退单: 'refuse-return',
  申请延期: 'request-extension',
  '同意/不同意延期': 'decide-extension',
  申请挂账: 'park',
  恢复办理: 'resume',
  反馈结果: 'submit-result',
  审核退回: 'reject-result',
  补正反馈: 'resubmit-result',
  审核通过: 'approve-result',
  回访办结: 'close-after-callback',
  不满意重办: 'send-to-rework',
  再次反馈: 'submit-rework',
  '终结（解释到位）': 'conclude',
  归档: 'archive',
  重启: 'restart',
  作废: 'void',
  来电人撤诉: 'withdraw',
  撤诉办结: 'close-withdrawn',
  撤诉未确认: 'withdrawal-unconfirmed',
  '并单（派单后）': 'merge-after-dispatch',
  撤回错派: 'recall-dispatch',
}

const actorsOf: Record<(typeof transitionTable)[number]['by'], readonly Actor[]> = {
  agent: ['AGENT'],
  'agent|dispatcher': ['AGENT', 'DISPATCHER'],
  dispatcher: ['DISPATCHER'],
  'handling unit': ['HANDLER'],
  'dispatcher|lead': ['DISPATCHER', 'LEAD'],
  // The unit applies; the lead's consent is a condition.
  'handling unit + lead': ['HANDLER'],
  'handling unit|system': ['HANDLER', 'SYSTEM'],
  // 派单员（审核）: checking results is the dispatcher's second duty.
  reviewer: ['DISPATCHER'],
  'call-back agent': ['CALLBACK'],
  lead: ['LEAD'],
  system: ['SYSTEM'],
  'lead | PROMISE broken': ['LEAD', 'SYSTEM'],
  'agent|handling unit': ['AGENT', 'HANDLER'],
  'call-back agent|lead': ['CALLBACK', 'LEAD'],
}

/** Where a condition of the table brings in somebody whom its column does not name. */
const moreActors: Partial<Record<LifecycleAction, readonly Actor[]>> = {
  // "RED and ORANGE may be sent by the duty lead directly".
  dispatch: ['LEAD'],
  // "a broken promise reopens it, also from the archive": so before it too.
  restart: ['SYSTEM'],
}

/** Everything is as it should be for going on; single tests take one thing away. */
const allGood: TransitionFacts = {
  level: null,
  areFieldsValid: true,
  isOutcomeComplete: true,
  risksAgainstAnswer: [],
  hasOpenOrderOnSameMatter: true,
  areUnitsTold: true,
  isLeadUnitChosen: true,
  isLeadInformed: true,
  mustLeadNameUnit: false,
  reason: '派错单位',
  isReturnAllowed: true,
  isFirstContactLogged: true,
  isBeforeDue: true,
  extension: { granted: true, isAllowed: true, isCallerTold: true },
  isParkingAllowed: true,
  isLeadApproved: true,
  isReviewReached: true,
  callback: 'satisfied',
  isOwnOrder: false,
  areReworksUsedUp: false,
  isDemandReasonableToClose: true,
  isArchiveTimeReached: true,
  isWithinRestartTime: true,
  hasNewFacts: true,
  isPromiseBroken: true,
  hasCallerTakenBack: true,
  isWithdrawalOpen: false,
}

/** The facts under which that row, and no other of its action, is taken. */
function goodFor(row: { readonly action: LifecycleAction; readonly to: string }, actor: Actor): TransitionFacts {
  const level = actor === 'LEAD' ? 'ORANGE' : null
  if (row.action === 'close-withdrawn') {
    return { ...allGood, level, isWithdrawalOpen: true, ringBack: { bySomebodyElse: true, result: 'own-will' } }
  }
  if (row.action === 'withdrawal-unconfirmed') {
    const ringBack = { bySomebodyElse: true, result: 'pressed' } as const
    return { ...allGood, level, isWithdrawalOpen: true, ringBack, wasSignedBeforeWithdrawal: row.to === 'HANDLING' }
  }
  return { ...allGood, level }
}

const rows = transitionTable.map((row) => ({
  ...row,
  action: actionOf[row.action],
  zh: row.action,
  actors: [...new Set([...actorsOf[row.by], ...(moreActors[actionOf[row.action]] ?? [])])],
}))

describe('the 48 steps of an order', () => {
  it('are the table, no more and no less', () => {
    const key = (row: { from: string; action: string; to: string }) => `${row.from} ${row.action} ${row.to}`
    expect(rows).toHaveLength(48)
    expect(TRANSITIONS.map(key).sort()).toEqual(rows.map(key).sort())
  })

  it.each(rows)('$from -$zh-> $to by $by', (row) => {
    for (const actor of row.actors) {
      expect([actor, canTransition(row.from, row.action, actor, goodFor(row, actor))]).toEqual([actor, { ok: true, value: row.to }])
    }
  })

  it.each(rows)('$from -$zh-> $to is refused to everybody but $by', (row) => {
    for (const actor of ACTORS.filter((candidate) => !row.actors.includes(candidate))) {
      const refused = canTransition(row.from, row.action, actor, goodFor(row, actor))
      expect([actor, refused.ok ? 'allowed' : refused.error.code]).toEqual([actor, 'role-may-not'])
    }
  })

  it.each(rows.filter((row) => row.condition !== ''))('$from -$zh-> $to does not happen when nothing is known', (row) => {
    const [actor] = row.actors
    if (actor === undefined) throw new Error('nobody')
    const refused = canTransition(row.from, row.action, actor, {})
    expect(refused.ok ? 'allowed' : refused.error.code).toBe('conditions-unmet')
  })

  it('happen from no other state', () => {
    const wrong: string[] = []
    for (const state of LIFECYCLE_STATES) {
      for (const action of LIFECYCLE_ACTIONS) {
        const isInTable = rows.some((row) => row.from === state && row.action === action)
        for (const actor of ACTORS) {
          const result = canTransition(state, action, actor, allGood)
          const isElsewhere = !result.ok && result.error.code === 'not-in-this-state'
          if (isElsewhere === isInTable) wrong.push(`${actor}: ${state} ${action}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('lead from the draft to every state, and out of every state that is not the end', () => {
    const reached = new Set(['DRAFT'])
    for (let round = 0; round < 20; round += 1) for (const row of rows) if (reached.has(row.from)) reached.add(row.to)
    expect([...reached].sort()).toEqual([...LIFECYCLE_STATES].sort())
    const ends = LIFECYCLE_STATES.filter((state) => !rows.some((row) => row.from === state))
    expect(ends.sort()).toEqual(['ANSWERED', 'MERGED', 'VOID'])
  })
})

describe('a condition', () => {
  /** What breaks it, with who then wants to do it. */
  const breaks: Record<ConditionCode, { readonly facts: TransitionFacts; readonly actor?: Actor }> = {
    'fields-valid': { facts: { areFieldsValid: false } },
    'outcome-complete': { facts: { isOutcomeComplete: false } },
    'no-risk-against-answer': { facts: { risksAgainstAnswer: ['GROUP'] } },
    'not-red-or-orange': { facts: { level: 'ORANGE' } },
    'not-red': { facts: { level: 'RED' } },
    'same-matter-open': { facts: { hasOpenOrderOnSameMatter: false } },
    'units-told': { facts: { areUnitsTold: false } },
    'lead-unit-chosen': { facts: { isLeadUnitChosen: false } },
    'lead-sends-urgent-only': { facts: { level: 'YELLOW' }, actor: 'LEAD' },
    'lead-informed-of-red': { facts: { level: 'RED', isLeadInformed: false } },
    'lead-names-unit': { facts: { mustLeadNameUnit: true, isUnitNamedByLead: false } },
    'reason-given': { facts: { reason: '  ' } },
    'return-allowed': { facts: { isReturnAllowed: false } },
    'first-contact-logged': { facts: { isFirstContactLogged: false } },
    'before-due': { facts: { isBeforeDue: false } },
    'extension-decided': { facts: { extension: { granted: true, isAllowed: false, isCallerTold: true } } },
    'caller-told-if-extended': { facts: { extension: { granted: true, isAllowed: true, isCallerTold: false } } },
    'parking-allowed': { facts: { isParkingAllowed: false } },
    'lead-approved': { facts: { isLeadApproved: false } },
    'review-reached-or-procedure-ended': { facts: { isReviewReached: false, isProcedureEnded: false } },
    'satisfied-or-not-reached': { facts: { callback: 'unsatisfied' } },
    'not-own-order': { facts: { isOwnOrder: true } },
    'reworks-left': { facts: { areReworksUsedUp: true } },
    'demand-may-be-concluded': { facts: { isDemandReasonableToClose: false, areReworksUsedUp: true } },
    'two-close-red': { facts: { level: 'RED', closingAgreedBy: ['LEAD'] } },
    'archive-time-reached': { facts: { isArchiveTimeReached: false } },
    'recent-facts-or-broken-promise': { facts: { isPromiseBroken: false, isWithinRestartTime: false }, actor: 'LEAD' },
    'facts-or-broken-promise': { facts: { isPromiseBroken: false, hasNewFacts: false }, actor: 'LEAD' },
    'caller-takes-it-back': { facts: { hasCallerTakenBack: false } },
    'withdrawal-open': { facts: { isWithdrawalOpen: false } },
    'no-withdrawal-open': { facts: { isWithdrawalOpen: true } },
    'confirmed-by-somebody-else': { facts: { ringBack: { bySomebodyElse: false, result: 'own-will' } } },
    'withdrawn-of-own-will': { facts: { ringBack: { bySomebodyElse: true, result: 'not-reached' } } },
    'withdrawal-not-confirmed': { facts: { ringBack: { bySomebodyElse: true, result: 'own-will' } } },
    'was-signed': { facts: { wasSignedBeforeWithdrawal: false } },
    'was-not-signed': { facts: { wasSignedBeforeWithdrawal: true } },
  }

  it.each(CONDITION_CODES)('%s stops every step that needs it, and is named', (condition) => {
    const { facts, actor } = breaks[condition]
    const steps = TRANSITIONS.filter((step) => step.when.includes(condition))
    expect(steps.length).toBeGreaterThan(0)
    for (const step of steps) {
      const who = actor ?? step.by.find((candidate) => candidate !== 'LEAD') ?? 'LEAD'
      if (!step.by.includes(who)) continue
      expect(holds(condition, goodFor(step, who), who)).toBe(true)
      const broken = { ...goodFor(step, who), ...facts }
      expect(holds(condition, broken, who)).toBe(false)
      const result = canTransition(step.from, step.action, who, broken)
      // Where an action has two targets, breaking one's condition may make the other fit; it then goes there instead.
      if (result.ok) expect(result.value).not.toBe(step.to)
      else if (result.error.code === 'conditions-unmet') expect(result.error.unmet.length).toBeGreaterThan(0)
      else throw new Error(result.error.code)
    }
  })

  it('on the level does not hold while the level is not known', () => {
    const { level: _unknown, ...facts } = allGood
    for (const [state, action, actor, unmet] of [
      ['ACCEPTED', 'answer-directly', 'AGENT', 'not-red-or-orange'],
      ['HANDLING', 'park', 'HANDLER', 'not-red'],
      ['REVIEWING', 'dispatch', 'DISPATCHER', 'lead-informed-of-red'],
      ['CALLBACK', 'close-after-callback', 'CALLBACK', 'two-close-red'],
    ] as const) {
      expect(canTransition(state, action, actor, facts)).toEqual({ ok: false, error: { code: 'conditions-unmet', unmet: [unmet] } })
    }
  })

  it('that is not met is named with the others', () => {
    expect(canTransition('HANDLING', 'park', 'HANDLER', { level: 'RED' })).toEqual({
      ok: false,
      error: { code: 'conditions-unmet', unmet: ['not-red', 'parking-allowed', 'lead-approved'] },
    })
  })
})

describe('single rules', () => {
  const can = (from: Parameters<typeof canTransition>[0], action: LifecycleAction, actor: Actor, facts: TransitionFacts) => {
    const result = canTransition(from, action, actor, { ...allGood, ...facts })
    return result.ok ? result.value : result.error.code === 'conditions-unmet' ? result.error.unmet : result.error.code
  }

  it('the agent closes neither RED nor ORANGE', () => {
    expect(can('ACCEPTED', 'answer-directly', 'AGENT', { level: 'RED' })).toEqual(['not-red-or-orange'])
    expect(can('ACCEPTED', 'answer-directly', 'AGENT', { level: 'YELLOW' })).toBe('ANSWERED')
  })

  it('RED and ORANGE are sent by the duty lead directly, other orders are not', () => {
    expect(can('REVIEWING', 'dispatch', 'LEAD', { level: 'RED', isLeadInformed: false })).toBe('DISPATCHED')
    expect(can('REVIEWING', 'dispatch', 'LEAD', { level: null })).toEqual(['lead-sends-urgent-only'])
  })

  it('a dispatcher sends a RED order only when the lead knows', () => {
    expect(can('REVIEWING', 'dispatch', 'DISPATCHER', { level: 'RED', isLeadInformed: false })).toEqual(['lead-informed-of-red'])
    expect(can('REVIEWING', 'dispatch', 'DISPATCHER', { level: 'RED' })).toBe('DISPATCHED')
  })

  it('RED is neither extended nor parked', () => {
    expect(can('HANDLING', 'request-extension', 'HANDLER', { level: 'RED' })).toEqual(['not-red'])
    expect(can('HANDLING', 'park', 'HANDLER', { level: 'RED' })).toEqual(['not-red'])
  })

  it('RED is closed by lead and supervisor together', () => {
    expect(can('CALLBACK', 'close-after-callback', 'CALLBACK', { level: 'RED' })).toEqual(['two-close-red'])
    const closingAgreedBy = ['LEAD', 'SUPERVISOR'] as const
    expect(can('CALLBACK', 'close-after-callback', 'CALLBACK', { level: 'RED', closingAgreedBy })).toBe('CLOSED')
  })

  it('an extension that is not granted needs no word to the caller', () => {
    expect(can('EXTENSION_REQUESTED', 'decide-extension', 'DISPATCHER', { extension: { granted: false } })).toBe('HANDLING')
  })

  it('three tries without reaching the caller close the order too', () => {
    expect(can('CALLBACK', 'close-after-callback', 'CALLBACK', { callback: 'tries-used-up' })).toBe('CLOSED')
  })

  it('after two reworks the lead concludes what is not lawful or not possible', () => {
    const facts = { isDemandReasonableToClose: false, areReworksUsedUp: true, isDemandUnlawfulOrImpossible: true }
    expect(can('CALLBACK', 'conclude', 'LEAD', facts)).toBe('CLOSED')
    expect(can('CALLBACK', 'conclude', 'LEAD', { ...facts, areReworksUsedUp: false })).toEqual(['demand-may-be-concluded'])
    expect(can('CALLBACK', 'send-to-rework', 'CALLBACK', facts)).toEqual(['reworks-left'])
  })

  it('a withdrawal is possible from every open state but the ring-back itself', () => {
    const from = TRANSITIONS.filter((step) => step.action === 'withdraw').map((step) => step.from)
    expect([...from].sort()).toEqual(LIFECYCLE_STATES.filter((state) => isOpenState(state) && state !== 'CALLBACK').sort())
  })

  it('a withdrawal is closed only after somebody else’s ring-back; pressed or not reached, the order goes on', () => {
    const open = { isWithdrawalOpen: true }
    expect(can('CALLBACK', 'close-after-callback', 'CALLBACK', open)).toEqual(['no-withdrawal-open'])
    const ringBack = { bySomebodyElse: true, result: 'pressed' } as const
    expect(can('CALLBACK', 'close-withdrawn', 'CALLBACK', { ...open, ringBack })).toEqual(['withdrawn-of-own-will'])
    for (const result of ['pressed', 'not-withdrawn', 'not-reached'] as const) {
      const facts = { ...open, ringBack: { bySomebodyElse: true, result } }
      expect(can('CALLBACK', 'withdrawal-unconfirmed', 'LEAD', { ...facts, wasSignedBeforeWithdrawal: true })).toBe('HANDLING')
      expect(can('CALLBACK', 'withdrawal-unconfirmed', 'LEAD', { ...facts, wasSignedBeforeWithdrawal: false })).toBe('REVIEWING')
    }
  })

  it('a broken promise reopens an order by itself, also from the archive; new facts need the lead', () => {
    for (const state of ['CLOSED', 'ARCHIVED'] as const) {
      expect(can(state, 'restart', 'SYSTEM', {})).toBe('REWORK')
      expect(can(state, 'restart', 'SYSTEM', { isPromiseBroken: false })).toHaveLength(1)
      expect(can(state, 'restart', 'LEAD', { isPromiseBroken: false })).toBe('REWORK')
    }
    const late = { isPromiseBroken: false, isWithinRestartTime: false }
    expect(can('CLOSED', 'restart', 'LEAD', late)).toEqual(['recent-facts-or-broken-promise'])
    expect(can('ARCHIVED', 'restart', 'LEAD', late)).toBe('REWORK')
  })
})

describe('states', () => {
  it('say which clock runs and who is next', () => {
    expect(factsOf('DISPATCHED')).toEqual({ owner: 'HANDLER', clock: 'sign', isTerminal: false })
    expect(factsOf('SUSPENDED').clock).toBe('paused')
    expect(factsOf('RESULT_SUBMITTED').clock).toBe('stopped')
    expect(LIFECYCLE_STATES.filter((state) => factsOf(state).isTerminal)).toEqual(['ANSWERED', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID'])
  })

  it('offer each role its own actions', () => {
    expect(actionsOf('ACCEPTED', 'AGENT')).toEqual(['answer-directly', 'send-to-dispatch', 'merge', 'withdraw'])
    expect(actionsOf('ACCEPTED', 'QC')).toEqual([])
  })

  it('are never left by a random walk into something unknown', () => {
    const step = fc.record({ action: fc.constantFrom(...LIFECYCLE_ACTIONS), actor: fc.constantFrom(...ACTORS) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: (typeof LIFECYCLE_STATES)[number] = 'DRAFT'
        for (const { action, actor } of steps) {
          const result = canTransition(state, action, actor, allGood)
          if (result.ok) state = result.value
        }
        return LIFECYCLE_STATES.includes(state)
      }),
    )
  })
})
