import { LIFECYCLE_ACTIONS, TRANSITIONS, type LifecycleAction } from '../tickets/lifecycle/transitions'
import { rolesOn, type Standing } from './own-unit'
import type { Role } from './role'

/** Roles that work on orders. KBEDITOR writes answers, ADMIN keeps the desk; neither needs to know what anybody has told it. */
const readers = ['AGENT', 'LEAD', 'DISPATCHER', 'HANDLER', 'INFORMANT', 'SUPERVISOR', 'CALLBACK', 'QC'] as const satisfies readonly Role[]

/**
 * Who may do what, beside the steps of an order's life (`TRANSITIONS` says who makes those). Source: roles, may / may not, of
 * `lifecycle-and-deadlines.json`. What stands in no list is nobody's.
 */
const holders = {
  // calls and orders
  /** Talks with callers, whoever of them rings: has the states of an agent, misses a telephone, and can call for help at any moment. */
  'work-by-phone': ['AGENT', 'LEAD', 'CALLBACK'],
  /** Those of the queue. */
  'take-calls': ['AGENT'],
  'write-orders': ['AGENT'],
  'set-tags': ['AGENT'],
  chase: ['AGENT', 'SUPERVISOR'],
  /** Facts and risk found on the spot. */
  'report-facts': ['INFORMANT'],
  /** Beside the original text, never over it. */
  'add-to-orders': ['LEAD'],
  'read-orders': readers,
  /** Of any secret order; the agent who wrote one sees it as well: `mayOn`. */
  'see-secret-identity': ['LEAD', 'CALLBACK'],
  /** With a reason that is kept. */
  reveal: ['AGENT', 'LEAD', 'DISPATCHER', 'CALLBACK'],
  export: ['LEAD', 'SUPERVISOR'],
  'contact-caller': ['HANDLER'],
  'call-back': ['CALLBACK'],
  supervise: ['LEAD', 'SUPERVISOR'],
  escalate: ['SUPERVISOR'],
  'name-and-report': ['SUPERVISOR'],
  'see-all-timers': ['LEAD', 'SUPERVISOR'],
  /** A lead's word; who asks does not decide. */
  'ask-approval': ['AGENT', 'LEAD'],
  /** Lowering of a tag, extension, parking, voiding, old drafts. */
  approve: ['LEAD'],
  /** Sign a shift off, take the next one over, see to a promise whoever gave it. */
  'hand-over': ['AGENT', 'LEAD', 'CALLBACK'],
  'post-notices': ['LEAD'],
  'read-shift-report': ['LEAD', 'SUPERVISOR'],
  'judge-reasonable-to-close': ['LEAD'],
  'phone-unit-duty-officer': ['LEAD'],
  // the queue and those who sit at it
  'watch-queue': ['LEAD'],
  listen: ['LEAD'],
  whisper: ['LEAD'],
  barge: ['LEAD'],
  'force-state': ['LEAD'],
  'move-between-queues': ['LEAD'],
  'take-over-call': ['LEAD'],
  'message-agents': ['LEAD'],
  'accept-red': ['LEAD'],
  /** Stand for an alarm by name; supervisors are told of what no lead has taken. */
  'take-alarms': ['LEAD', 'SUPERVISOR'],
  // quality and knowledge
  /** With a reason that is kept; of a secret order only with `see-secret-identity`. A lead hears any call while it lasts. */
  'play-recordings': ['LEAD', 'QC'],
  /** From the house's clean-up. */
  'keep-recordings': ['LEAD'],
  score: ['QC'],
  'write-knowledge': ['KBEDITOR'],
  'review-knowledge': ['KBEDITOR'],
  'publish-knowledge': ['KBEDITOR'],
  'withdraw-knowledge': ['KBEDITOR'],
  // the desk itself
  'edit-people': ['ADMIN'],
  'edit-seats': ['ADMIN'],
  'edit-queues': ['ADMIN'],
  'edit-units': ['ADMIN'],
  'edit-categories': ['ADMIN'],
  'edit-figures': ['ADMIN', 'KBEDITOR'],
  'edit-limits': ['ADMIN'],
  'edit-calendar': ['ADMIN'],
  'edit-policies': ['ADMIN'],
  'import-history': ['ADMIN'],
  /** People, seats and lists, given out and brought in as one workbook. */
  'bring-administration': ['ADMIN'],
  /** The sheet of what has to be shown before the first call. */
  'show-go-live': ['ADMIN'],
  /** Not the administrator alone: whoever is written about is not the only reader. */
  'read-audit': ['ADMIN', 'SUPERVISOR'],
} as const satisfies Record<string, readonly Role[]>

type DeskAction = keyof typeof holders
export type Action = DeskAction | LifecycleAction

const deskActions = Object.keys(holders) as DeskAction[]

/** Every action that exists, each once. */
export const ACTIONS: readonly Action[] = [...deskActions, ...LIFECYCLE_ACTIONS]

const holdersOf: ReadonlyMap<Action, ReadonlySet<string>> = new Map<Action, ReadonlySet<string>>([
  ...deskActions.map((action) => [action, new Set<string>(holders[action])] as const),
  ...LIFECYCLE_ACTIONS.map((action) =>
    [action, new Set<string>(TRANSITIONS.filter((step) => step.action === action).flatMap(({ by }) => by))] as const),
])

/** Rights add up: one role that holds it is enough, whatever another one of the same person does not. */
export function may(roles: readonly Role[], action: Action): boolean {
  return roles.some((role) => holdersOf.get(action)?.has(role) === true)
}

/** Whether only a role that is held to its unit gives this right: it holds on that unit's orders and on no other. */
export function isHeldToUnit(roles: readonly Role[], action: Action): boolean {
  return may(roles, action) && !may(rolesOn({ roles, unit: null }, { sentTo: [] }), action)
}

export function actionsOf(roles: readonly Role[]): readonly Action[] {
  return ACTIONS.filter((action) => may(roles, action))
}

/** What nobody does on an order that they have written themselves, in whatever role. */
const neverOnOwn: ReadonlySet<Action> = new Set<Action>(['call-back', 'close-after-callback', 'send-to-rework', 'close-withdrawn', 'withdrawal-unconfirmed'])

/** What comes with having written an order. */
const withOwn: Partial<Record<Action, readonly Role[]>> = { 'see-secret-identity': ['AGENT'] }

/** The same for one order, `writtenBy` naming everybody who has written in it, `sentTo` the units that it was ever sent to. */
export function mayOn(
  who: Standing & { readonly id: string },
  action: Action,
  { writtenBy, sentTo }: { readonly writtenBy: readonly string[]; readonly sentTo: readonly string[] },
): boolean {
  const isOwn = writtenBy.includes(who.id)
  if (isOwn && neverOnOwn.has(action)) return false
  return may(rolesOn(who, { sentTo }), action) || (isOwn && who.roles.some((role) => withOwn[action]?.includes(role) === true))
}
