/** Work that must not disturb a call: done now, or as soon as the seat is free. The same work is kept once. */
export interface WhenFree {
  run(name: string, work: () => void): void
  /** The seat may have become free. */
  check(): void
}

export function createWhenFree(isFree: () => boolean): WhenFree {
  const waiting = new Map<string, () => void>()

  function check() {
    if (!isFree()) return
    const due = [...waiting.values()]
    waiting.clear()
    for (const work of due) work()
  }

  return {
    check,
    run(name, work) {
      waiting.set(name, work)
      check()
    },
  }
}
