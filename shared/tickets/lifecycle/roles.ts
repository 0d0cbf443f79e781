/** Who does something. SYSTEM is the desk itself (archiving, a broken promise, a review date reached). */
export const ROLES = [
  'AGENT',
  'LEAD',
  'DISPATCHER',
  'HANDLER',
  'INFORMANT',
  'SUPERVISOR',
  'CALLBACK',
  'QC',
  'KBEDITOR',
  'ADMIN',
] as const

export type Role = (typeof ROLES)[number]
export type Actor = Role | 'SYSTEM'

interface RoleRules {
  readonly may: readonly string[]
  readonly mayNot: readonly string[]
}

const RULES = {
  AGENT: {
    may: ['answer-calls', 'write-and-submit', 'answer-directly', 'set-tags', 'chase', 'see-number-of-own-call'],
    mayNot: ['dispatch', 'close-red-or-orange', 'export'],
  },
  LEAD: {
    may: [
      'monitor-queue',
      'listen',
      'whisper',
      'join-call',
      'force-free-agent',
      'approve-tag-lowering',
      'approve-extension',
      'approve-parking',
      'approve-void',
      'supervise',
      'reveal-number-with-reason',
      'phone-unit-duty-officer',
      'judge-reasonable-to-close',
    ],
    mayNot: ['edit-original-text'],
  },
  DISPATCHER: { may: ['choose-units', 'decide-returns', 'merge'], mayNot: ['close'] },
  HANDLER: {
    may: ['sign', 'request-return', 'contact-caller', 'submit-result', 'request-extension'],
    mayNot: ['see-secret-identity'],
  },
  INFORMANT: { may: ['report-facts-and-risk'], mayNot: ['close'] },
  SUPERVISOR: { may: ['see-all-timers', 'chase', 'supervise', 'escalate', 'name-and-report'], mayNot: ['handle'] },
  CALLBACK: {
    may: ['call-back', 'record-callback-result', 'send-to-rework'],
    mayNot: ['call-back-own-orders'],
  },
  QC: { may: ['play-recordings', 'score'], mayNot: ['edit'] },
  KBEDITOR: { may: ['write-entries', 'review-entries', 'publish-entries', 'withdraw-entries'], mayNot: [] },
  ADMIN: { may: ['manage-accounts', 'manage-limits', 'manage-calendars'], mayNot: ['read-ticket-contents'] },
} as const satisfies Record<Role, RoleRules>

/** Something a role is allowed (`may`) or expressly forbidden (`mayNot`) to do. */
export type Permission = (typeof RULES)[Role]['may' | 'mayNot'][number]

/**
 * Whether a role may do something. What is in no list is not allowed; `granted` names single rights given to this person
 * for this order (a handler who may see a secret caller), which lift a prohibition but only that one.
 */
export function roleMay(role: Role, permission: Permission, granted: readonly Permission[] = []): boolean {
  const rules: RoleRules = RULES[role]
  if (rules.mayNot.includes(permission)) return granted.includes(permission)
  return rules.may.includes(permission)
}

export interface RolePermissions {
  readonly may: readonly Permission[]
  readonly mayNot: readonly Permission[]
}

export function permissionsOf(role: Role): RolePermissions {
  return RULES[role]
}
