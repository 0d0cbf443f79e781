import type { BusyReason } from '../../shared/ipc/values'
import type { Clock, EpochMs } from '../../shared/lib/clock'

export interface Closing {
  setBusy(reason: BusyReason | null): void
  readonly busy: BusyReason | null
  /** The console's page crashed, loads or hangs. */
  consoleFellSilent(): void
  consoleAnswers(): void
  /** The system goes down or ends the person's log-in; nothing can be asked any more. */
  systemEnds(): void
  /** Whether the window may close and the program may end now. When not, the console is told why. */
  mayClose(): boolean
}

/** A reload takes a fraction of this; whoever is silent for longer will not come back by itself. */
const patienceMs = 10_000

/**
 * During a ring, a call or a wrap-up nothing closes: Alt+F4 sits next to F4 (mute). A console that has been silent for
 * long has no say, or the person could never get rid of it.
 */
export function createClosing(clock: Clock, tellRefused: (reason: BusyReason) => void): Closing {
  let busy: BusyReason | null = null
  let isEnding = false
  let silentSince: EpochMs | null = null
  return {
    get busy() {
      return busy
    },
    setBusy(reason) {
      busy = reason
    },
    consoleFellSilent() {
      silentSince ??= clock.now()
    },
    consoleAnswers() {
      silentSince = null
    },
    systemEnds() {
      isEnding = true
    },
    mayClose() {
      const isHopeless = silentSince !== null && clock.now() - silentSince > patienceMs
      if (busy === null || isEnding || isHopeless) return true
      tellRefused(busy)
      return false
    },
  }
}
