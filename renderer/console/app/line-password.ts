import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerOf, FailureOf, PageApi } from '../../../shared/ipc/page-api'
import type { SipAccount, SipAccountChange } from '../../../shared/ipc/values'
import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { SeatStore } from '../seat/seat-store'
import { isSeatFree, mayInterrupt, passwordNeed } from './password-need'
import type { ViewStore } from './view-store'

/** How far the password in the dialogue has come. */
export type PasswordAttempt =
  | { readonly state: 'none' }
  /** Main is taking it. */
  | { readonly state: 'saving' }
  /** The line registers with it; the PBX's answer is awaited. */
  | { readonly state: 'waiting' }
  | { readonly state: 'not-taken'; readonly code: FailureOf<'console', 'setSipAccount'>['code'] }

export interface LinePasswordState {
  readonly account: SipAccount | null
  readonly givenAt: EpochMs | null
  readonly attempt: PasswordAttempt
  /** The agent has closed the dialogue: it comes again only by hand, for another account, or after a registration. */
  readonly isPostponed: boolean
}

export interface LinePasswordPorts {
  readonly lingxi: Pick<PageApi<'console'>, 'sipAccount' | 'setSipAccount'>
  readonly mode: 'practice' | 'real'
  readonly seat: SeatStore
  readonly view: ViewStore
  readonly clock: Clock
  readonly timers: Timers
  /** Whether a field for text has the keyboard. */
  isTyping(): boolean
}

/** The line's account as the console knows it, and the dialogue that asks for its password. */
export interface LinePassword {
  readonly store: StoreApi<LinePasswordState>
  /** Opens the dialogue because the agent wants it. */
  ask(): void
  /** A password typed into the dialogue. */
  give(password: string): Promise<void>
  /** The whole account, from the settings. */
  change(account: SipAccountChange): Promise<Result<AnswerOf<'console', 'setSipAccount'>, FailureOf<'console', 'setSipAccount'>>>
}

/**
 * After this the line tells by itself how it goes on, and the dialogue is only in the way. Longer than the line waits before
 * it asks a PBX that has refused it again: a wrong password typed twice is no new account, and gets its answer only then.
 */
const longestWaitMs = 35_000

/**
 * Follows the line and asks for the password when only that is missing:
 *
 * ```
 * closed --missing | refused, and the seat is quiet--> open --given--> saving --taken--> waiting --registered | out of reach--> closed
 *   |                                                   ^ ^              |                  |
 *   |                                                   | +-not taken----+-----refused------+  with words
 *   +--by hand (postponed or not)-----------------------+
 * open --Esc--> closed, postponed until another account or a registration
 * open --a call begins--> closed, and asked again when the seat is quiet
 * ```
 */
export function keepLinePassword({ lingxi, mode, seat, view, clock, timers, isTyping }: LinePasswordPorts): LinePassword {
  const store = createStore<LinePasswordState>(() => ({ account: null, givenAt: null, attempt: { state: 'none' }, isPostponed: false }))
  const isOpen = () => view.getState().overlay === 'line-password'
  const need = () => passwordNeed(store.getState(), seat.getState().line.registration)
  const ask = () => view.setState({ overlay: 'line-password' })
  let limit = { cancel: () => {} }

  /** For a reason of ours, not because the agent wants to be left alone. */
  function close(): void {
    if (!isOpen()) return
    view.setState({ overlay: null })
    store.setState({ isPostponed: false })
  }

  function follow(): void {
    const { registration } = seat.getState().line
    const { attempt, isPostponed } = store.getState()
    if (registration.state === 'registered' && isPostponed) store.setState({ isPostponed: false })
    if (!isSeatFree(seat.getState())) return close()
    if (!isOpen()) {
      if (need() !== null && !isPostponed && mayInterrupt(view.getState(), isTyping())) ask()
      return
    }
    if (registration.state === 'registered') close()
    else if (attempt.state === 'waiting' && need() === 'refused') store.setState({ attempt: { state: 'none' } })
    else if (attempt.state === 'waiting' && registration.state === 'unreachable') close()
  }

  async function change(account: SipAccountChange) {
    const askedAt = clock.now()
    const result = await lingxi.setSipAccount(account)
    if (result.ok) store.setState({ account: result.value, givenAt: askedAt, isPostponed: false })
    return result
  }

  async function give(password: string): Promise<void> {
    const { account } = store.getState()
    if (account === null) return
    const { serverUrl, standbyUrls, trust, user, domain, iceServers } = account
    limit.cancel()
    store.setState({ attempt: { state: 'saving' } })
    const result = await change({ serverUrl, standbyUrls, trust, user, domain, iceServers, password })
    // Closed meanwhile: the line's own words say how it goes on.
    if (!isOpen()) return
    if (!result.ok) return store.setState({ attempt: { state: 'not-taken', code: result.error.code } })
    store.setState({ attempt: { state: 'waiting' } })
    limit = timers.after(longestWaitMs, () => store.getState().attempt.state === 'waiting' && close())
    follow()
  }

  seat.subscribe(follow)
  view.subscribe((now, before) => {
    if (before.overlay === 'line-password' && now.overlay !== 'line-password') {
      store.setState({ attempt: { state: 'none' }, isPostponed: true })
    }
    follow()
  })
  // The practice line has no account, whatever is set up for the real one.
  if (mode === 'real') {
    void lingxi.sipAccount().then((result) => {
      if (!result.ok) return
      store.setState({ account: result.value })
      follow()
    })
  }
  return { store, ask, give, change }
}
