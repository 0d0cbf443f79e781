export type FewAtOnce = <T>(work: () => Promise<T>) => Promise<T>

/** Runs at most so many of what it is given at a time; the others wait in the order given. What fails holds nobody up. */
export function fewAtOnce(most: number): FewAtOnce {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < most) running += 1
    // The place of whoever ends is handed over.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
