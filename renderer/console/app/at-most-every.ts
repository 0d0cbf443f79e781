import type { Timers } from '../../../shared/lib/clock'

/** `run`, at once the first time, and however often it is asked for at most once in so many ms; what was asked for last is done. */
export function atMostEvery(ms: number, timers: Timers, run: () => void): () => void {
  let state: 'free' | 'resting' | 'asked' = 'free'

  function rest(): void {
    state = 'resting'
    run()
    timers.after(ms, () => {
      if (state === 'asked') rest()
      else state = 'free'
    })
  }

  return () => {
    if (state === 'free') rest()
    else state = 'asked'
  }
}
