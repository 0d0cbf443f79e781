import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import type { RecordedEmotion } from '../ticket-event'
import { isAtLeast } from './levels'
import type { Severity } from './levels'
import type { TagData } from './tag-data'

/** A list of recorded emotions, the main one first; null = 未记录. */
export type EmotionList = readonly RecordedEmotion[] | null

/**
 * Picks an emotion or changes its level. The first picked is the main one; calm excludes all others, either way round.
 * Fails when the main one and its companions are full (one main, two more).
 */
export function withEmotion(
  list: EmotionList,
  picked: RecordedEmotion,
  data: TagData,
): Result<RecordedEmotion[], { readonly code: 'too-many-emotions'; readonly most: number }> {
  const { alone, most } = data.emotionRules
  if (picked.code === alone) return ok([picked])
  const others = (list ?? []).filter((emotion) => emotion.code !== alone)
  if (others.some((emotion) => emotion.code === picked.code)) {
    return ok(others.map((emotion) => (emotion.code === picked.code ? picked : emotion)))
  }
  return others.length >= most ? err({ code: 'too-many-emotions', most }) : ok([...others, picked])
}

/** Takes one back; when none is left the list is 未记录 again. */
export function withoutEmotion(list: EmotionList, code: string): RecordedEmotion[] | null {
  const left = (list ?? []).filter((emotion) => emotion.code !== code)
  return left.length > 0 ? left : null
}

/** By how many levels the caller was soothed (negative: grew worse), strongest emotion against strongest; null if unrecorded. */
export function easedBy(start: EmotionList, end: EmotionList): number | null {
  if (start === null || end === null || start.length === 0 || end.length === 0) return null
  return strongest(start) - strongest(end)
}

function strongest(list: readonly RecordedEmotion[]): number {
  return Math.max(...list.map((emotion) => emotion.level))
}

/** Whether the screen asks for emotions at all. They never block. */
export function asksForEmotions(severity: Severity | null, requestType: string | undefined, data: TagData): boolean {
  const { askFrom, askForTypes } = data.emotionRules
  return isAtLeast(severity, askFrom) || (requestType !== undefined && askForTypes.includes(requestType))
}
