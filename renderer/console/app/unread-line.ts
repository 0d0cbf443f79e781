import i18next from 'i18next'
import type { ReadSlot } from '../../../shared/tickets/fields/unread-words'

/** `欠薪期（原话）：大概九月`: how the note of an order says what could not be read. */
export function unreadLine(slot: ReadSlot, words: string): string {
  return i18next.t('capture.unreadLine', { field: i18next.t(`fields.${slot}`), words })
}
