import { err } from '../../../shared/lib/result'
import type { Journal } from '../journal/journal'

/**
 * The journal of whoever is here; each store has one of its own, opened once in a run. Nobody here: nothing is read or written.
 */
export function createPersonalJournal(storeInUse: () => string | null, open: (store: string) => Journal): Journal {
  const opened = new Map<string, Journal>()

  function current(): Journal | null {
    const store = storeInUse()
    if (store === null) return null
    const journal = opened.get(store) ?? open(store)
    opened.set(store, journal)
    return journal
  }

  return {
    read: async () => (await current()?.read()) ?? err({ code: 'failed' }),
    count: async () => (await current()?.count()) ?? err({ code: 'failed' }),
    append: async (records) => (await current()?.append(records)) ?? err({ code: 'failed' }),
  }
}
