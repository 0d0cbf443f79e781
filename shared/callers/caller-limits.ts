/** Figures of the caller rules that an administrator may change. */
export interface CallerLimits {
  /** The same person with the same category within so many days is a repeat. */
  readonly repeatDays: number
  /** So many nuisance calls within `nuisanceDays` bring the banner 曾多次无效来电; nothing is ever blocked. */
  readonly nuisanceCalls: number
  readonly nuisanceDays: number
  /** So many silent calls of one number within `silentMinutes` alert the lead: it may be someone who cannot speak. */
  readonly silentCalls: number
  readonly silentMinutes: number
}

export const DEFAULT_CALLER_LIMITS: CallerLimits = {
  repeatDays: 30,
  nuisanceCalls: 3,
  nuisanceDays: 180,
  silentCalls: 3,
  silentMinutes: 60,
}
