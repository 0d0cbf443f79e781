import { type DeskVoice, spokenSuggestions, type SpokenSuggestion } from '../callers/opening'
import { choiceOf } from './caller-choice'
import type { Draft } from './draft'

/**
 * What may be said in the call of this draft as far as it has come. The caller's own words are what the agent has written
 * down; who it is, only the agent says. Nothing once the call is over.
 */
export function spokenNow(draft: Draft, voice: DeskVoice): readonly SpokenSuggestion[] {
  const { caller, call, values } = draft
  if (call.endedAt !== null) return []
  const isMatterTold = [values.category, values.description, values.demand].some((told) => told !== undefined && told.trim() !== '')
  const isAnonymous = choiceOf(draft) === 'anonymous'
  const name = values.caller_name?.trim() ?? ''
  // Nobody is asked for a name that was just told, or that will not be told; and there is no record to speak of.
  if (isAnonymous || (caller.kind !== 'known' && name !== '')) return isMatterTold ? [] : spokenSuggestions('ringing', null, voice)
  return spokenSuggestions(isMatterTold ? 'matter-told' : 'listening', caller.kind === 'known' ? { addressedAs: name } : null, voice)
}
