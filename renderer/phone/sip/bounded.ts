import type { Timers } from '../../../shared/lib/clock'

/** Settles like `promise`, or with `late` when that takes longer than `limitMs`. No wait in the phone is without a limit. */
export function bounded<T, L>(promise: Promise<T>, limitMs: number, late: L, timers: Timers): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = timers.after(limitMs, () => resolve(late))
    promise.then(
      (value) => {
        timer.cancel()
        resolve(value)
      },
      (error: unknown) => {
        timer.cancel()
        reject(error)
      },
    )
  })
}
