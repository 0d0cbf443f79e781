import type { Candidate, OtherChoice } from '../callers/candidates'
import type { NewId } from '../lib/uuid-v7'
import type { Draft } from './draft'
import { withValue } from './fields/with-value'

/** Whom the agent picks; null takes the choice back. */
export type PickedCaller = Candidate | OtherChoice | null

/** What the agent has said of who is on the line: a person's id, another choice, or nothing yet. */
export function choiceOf({ caller, values }: Pick<Draft, 'caller' | 'values'>): string | null {
  if (values.anonymous === true) return 'anonymous' satisfies OtherChoice
  switch (caller.kind) {
    case 'known':
      return caller.personId
    case 'new':
      return 'new-person' satisfies OtherChoice
    case 'someone-else':
      return 'someone-else-here' satisfies OtherChoice
    case 'anonymous':
      return 'anonymous' satisfies OtherChoice
    case 'undecided':
      return null
  }
}

/** The choice as the draft keeps it. Each newly met person has an id of its own from the start. */
export function callerOf(who: PickedCaller, newId: NewId): Draft['caller'] {
  switch (who) {
    case null:
      return { kind: 'undecided' }
    case 'new-person':
      return { kind: 'new', personId: newId() }
    case 'someone-else-here':
      return { kind: 'someone-else', personId: newId() }
    case 'anonymous':
      return { kind: 'anonymous' }
    default:
      return { kind: 'known', personId: who.personId }
  }
}

/** The tick 匿名 of the form. Taken away, it takes the choice "anonymous" with it: else the order would be anonymous all the same. */
export function withAnonymity(draft: Draft, isAnonymous: boolean): Draft {
  const caller: Draft['caller'] = !isAnonymous && draft.caller.kind === 'anonymous' ? { kind: 'undecided' } : draft.caller
  return { ...draft, caller, values: withValue(draft.values, 'anonymous', isAnonymous || undefined) }
}
