import type { VirtualTime } from './virtual-time'

/** What a browser takes for "at once": no number, nothing positive, or more than 31 bits. */
const longestDelayMs = 2 ** 31 - 1

/**
 * Lets whoever asks the page itself for timers, as sip.js does, live in virtual time too. Returns the way back, to be taken
 * before the test ends: other tests share the page.
 */
export function takePageTimers(time: VirtualTime): () => void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis

  const after = (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]) =>
    handleOf(time.timers.after(delayMs >= 1 && delayMs <= longestDelayMs ? delayMs : 1, () => run(...args)))
  const every = (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]) => {
    let next = { cancel: () => undefined as void }
    const again = () => {
      next = time.timers.after(Math.max(1, delayMs), () => {
        again()
        run(...args)
      })
    }
    again()
    return handleOf({ cancel: () => next.cancel() })
  }
  const stop = (timer: { cancel?(): void } | undefined) => timer?.cancel?.()
  Object.assign(globalThis, { setTimeout: after, clearTimeout: stop, setInterval: every, clearInterval: stop })
  return () => void Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
}

/** Node's timers can be told not to keep the program alive; these never do. */
function handleOf(timer: { cancel(): void }) {
  const handle = { ...timer, ref: () => handle, unref: () => handle }
  return handle
}
