import { UserAgentState } from 'sip.js'
import type { UserAgent } from 'sip.js'
import type { Registration } from '../../../shared/calls/phone-line'
import { backoffMs } from '../../../shared/lib/backoff'
import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import { epochMs } from '../../../shared/lib/clock'
import { askPbx } from './ask-pbx'
import type { PbxAnswer } from './ask-pbx'
import { bounded } from './bounded'

export interface ConnectionOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** How long a registration lasts without a refresh, in seconds; the PBX may ask for longer (423). */
  readonly expiresSeconds: number
  readonly refreshMs: number
  readonly pingEveryMs: number
  /** A PBX that has not answered by then is not there, whatever the socket says. */
  readonly answerLimitMs: number
  /** After a clear no, the PBX is asked again this much later: an account may be repaired meanwhile. */
  readonly refusedRetryMs: number
  readonly backoff: { readonly baseMs: number; readonly capMs: number }
  /** Breaks a socket that is dead without knowing it. sip.js's own `disconnect` waits for the dead end's answer. */
  dropSocket(): void
}

export interface ConnectionEvents {
  onRegistration(registration: Registration): void
  /** The PBX knows the seat again after it was out of reach. */
  onBack(): void
}

/** Keeps the seat connected and registered, and says truly whether it is. */
export interface Connection {
  start(): void
  isRegistered(): boolean
  /** For the user agent's delegate. */
  onDisconnect(): void
  stop(): Promise<void>
}

const unregisterLimitMs = 500

/**
 * ```
 * stopped --start--> connecting --(connected, REGISTER 200)--> registered --(socket lost | no answer)--> unreachable
 *                        |  ^                                      |                                        |
 *                        |  +---------------- backoff -------------|----------------------------------------+
 *                        +--(REGISTER 401/403/404 ...)--> refused <+   (asked again after refusedRetryMs)
 * ```
 * Only the PBX's answers count: to REGISTER, and to an OPTIONS every few seconds. sip.js's Registerer keeps its state over
 * a lost connection and refreshes without telling how it went, so its part is done here.
 */
export function createConnection(ua: UserAgent, options: ConnectionOptions, events: ConnectionEvents): Connection {
  const { clock, timers } = options
  let registration: Registration = { state: 'stopped', reason: 'closed' }
  let expiresSeconds = options.expiresSeconds
  let registeredOnce = false
  let isDropping = false
  /** Grows whenever what is under way has lost its meaning; late answers are dropped by it. */
  let generation = 0
  let pending = timers.after(0, () => undefined)
  let refreshAt: EpochMs = clock.now()

  function set(next: Registration): void {
    registration = next
    events.onRegistration(next)
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
    const connecting = ua.state === UserAgentState.Stopped ? ua.start() : ua.reconnect()
    const isConnected = await bounded(
      connecting.then(() => true).catch(() => false),
      options.answerLimitMs * 2,
      false,
      timers,
    )
    if (mine !== generation) return
    if (isConnected) return register()
    loseSocket()
  }

  function unreachable(): void {
    generation += 1
    const since = registration.state === 'unreachable' ? registration.since : clock.now()
    const attempt = registration.state === 'unreachable' ? registration.attempt + 1 : 1
    const delayMs = backoffMs(attempt, options.backoff, options.random)
    set({ state: 'unreachable', since, attempt, nextTryAt: epochMs(clock.now() + delayMs) })
    later(delayMs, () => void connect())
  }

  async function register(): Promise<void> {
    const mine = ++generation
    const answer = await askPbx(ua, { method: 'REGISTER', expiresSeconds }, options.answerLimitMs, timers)
    if (mine !== generation) return
    if (answer.kind === 'silent') return loseSocket()
    if (answer.code >= 200 && answer.code < 300) return registered()
    if (answer.code === 423 && answer.minExpires !== null && answer.minExpires > expiresSeconds) {
      expiresSeconds = Math.min(answer.minExpires, 86_400)
      return register()
    }
    // 408 and 5xx say that the PBX cannot now, not that it will not.
    if (answer.code === 408 || (answer.code >= 500 && answer.code < 600)) return unreachable()
    refuse(answer)
  }

  function registered(): void {
    const now = clock.now()
    const isNew = registration.state !== 'registered'
    set({ state: 'registered', since: registration.state === 'registered' ? registration.since : now, provenAt: now })
    refreshAt = epochMs(now + options.refreshMs)
    later(options.pingEveryMs, () => void prove())
    if (isNew && registeredOnce) events.onBack()
    registeredOnce = true
  }

  function refuse(answer: Extract<PbxAnswer, { kind: 'answered' }>): void {
    const now = clock.now()
    const nextTryAt = epochMs(now + options.refusedRetryMs)
    set({ state: 'refused', sipCode: answer.code, at: now, nextTryAt })
    later(options.refusedRetryMs, () => void (ua.isConnected() ? register() : connect()))
  }

  /** One proof: a refresh when it is due, else the cheaper OPTIONS, whose every answer says that the PBX is there. */
  async function prove(): Promise<void> {
    if (clock.now() >= refreshAt) return register()
    const mine = ++generation
    const answer = await askPbx(ua, { method: 'OPTIONS' }, options.answerLimitMs, timers)
    if (mine !== generation) return
    if (answer.kind === 'silent' || registration.state !== 'registered') return loseSocket()
    set({ ...registration, provenAt: clock.now() })
    later(options.pingEveryMs, () => void prove())
  }

  /** Dropping reports a disconnection like any other, which is no second news. */
  function loseSocket(): void {
    isDropping = true
    options.dropSocket()
    isDropping = false
    unreachable()
  }

  return {
    start() {
      set({ state: 'connecting', since: clock.now(), attempt: 1 })
      void connect()
    },
    isRegistered: () => registration.state === 'registered',
    onDisconnect() {
      if (registration.state !== 'stopped' && !isDropping) unreachable()
    },
    async stop() {
      generation += 1
      pending.cancel()
      const wasRegistered = registration.state === 'registered'
      set({ state: 'stopped', reason: 'closed' })
      if (wasRegistered) await askPbx(ua, { method: 'REGISTER', expiresSeconds: 0 }, unregisterLimitMs, timers)
      generation += 1
      await ua.stop().catch(() => undefined)
    },
  }
}
