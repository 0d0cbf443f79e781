import type { Timers } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'

type Failure<E> = { readonly code: 'timed-out' | 'phone-gone' } | E
type Settle = (result: Result<never, never>) => void

/** Questions that wait for their answers; each settles exactly once, at the latest after the time limit. */
export interface Requests {
  /** Posts what `message` makes of a new request id. `limitMs`: for what may take longer than the others. Never rejects. */
  ask<E, T = void>(port: MessagePort | null, message: (requestId: string) => object, limitMs?: number): Promise<Result<T, Failure<E>>>
  /** An answer whose question is unknown, or was answered before, is dropped. */
  settle(requestId: string, result: Result<unknown, object>): void
  failAll(code: 'phone-gone'): void
}

export function createRequests(newId: NewId, timers: Timers, timeoutMs: number): Requests {
  const waiting = new Map<string, Settle>()

  function settle(requestId: string, result: Result<unknown, object>): void {
    waiting.get(requestId)?.(result as Result<never, never>)
  }

  return {
    ask<E, T = void>(port: MessagePort | null, message: (requestId: string) => object, limitMs = timeoutMs): Promise<Result<T, Failure<E>>> {
      if (port === null) return Promise.resolve(err<Failure<E>>({ code: 'phone-gone' }))
      const requestId = newId()
      return new Promise((resolve) => {
        const timer = timers.after(limitMs, () => settle(requestId, err({ code: 'timed-out' })))
        waiting.set(requestId, (result) => {
          waiting.delete(requestId)
          timer.cancel()
          resolve(result)
        })
        port.postMessage(message(requestId))
      })
    },
    settle,
    failAll(code) {
      for (const requestId of [...waiting.keys()]) settle(requestId, err({ code }))
    },
  }
}
