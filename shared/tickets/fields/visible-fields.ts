import type { FieldKey, FieldValues } from './field-values'
import type { UnreadWords } from './unread-words'

/** One place in the form; `owed_period` and `work_place` stand for several values. */
export type SlotId = Exclude<FieldKey, 'owed_from' | 'owed_to' | 'work_district' | 'work_street' | 'work_address' | 'promise_due'> | 'owed_period' | 'work_place'

export interface FieldSlot {
  readonly slot: SlotId
  readonly width: 'half' | 'full'
  /** On the short way through the form: Enter leads from one of these to the next. */
  readonly isCore: boolean
}

export type BlockKind = 'pay' | 'injury' | 'contract' | 'platform' | 'general'

export interface VisibleFields {
  readonly caller: readonly FieldSlot[]
  /** What the matter asks for; null for a call without content. */
  readonly matter: { readonly kind: BlockKind; readonly slots: readonly FieldSlot[] } | null
  /** Behind 更多: nobody has to look at them during a call. */
  readonly more: readonly { readonly group: 'caller' | 'employer' | 'matter'; readonly slots: readonly FieldSlot[] }[]
  readonly participants: boolean
}

export interface FormSituation {
  readonly requestType: string | null
  readonly category: string | null
  /** `extraFields` of the category, and `askedByRules`. */
  readonly categoryFields: readonly string[]
  readonly values: FieldValues
  readonly unread: UnreadWords
}

/** In the order of asking; a category brings some of them. */
const broughtFirst = ['complained', 'at_work_now', 'injured_on', 'hospital', 'workers_count', 'amount_owed_fen', 'owed_period', 'monthly_pay_fen', 'hours_per_day', 'last_contact_date', 'hired_on', 'dismissed_on'] as const satisfies readonly SlotId[]
const broughtLast = ['platform_name', 'project_name', 'contractor_main', 'contractor_sub', 'team_leader'] as const satisfies readonly SlotId[]
const brought: readonly SlotId[] = [...broughtFirst, ...broughtLast]

/** Asked when there is time for it; the rest of what a category brings is on the short way. */
const besides: ReadonlySet<SlotId> = new Set<SlotId>(['project_name', 'contractor_main', 'contractor_sub', 'team_leader', 'hospital', 'hours_per_day'])

const moreOf = {
  caller: ['gender', 'age_band', 'worker_type', 'represents', 'union_member', 'language', 'id_no'],
  employer: ['employer_short', 'uscc', 'employer_kind', 'employees_total', 'contact_person', 'contact_phone', 'has_union'],
  matter: ['title', 'demand', 'occurrences', 'evidence', 'procedures', 'external_no', 'note'],
} as const satisfies Record<string, readonly SlotId[]>
const wide: ReadonlySet<SlotId> = new Set<SlotId>(['complained'])
const wideInMore: ReadonlySet<SlotId> = new Set<SlotId>(['title', 'demand', 'evidence', 'procedures', 'note'])

const promisingTypes: ReadonlySet<string> = new Set(['QZ', 'TS', 'JB'])
const noContent = 'WX'
const inquiry = 'ZX'

/**
 * What the form shows: only what applies to the type and category, plus whatever is filled already, so that changing the
 * category never hides words from the one who typed them.
 */
export function visibleFields(situation: FormSituation): VisibleFields {
  const { requestType, values, unread } = situation
  const filled = (slot: SlotId) => isSlotFilled(slot, values) || hasUnread(slot, unread)
  if (requestType === noContent) return { caller: [], matter: null, more: [], participants: false }
  const isShown = (slot: SlotId) => bringsSlot(situation.categoryFields, slot) || filled(slot)
  const isShort = requestType !== inquiry
  const half = (slot: SlotId): FieldSlot => ({ slot, width: 'half', isCore: isShort && !besides.has(slot) })
  const matter: FieldSlot[] = [
    ...broughtFirst.filter(isShown).map((slot): FieldSlot => (wide.has(slot) ? { ...half(slot), width: 'full' } : half(slot))),
    half('employer_name'),
    ...broughtLast.filter(isShown).map(half),
    { slot: 'work_place', width: 'full', isCore: isShort },
    ...(promisingTypes.has(requestType ?? '') || filled('promise') ? [{ slot: 'promise', width: 'full', isCore: false } as const] : []),
  ]
  return {
    caller: [
      { slot: 'caller_name', width: 'half', isCore: isShort && values.anonymous !== true },
      { slot: 'callback_number', width: 'half', isCore: false },
    ],
    matter: { kind: blockKind(situation), slots: inPairs(matter) },
    more: (['caller', 'employer', 'matter'] as const).map((group) => ({
      group,
      slots: inPairs(moreOf[group].map((slot) => ({ slot, width: wideInMore.has(slot) ? 'full' : 'half', isCore: false }))),
    })),
    participants: (values.workers_count ?? values.represents ?? 1) >= 2 || filled('participants'),
  }
}

/** Whether anything is recorded in a slot. */
export function isSlotFilled(slot: SlotId, values: FieldValues): boolean {
  return keysOfSlot(slot).some((key) => isFilled(values[key])) || (slot === 'amount_owed_fen' && values.amount_unknown === true)
}

export function keysOfSlot(slot: SlotId): readonly FieldKey[] {
  if (slot === 'owed_period') return ['owed_from', 'owed_to']
  if (slot === 'work_place') return ['work_district', 'work_street', 'work_address']
  if (slot === 'promise') return ['promise', 'promise_due']
  return [slot]
}

/** The slot in which a value is typed or chosen. */
export function slotOfKey(key: FieldKey): SlotId {
  switch (key) {
    case 'owed_from':
    case 'owed_to':
      return 'owed_period'
    case 'work_district':
    case 'work_street':
    case 'work_address':
      return 'work_place'
    case 'promise_due':
      return 'promise'
    case 'amount_scope':
    case 'amount_unknown':
      return 'amount_owed_fen'
    case 'anonymous':
    case 'confidential':
      return 'caller_name'
    default:
      return key
  }
}

/** The next place on the short way that is still empty; null = on to the narrative. */
export function nextCoreSlot(visible: VisibleFields, values: FieldValues, after: SlotId | null): SlotId | null {
  const way = [...visible.caller, ...(visible.matter?.slots ?? [])]
  const from = after === null ? -1 : way.findIndex(({ slot }) => slot === after)
  return way.slice(from + 1).find(({ slot, isCore }) => isCore && !isSlotFilled(slot, values))?.slot ?? null
}

/** Words that nobody could read are words all the same. */
function hasUnread(slot: SlotId, unread: UnreadWords): boolean {
  const words: Partial<Record<string, string>> = unread
  return words[slot === 'promise' ? 'promise_due' : slot] !== undefined
}

function bringsSlot(categoryFields: readonly string[], slot: SlotId): boolean {
  return brought.includes(slot) && keysOfSlot(slot).some((key) => categoryFields.includes(key))
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

function blockKind({ category, categoryFields }: FormSituation): BlockKind {
  const group = category?.split('-')[0]
  if (group === 'WAGE') return 'pay'
  if (group === 'INJURY') return 'injury'
  if (group === 'NEWFORM') return 'platform'
  if (categoryFields.includes('amount_owed_fen')) return 'pay'
  return categoryFields.includes('hired_on') || categoryFields.includes('dismissed_on') ? 'contract' : 'general'
}

/** A half that would stand alone in its row takes all of it. */
function inPairs(slots: readonly FieldSlot[]): FieldSlot[] {
  let isOpen = false
  return slots.map((slot, index) => {
    if (slot.width === 'full') {
      isOpen = false
      return slot
    }
    isOpen = !isOpen
    const isAlone = isOpen && slots[index + 1]?.width !== 'half'
    if (isAlone) isOpen = false
    return isAlone ? { ...slot, width: 'full' } : slot
  })
}
