import type { LineError } from '../../shared/calls/phone-line'
import { toRingSchema } from '../../shared/calls/phone-wire'
import type { FromRing, RingCall } from '../../shared/calls/phone-wire'
import { err, type Result } from '../../shared/lib/result'

export interface RingPort {
  /** A new port takes the place of the old one. */
  attach(port: MessagePort): void
  /** Settles with the phone's answer; with `phone-gone` when there is no phone, with `timed-out` when there is one that hangs. */
  ask(command: FromRing['command']): Promise<Result<void, LineError>>
}

type Settle = (result: Result<void, LineError>) => void

/** A phone that takes the press says at once that it is answering; one that says nothing for so long hangs. */
export const silentMs = 3_000
/** Longer than the phone itself takes to give up. */
const atMostMs = 10_000

/** The ring window's way to the phone: one masked call, two commands. */
export function createRingPort(onRing: (call: RingCall | null) => void, after: (delayMs: number, run: () => void) => unknown): RingPort {
  const waiting = new Map<string, Settle>()
  let heard = 0
  let port: MessagePort | null = null
  let asked = 0

  function onMessage(event: MessageEvent<unknown>): void {
    const parsed = toRingSchema.safeParse(event.data)
    if (!parsed.success) return
    heard += 1
    if (parsed.data.kind === 'ring') return onRing(parsed.data.call)
    settle(parsed.data.requestId, parsed.data.result)
  }

  /** Once: an answer that comes too late finds nobody. */
  function settle(requestId: string, result: Result<void, LineError>): void {
    waiting.get(requestId)?.(result)
    waiting.delete(requestId)
  }

  function fail(): void {
    for (const requestId of [...waiting.keys()]) settle(requestId, err({ code: 'phone-gone' }))
  }

  return {
    attach(next) {
      port?.close()
      fail()
      port = next
      port.addEventListener('message', onMessage)
      port.start()
    },
    ask(command) {
      if (port === null) return Promise.resolve(err({ code: 'phone-gone' }))
      asked += 1
      const requestId = `ring-${asked}`
      const message: FromRing = { kind: 'command', requestId, command }
      const heardBefore = heard
      const giveUp = () => settle(requestId, err({ code: 'timed-out' }))
      port.postMessage(message)
      after(silentMs, () => heard === heardBefore && giveUp())
      after(atMostMs, giveUp)
      return new Promise((resolve) => waiting.set(requestId, resolve))
    },
  }
}
