const MINUTE_MS = 60_000

interface Entry {
  readonly dueAt: number
  readonly minute: number
}

/** Who is to be looked at again when, by minutes: putting in and taking out cost the same however many there are. */
export class DueTimes {
  readonly #byMinute = new Map<number, Set<string>>()
  readonly #entries = new Map<string, Entry>()
  /** Everything before it has been looked through. */
  #minute = -Infinity

  /** Null: not at all any more. */
  set(id: string, dueAt: number | null): void {
    const before = this.#entries.get(id)
    if (before !== undefined) this.#remove(id, before)
    if (dueAt === null) return
    // What lies behind is put where is looked next.
    const minute = Math.max(Math.floor(dueAt / MINUTE_MS), this.#minute)
    this.#entries.set(id, { dueAt, minute })
    const ids = this.#byMinute.get(minute) ?? new Set<string>()
    ids.add(id)
    this.#byMinute.set(minute, ids)
  }

  /** Takes out those whose time has come by then. A clock that goes back takes out nobody twice. */
  take(now: number): string[] {
    const last = Math.floor(now / MINUTE_MS)
    const taken: string[] = []
    for (const minute of this.#minutesUpTo(last)) {
      for (const id of this.#byMinute.get(minute) ?? []) if ((this.#entries.get(id)?.dueAt ?? Infinity) <= now) taken.push(id)
    }
    this.#minute = Math.max(last, this.#minute)
    for (const id of taken) this.set(id, null)
    return taken
  }

  get size(): number {
    return this.#entries.size
  }

  /** Minute by minute, or by what is there where that is less: after a night, or at the first time. */
  #minutesUpTo(last: number): number[] {
    const passed = last - this.#minute + 1
    if (passed > this.#byMinute.size) return [...this.#byMinute.keys()].filter((minute) => minute <= last)
    return Array.from({ length: Math.max(0, passed) }, (_, n) => this.#minute + n)
  }

  #remove(id: string, { minute }: Entry): void {
    this.#entries.delete(id)
    const ids = this.#byMinute.get(minute)
    if (ids?.delete(id) && ids.size === 0) this.#byMinute.delete(minute)
  }
}
