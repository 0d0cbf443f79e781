import type { Locale } from '../../../../shared/settings/settings'
import type { RecentUse } from '../../../../shared/tickets/category-search'
import type { UnitRef } from '../../../../shared/tickets/dispatch/departments'
import type { DispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import type { TagData } from '../../../../shared/tickets/tags/tag-data'
import type { Taxonomy } from '../../../../shared/tickets/taxonomy'

/** The lists the form chooses from, and the words for their codes. The catalogue of the console fits. */
export interface CaptureLists {
  readonly locale: Locale
  readonly taxonomy: Taxonomy
  readonly dispatch: DispatchData
  readonly tags: TagData
  categoryPath(code: string): string
  unit(unit: UnitRef): string
  emotion(code: string, level: number): string
  risk(code: string): string
  riskCriterion(code: string, level: string): string | null
}

/** What earlier calls leave for this one to choose from. */
export interface CaptureHistory {
  /** Those used lately, for the order of what is found: it outlives days, and counts nothing. */
  readonly recentCategories: readonly RecentUse[]
  /** How often a category was written down today. */
  readonly usedToday: Readonly<Record<string, number>>
  /** Employers that fit what is typed, best first. */
  findEmployers(text: string): readonly string[]
}

/** Commands whose keys are printed in the form; the codes are those of the command list. */
export type CaptureCommand =
  | 'request-type' | 'category' | 'emotion' | 'next-action' | 'suggestion-yes' | 'suggestion-no' | 'submit' | 'answer-directly' | 'keep-for-later'
