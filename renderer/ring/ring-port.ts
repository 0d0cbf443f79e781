import type { LineError } from '../../shared/calls/phone-line'
import { toRingSchema } from '../../shared/calls/phone-wire'
import type { FromRing, RingCall } from '../../shared/calls/phone-wire'
import type { Result } from '../../shared/lib/result'

export interface RingPort {
  /** A new port takes the place of the old one. */
  attach(port: MessagePort): void
  /** Settles with the phone's answer; with `phone-gone` when there is no phone. */
  ask(command: FromRing['command']): Promise<Result<void, LineError>>
}

/** The ring window's way to the phone: one masked call, two commands. */
export function createRingPort(onRing: (call: RingCall | null) => void): RingPort {
  const waiting = new Map<string, (result: Result<void, LineError>) => void>()
  let port: MessagePort | null = null
  let asked = 0

  function onMessage(event: MessageEvent<unknown>): void {
    const parsed = toRingSchema.safeParse(event.data)
    if (!parsed.success) return
    if (parsed.data.kind === 'ring') return onRing(parsed.data.call)
    waiting.get(parsed.data.requestId)?.(parsed.data.result)
    waiting.delete(parsed.data.requestId)
  }

  function fail(): void {
    for (const settle of waiting.values()) settle({ ok: false, error: { code: 'phone-gone' } })
    waiting.clear()
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
      if (port === null) return Promise.resolve({ ok: false, error: { code: 'phone-gone' } })
      asked += 1
      const requestId = `ring-${asked}`
      const message: FromRing = { kind: 'command', requestId, command }
      port.postMessage(message)
      return new Promise((resolve) => waiting.set(requestId, resolve))
    },
  }
}
