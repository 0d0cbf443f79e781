import { createUuidV7, type NewId } from '../../../shared/lib/uuid-v7'
import { systemClock } from '../../desk-client/system-time'

/** The page's own ids, for composing; everything else takes them as a port. */
export const systemNewId: NewId = createUuidV7(systemClock, (count) => crypto.getRandomValues(new Uint8Array(count)))

/** Whether a field for text has the keyboard. */
export function isTyping(): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
}
