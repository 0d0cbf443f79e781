import type { PauseReason } from './phone-line'

/** The digit behind a PBX's pause code (`*31<n>`), which the queue's statistics keep as the reason of the pause. */
export const pauseDigits: Readonly<Record<PauseReason, string>> = {
  'wrap-up': '1',
  break: '2',
  meeting: '3',
  training: '4',
  busy: '5',
  'red-rest': '6',
}

const reasons = Object.keys(pauseDigits) as readonly PauseReason[]

/**
 * What a PBX keeps as the reason of a pause, back in the words of a seat: the dialplan writes `reason-<n>` or the digit alone, a lead's
 * command the word itself. Null for anything else: some PBXs keep no reasons, and some a text of their own.
 */
export function pauseReasonOf(kept: string | null): PauseReason | null {
  const digit = /^(?:reason-)?(\d)$/.exec(kept ?? '')?.[1]
  return reasons.find((reason) => (digit === undefined ? reason === kept : pauseDigits[reason] === digit)) ?? null
}
