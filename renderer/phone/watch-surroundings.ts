import type { Clock, Timers } from '../../shared/lib/clock'
import type { Upheaval } from './sip/connection'

export interface Surroundings {
  readonly clock: Clock
  readonly timers: Timers
  /** Time that only ever grows, and that may stand still while the computer sleeps. */
  monotonicMs(): number
  /** Tells `online` and `offline`: a cable, a radio network, a tunnel that came or went. */
  readonly network: Pick<EventTarget, 'addEventListener'>
}

const lookEveryMs = 1000
/** Clocks are set right by less than this all the time; nothing depends on so little. */
const jumpMs = 2000
/** A page that was not run for so long was asleep, whatever the system calls it. */
const sleptMs = 10_000

/** Calls `onUpheaval` when the network, the clock or the running of this page has changed under it. */
export function watchSurroundings({ clock, timers, monotonicMs, network }: Surroundings, onUpheaval: (what: Upheaval) => void): void {
  network.addEventListener('online', () => onUpheaval('network-changed'))
  network.addEventListener('offline', () => onUpheaval('network-changed'))

  function lookAfter(): void {
    const before = { time: clock.now(), ran: monotonicMs() }
    timers.after(lookEveryMs, () => {
      const ranMs = monotonicMs() - before.ran
      const drift = Math.abs(clock.now() - before.time - ranMs)
      if (ranMs > lookEveryMs + sleptMs) onUpheaval('resumed')
      else if (drift > jumpMs) onUpheaval('clock-jumped')
      lookAfter()
    })
  }

  lookAfter()
}
