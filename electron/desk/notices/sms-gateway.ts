import type { Timers } from '../../../shared/lib/clock'
import { createPause } from '../../../shared/lib/pause'
import type { DeskLog } from '../desk-log'
import type { SmsSettings } from './sms-settings'

export interface SmsMessage {
  /** The same for a second try, so that a gateway can drop a double. */
  readonly id: string
  /** Eleven digits of a mobile of the mainland. */
  readonly to: string
  readonly text: string
}

/** Takes messages to telephones. */
export interface SmsGateway {
  /** Whether it was taken, which says nothing of anybody having read it. Never rejects. */
  send(message: SmsMessage): Promise<boolean>
}

export interface SmsGatewayOptions {
  readonly settings: SmsSettings
  readonly fetch: typeof globalThis.fetch
  readonly timers: Timers
  readonly log: DeskLog
}

/** Two tries and the pause between them end before a console gives its question up (15 s). */
export const smsAnswerMs = 5_000
export const smsAgainAfterMs = 1_000

/** One POST of JSON for each message; an answer of 2xx is "taken", and everything else is not. */
export function createSmsGateway({ settings: { url, token }, fetch, timers, log }: SmsGatewayOptions): SmsGateway {
  /** Null when it was taken, else why not. */
  async function tryOnce(message: SmsMessage): Promise<string | null> {
    const limit = new AbortController()
    const timer = timers.after(smsAnswerMs, () => limit.abort())
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ to: message.to, text: message.text, id: message.id }),
        // SECURITY: the token and a colleague's number go where the house has said, and nowhere that an answer names.
        redirect: 'manual',
        signal: limit.signal,
      })
      // Nothing that it says is read, however much it is.
      await response.body?.cancel().catch(() => undefined)
      return response.ok ? null : `status-${response.status}`
    } catch {
      return limit.signal.aborted ? 'timed-out' : 'unreachable'
    } finally {
      timer.cancel()
    }
  }

  return {
    async send(message) {
      for (const isLast of [false, true]) {
        const why = await tryOnce(message)
        if (why === null) return true
        // SECURITY: neither the number nor the words.
        log({ event: 'sms-not-taken', id: message.id, why, isLast })
        if (!isLast) await createPause(timers).wait(smsAgainAfterMs)
      }
      return false
    },
  }
}
