import type { RecordedEmotion } from '../../../../shared/tickets/ticket-event'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import type { RatedRisk } from '../../../../shared/tickets/tags/severity'
import type { Tagging } from '../../../../shared/tickets/tags/suggestion-state'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'

export const data = shippedTagData()

/** `{ GROUP: 'ORANGE' }` as confirmed tags. */
export function risks(levels: Readonly<Record<string, Severity>>): RatedRisk[] {
  return Object.entries(levels).map(([code, severity]) => ({ code, severity }))
}

export function emotions(levels: Readonly<Record<string, number>>): RecordedEmotion[] {
  return Object.entries(levels).map(([code, level]) => ({ code, level }))
}

export const untagged: Tagging = {
  risks: [],
  lowerings: [],
  noRisk: false,
  emotions: { start: null, end: null },
  answeredSuggestions: [],
}
