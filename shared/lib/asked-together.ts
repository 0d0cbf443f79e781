/**
 * One question for all who ask it meanwhile. Whoever asks while it is under way waits for the next one: no answer has begun before it
 * was asked for, so that nobody reads what was true before their own last word.
 */
export function askedTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  let next: Promise<T> | null = null

  function start(): Promise<T> {
    const asked = ask()
    running = asked
    const over = () => {
      if (running === asked) running = null
    }
    asked.then(over, over)
    return asked
  }

  return () => {
    if (running === null) return start()
    const before = running
    const afterwards = () => {
      next = null
      return start()
    }
    next ??= before.then(afterwards, afterwards)
    return next
  }
}
