import type { PauseReason } from './phone-line'

/** The digit behind a PBX's pause code (`*31<n>`), which the queue's statistics keep as the reason of the pause. */
export const pauseDigits: Readonly<Record<PauseReason, string>> = {
  'wrap-up': '1',
  break: '2',
  meeting: '3',
  training: '4',
  busy: '5',
}
