import type { StoreApi } from 'zustand/vanilla'
import { ownUnionDuty } from '../../../shared/desk-book/unit-duty'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import { dutyContacts, type DutyContact } from '../../../shared/help/duty-list'
import type { Clock } from '../../../shared/lib/clock'
import type { Settings } from '../../../shared/settings/settings'

export interface DutyPorts {
  readonly settings: Pick<StoreApi<Settings>, 'getState'>
  readonly book: Pick<StoreApi<BookInUse>, 'getState'>
  readonly clock: Clock
  readonly isPractice: boolean
  /** Whether somebody is being rung, or is about to be. */
  isRinging(): boolean
}

/** Whom this seat rings under RED, in this order: its own list, then whoever the book has on duty at this hour. */
export function createDutyNow({ settings, book, clock, isPractice, isRinging }: DutyPorts): () => readonly DutyContact[] {
  let before: readonly DutyContact[] | null = null
  return () => {
    // Who is rung is known by the place in the list: while anybody is, it stays as it was.
    if (before !== null && isRinging()) return before
    const { dutyList, locale } = settings.getState()
    const own = dutyContacts(dutyList, isPractice)
    // No practice ever rings a number of the book.
    const ofBook = isPractice ? [] : ownUnionDuty(book.getState(), clock.now(), locale === 'en' ? 'en' : 'zh')
    before = [...own, ...ofBook.filter(({ number }) => !own.some((contact) => contact.number === number))]
    return before
  }
}
