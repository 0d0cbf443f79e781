import type { BusyReason, LockReason, ReadyToLock } from '../../shared/ipc/values'
import type { Clock, EpochMs, Timers } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { SeatAccess } from './access'
import { decideIdleLock, isHandsOff, rarestLookSeconds } from './lock-policy'

export interface SeatLockPorts {
  readonly access: Pick<SeatAccess, 'state' | 'canBeLocked' | 'lock'>
  readonly clock: Clock
  readonly timers: Timers
  /** What goes on at the seat. */
  busy(): BusyReason | null
  /** Seconds since somebody touched this computer. */
  idleSeconds(): number
  lockAfterMinutes(): number
  /** Tells the console's page to save what was typed. */
  askConsole(reason: LockReason): void
  /** Whether the system says by itself that its screen is locked; not every system tells of it when it happens. */
  isSystemLocked(): boolean
  /** The seat is locked; whatever the console's page still shows is from before. `isHung`: it has not answered. */
  onLocked(how: { readonly isHung: boolean }): void
}

/** Locks the seat: by itself when nobody is there, and when it is told to. */
export interface SeatLock {
  lock(reason: LockReason): Result<undefined, { code: 'not-in-this-mode' | 'not-signed-in' }>
  /** The console has saved what was typed, or could not. */
  consoleIsReady(answer: ReadyToLock): void
  /** A page of the console is up: none from before the lock any more. */
  consoleListens(): void
  /** Somebody has just typed the password. */
  touched(): void
  busyChanged(): void
  dispose(): void
}

/** A console that takes longer to save hangs: what it has not written by then is lost as in a crash. */
export const patienceMs = 5_000

/**
 * ```
 * open --lock--> asking --(console has saved)--> locked, leaving --(the next page is up | patience is over)--> open again
 *                   +--(patience is over)--> locked, and open again
 *                   +--(console could not save)--> owed --(next look, nobody has come back)--> asking
 * ```
 * Words that are in the page's memory alone are not thrown away for a lock: it is owed until they are saved, or somebody comes back.
 */
type State =
  | { readonly kind: 'open' }
  | { readonly kind: 'asking'; readonly reason: LockReason; readonly patience: { cancel(): void } }
  /** A page that hangs after all follows no reload. */
  | { readonly kind: 'leaving'; readonly patience: { cancel(): void } }
  | { readonly kind: 'owed'; readonly reason: LockReason; readonly since: EpochMs }

export function createSeatLock(ports: SeatLockPorts): SeatLock {
  const { access, clock, timers } = ports
  let state: State = { kind: 'open' }
  let handsOff = isHandsOff(ports.busy())
  let freeSince: EpochMs | null = null
  let look = timers.after(0, () => watch())

  function lock(reason: LockReason): ReturnType<SeatLock['lock']> {
    if (!access.canBeLocked) return err({ code: 'not-in-this-mode' })
    if (access.state().state !== 'signed-in') return err({ code: 'not-signed-in' })
    if (state.kind === 'asking') return ok(undefined)
    state = { kind: 'asking', reason, patience: timers.after(patienceMs, () => finishHung(reason)) }
    ports.askConsole(reason)
    return ok(undefined)
  }

  function finishHung(reason: LockReason): void {
    state = { kind: 'open' }
    if (access.lock(reason, []).ok) ports.onLocked({ isHung: true })
  }

  function finish(reason: LockReason, redCalls: readonly string[]): void {
    state = { kind: 'open' }
    if (!access.lock(reason, redCalls).ok) return
    const patience = timers.after(patienceMs, () => {
      state = { kind: 'open' }
      ports.onLocked({ isHung: true })
    })
    state = { kind: 'leaving', patience }
    ports.onLocked({ isHung: false })
  }

  function leave(): void {
    if (state.kind !== 'leaving') return
    state.patience.cancel()
    state = { kind: 'open' }
  }

  const secondsSince = (at: EpochMs | null) => (at === null ? Number.POSITIVE_INFINITY : Math.max(0, (clock.now() - at) / 1000))

  function watch(): void {
    const idleSeconds = ports.idleSeconds()
    if (state.kind === 'owed') {
      const { reason, since } = state
      state = { kind: 'open' }
      if (idleSeconds >= Math.floor(secondsSince(since))) lock(reason)
    }
    if (ports.isSystemLocked()) lock('system')
    const decision = decideIdleLock({ idleSeconds, freeSeconds: handsOff ? null : secondsSince(freeSince), lockAfterMinutes: ports.lockAfterMinutes() })
    if (decision.lock) lock('idle')
    look = timers.after((decision.lock ? rarestLookSeconds : decision.lookAgainSeconds) * 1000, watch)
  }

  return {
    lock,
    consoleIsReady({ saved, redCalls }) {
      if (state.kind !== 'asking') return
      const { reason, patience } = state
      patience.cancel()
      if (saved) finish(reason, redCalls)
      else state = { kind: 'owed', reason, since: clock.now() }
    },
    consoleListens: leave,
    touched() {
      freeSince = clock.now()
    },
    busyChanged() {
      const isNow = isHandsOff(ports.busy())
      if (handsOff && !isNow) freeSince = clock.now()
      handsOff = isNow
    },
    dispose() {
      look.cancel()
      if (state.kind === 'asking' || state.kind === 'leaving') state.patience.cancel()
    },
  }
}
