/** Long enough that a fault which comes back with every load cannot go round in a circle. */
const quietMs = 10 * 60_000
const storageKey = 'reloaded-after-fault-at'

export interface ReloadOncePorts {
  /** Outlives a load of the page, not the program: `sessionStorage`. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly now: () => number
  reload(): void
}

/**
 * Loads a page anew that cannot help itself any more. It does so once: what fails again soon after is left standing for a
 * person to decide on. Returns whether it does.
 */
export function reloadOnce({ storage, now, reload }: ReloadOncePorts): boolean {
  try {
    const last = storage.getItem(storageKey)
    if (last !== null && Math.abs(now() - Number(last)) < quietMs) return false
    storage.setItem(storageKey, String(now()))
  } catch {
    // Without a memory of the last time every load would be the first.
    return false
  }
  reload()
  return true
}
