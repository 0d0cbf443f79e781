import { UserAgentState } from 'sip.js'
import type { UserAgent } from 'sip.js'
import type { Registration } from '../../../shared/calls/phone-line'
import { backoffMs } from '../../../shared/lib/backoff'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { epochMs } from '../../../shared/lib/clock'
import { askPbx, longestRetryAfterMs } from './ask-pbx'
import type { PbxAnswer } from './ask-pbx'
import { bounded } from './bounded'
import { retryDelayMs } from './retry-delay'
import type { RetryTimes } from './retry-delay'
import { nextServer } from './server-choice'
import type { ServerChoice } from './server-choice'

export interface ConnectionOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** How long a registration lasts without a refresh, in seconds; the PBX may ask for longer (423). */
  readonly expiresSeconds: number
  readonly refreshMs: number
  /** A link that is dead without knowing it is noticed after at most `pingEveryMs` + `answerLimitMs`. */
  readonly pingEveryMs: number
  /** A PBX that has not answered by then is not there, whatever the socket says. */
  readonly answerLimitMs: number
  /** After a clear no, the PBX is asked again this much later: an account may be repaired meanwhile. */
  readonly refusedRetryMs: number
  readonly backoff: RetryTimes
  /** Between two looks from a later server whether a better one is back. */
  readonly failback: { readonly baseMs: number; readonly capMs: number }
  readonly servers: ServerChoice
  /** Whether there is a call that needs the server it came by. */
  hasCall(): boolean
  /** Breaks a socket that is dead without knowing it. sip.js's own `disconnect` waits for the dead end's answer. */
  dropSocket(): void
}

/** Why nothing that was known of the connection holds any more, although nothing of it was seen to break. */
export type Upheaval = 'resumed' | 'network-changed' | 'clock-jumped'

export interface ConnectionEvents {
  onRegistration(registration: Registration): void
  /** The PBX knows the seat again after it was, or may have been, out of reach. */
  onBack(how: { readonly isPathNew: boolean }): void
}

/** Keeps the seat connected and registered, and says truly whether it is. */
export interface Connection {
  start(): void
  isRegistered(): boolean
  /** For the user agent's delegate. */
  onDisconnect(): void
  /** Registers anew at once, which either proves the connection or finds it dead. */
  recheck(cause: Upheaval): void
  stop(): Promise<void>
}

const unregisterLimitMs = 500

/**
 * ```
 * stopped --start--> connecting --(connected, REGISTER 200)--> registered --(socket lost | no answer)--> unreachable
 *                      ^  |  ^                                  |      |                                     |
 *                      |  |  +-------------- backoff -----------|------|-------------------------------------+
 *                      |  +--(REGISTER 401/403/404 ...)--> refused     |    (asked again after refusedRetryMs)
 *                      +---(a better server is back: REGISTER with expires 0 first)
 * ```
 * Only the PBX's answers count: to REGISTER, and to an OPTIONS every few seconds. sip.js's Registerer keeps its state over
 * a lost connection and refreshes without telling how it went, so its part is done here. No time of day decides anything:
 * it may jump.
 */
export function createConnection(ua: UserAgent, options: ConnectionOptions, events: ConnectionEvents): Connection {
  const { clock, timers, servers } = options
  let registration: Registration = { state: 'stopped', reason: 'closed' }
  let expiresSeconds = options.expiresSeconds
  let registeredOnce = false
  let isDropping = false
  /** Grows whenever what is under way has lost its meaning; late answers are dropped by it. */
  let generation = 0
  let pending = timers.after(0, () => undefined)
  let refresh = timers.after(0, () => undefined)
  let isRefreshDue = false
  let server = 0
  let failback = timers.after(0, () => undefined)
  let failbacks = 0
  let isFailbackDue = false
  /** What this seat went through since its last registration; null: nothing. */
  let upheaval: Upheaval | null = null
  /** A PBX that has asked to be left alone, and until when. */
  let leftAlone = { server, until: clock.now() }

  function set(next: Registration): void {
    registration = next
    events.onRegistration(next)
  }

  /** Another server need not wait. Bounded once more: a time of day that was set back must not make hours of it. */
  function leftAloneMs(): number {
    return leftAlone.server === server ? Math.min(leftAlone.until - clock.now(), longestRetryAfterMs) : 0
  }

  function later(delayMs: number, run: () => void): void {
    const mine = generation
    pending.cancel()
    pending = timers.after(delayMs, () => {
      if (mine === generation) run()
    })
  }

  async function connect(): Promise<void> {
    const mine = ++generation
    pending.cancel()
    const connecting = ua.state === UserAgentState.Stopped ? ua.start() : ua.reconnect()
    const isConnected = await bounded(
      connecting.then(() => true).catch(() => false),
      options.answerLimitMs * 2,
      false,
      timers,
    )
    if (mine !== generation) return
    if (isConnected) return register()
    dropSocket()
    unreachable('not-reached')
  }

  function unreachable(loss: 'closed' | 'silent' | 'not-reached'): void {
    generation += 1
    const before = registration.state === 'unreachable' ? registration : null
    const attempt = (before?.attempt ?? 0) + 1
    // A server that takes a connection only to close it was never reached.
    const isHiccup = loss === 'closed' && registration.state === 'registered'
    goTo(nextServer(server, servers.count, { isHiccup, hasCall: options.hasCall() }))
    const delayMs = Math.max(retryDelayMs(attempt, isHiccup && upheaval === null, options.backoff, options.random), leftAloneMs())
    const now = clock.now()
    set({ state: 'unreachable', since: before?.since ?? now, attempt, nextTryAt: epochMs(now + delayMs) })
    later(delayMs, () => void connect())
  }

  function goTo(next: number): void {
    server = next
    servers.aim(next)
  }

  async function register(): Promise<void> {
    const mine = ++generation
    const answer = await askPbx(ua, { method: 'REGISTER', expiresSeconds }, options.answerLimitMs, timers)
    if (mine !== generation) return
    if (answer.kind === 'silent') return fallSilent()
    if (answer.code >= 200 && answer.code < 300) return registered()
    if (answer.code === 423 && answer.minExpires !== null && answer.minExpires > expiresSeconds) {
      expiresSeconds = Math.min(answer.minExpires, 86_400)
      return register()
    }
    leftAlone = { server, until: epochMs(clock.now() + answer.retryAfterMs) }
    // 408 and 5xx say that the PBX cannot now, not that it will not.
    if (answer.code === 408 || (answer.code >= 500 && answer.code < 600)) return cannotNow()
    refuse(answer)
  }

  function registered(): void {
    const now = clock.now()
    const isNew = registration.state !== 'registered'
    set({ state: 'registered', since: registration.state === 'registered' ? registration.since : now, provenAt: now, standby: server })
    isRefreshDue = false
    refresh.cancel()
    refresh = timers.after(options.refreshMs, () => {
      isRefreshDue = true
    })
    later(options.pingEveryMs, () => void prove())
    if (isNew) planFailback()
    const hasMoved = upheaval === 'resumed' || upheaval === 'network-changed'
    upheaval = null
    if ((isNew && registeredOnce) || hasMoved) events.onBack({ isPathNew: hasMoved })
    registeredOnce = true
  }

  function refuse(answer: Extract<PbxAnswer, { kind: 'answered' }>): void {
    const now = clock.now()
    const delayMs = Math.max(options.refusedRetryMs, leftAloneMs())
    set({ state: 'refused', sipCode: answer.code, at: now, nextTryAt: epochMs(now + delayMs) })
    later(delayMs, registerOrConnect)
  }

  function registerOrConnect(): void {
    void (ua.isConnected() ? register() : connect())
  }

  /** One proof: a refresh when it is due, else the cheaper OPTIONS, whose every answer says that the PBX is there. */
  async function prove(): Promise<void> {
    if (isFailbackDue && !options.hasCall()) void lookForBetter()
    if (isRefreshDue) return register()
    const mine = ++generation
    const answer = await askPbx(ua, { method: 'OPTIONS' }, options.answerLimitMs, timers)
    if (mine !== generation) return
    if (answer.kind === 'silent' || registration.state !== 'registered') return fallSilent()
    set({ ...registration, provenAt: clock.now() })
    later(options.pingEveryMs, () => void prove())
  }

  function fallSilent(): void {
    dropSocket()
    unreachable('silent')
  }

  /** Another server may be able to; where there is none, the connection is kept. */
  function cannotNow(): void {
    if (servers.count > 1 && !options.hasCall()) dropSocket()
    unreachable('silent')
  }

  /** Dropping reports a disconnection like any other, which is no second news. */
  function dropSocket(): void {
    isDropping = true
    options.dropSocket()
    isDropping = false
  }

  /** Jittered and ever rarer: the better server must not be met by everybody at once, nor be fallen for again and again. */
  function planFailback(): void {
    failback.cancel()
    isFailbackDue = false
    if (server === 0) {
      failbacks = 0
      return
    }
    failback = timers.after(backoffMs(failbacks + 1, options.failback, options.random), () => {
      isFailbackDue = true
    })
  }

  async function lookForBetter(): Promise<void> {
    isFailbackDue = false
    const from = server
    for (let better = 0; better < from; better += 1) {
      const isThere = await bounded(servers.isThere(better), options.answerLimitMs, false, timers)
      if (registration.state !== 'registered' || server !== from) return
      if (isThere && !options.hasCall()) return moveTo(better)
    }
    planFailback()
  }

  /** Leaves the one server before it comes to the other: a seat at two of them would be rung by both. */
  async function moveTo(better: number): Promise<void> {
    const mine = ++generation
    pending.cancel()
    failbacks += 1
    await askPbx(ua, { method: 'REGISTER', expiresSeconds: 0 }, options.answerLimitMs, timers)
    if (mine !== generation) return
    // A call that came at the last moment keeps the seat where it is.
    if (options.hasCall()) {
      planFailback()
      return register()
    }
    dropSocket()
    goTo(better)
    set({ state: 'connecting', since: clock.now(), attempt: 1 })
    return connect()
  }

  return {
    start() {
      set({ state: 'connecting', since: clock.now(), attempt: 1 })
      void connect()
    },
    isRegistered: () => registration.state === 'registered',
    onDisconnect() {
      if (registration.state !== 'stopped' && !isDropping) unreachable('closed')
    },
    recheck(cause) {
      if (registration.state === 'stopped') return
      // The clock says nothing of the way that the sound takes.
      if (upheaval === null || cause !== 'clock-jumped') upheaval = cause
      if (registration.state === 'registered') return void register()
      if (registration.state === 'refused') return registerOrConnect()
      // What is being tried may wait for a network that has gone.
      dropSocket()
      void connect()
    },
    async stop() {
      generation += 1
      pending.cancel()
      refresh.cancel()
      failback.cancel()
      const wasRegistered = registration.state === 'registered'
      set({ state: 'stopped', reason: 'closed' })
      if (wasRegistered) await askPbx(ua, { method: 'REGISTER', expiresSeconds: 0 }, unregisterLimitMs, timers)
      generation += 1
      await ua.stop().catch(() => undefined)
    },
  }
}
