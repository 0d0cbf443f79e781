import { z } from 'zod'
import type { CallId } from '../../../shared/calls/call'
import type { LineError, PhoneLine } from '../../../shared/calls/phone-line'
import { parseJson } from '../../../shared/lib/parse-json'
import type { Result } from '../../../shared/lib/result'

/** Calls that this seat has dialled about an order; their lines in the call log say so. */
export interface DialledFor {
  /**
   * `onCall` is told of the call as soon as there is one, and of nobody else's. Orders that have to be looked for do not hold the call
   * back. `beside`: a call that waits on hold meanwhile.
   */
  dial(number: string, orders: readonly string[] | Promise<readonly string[]>, onCall?: (callId: CallId) => void, beside?: CallId | null): Promise<Result<void, LineError>>
  /** Numbers of the orders that the call was dialled about. */
  ordersOf(callId: CallId): readonly string[]
}

/** Where it is kept: outlives a load of the page, a lock and a crash, as the call does. Ids of calls and numbers of orders. */
export interface DialledMemory {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** One for each agent and mode. */
  readonly key: string
}

/** More calls than one seat has on the line, or has ended behind a lock. */
const mostKept = 50
const keptSchema = z.array(z.tuple([z.string(), z.array(z.string())])).max(mostKept)

export function createDialledFor(line: Pick<PhoneLine, 'execute' | 'snapshot' | 'subscribe'>, memory?: DialledMemory): DialledFor {
  const kept = keptSchema.safeParse(parseJson(memory?.storage.getItem(memory.key) ?? ''))
  const dialledFor = new Map<string, readonly string[]>(kept.success ? kept.data : [])

  function note(callId: CallId, orders: readonly string[]): void {
    if (orders.length === 0) return
    dialledFor.set(callId, orders)
    const [oldest] = dialledFor.keys()
    if (dialledFor.size > mostKept && oldest !== undefined) dialledFor.delete(oldest)
    try {
      memory?.storage.setItem(memory.key, JSON.stringify([...dialledFor]))
    } catch {
      // Full: this page knows it all the same.
    }
  }

  return {
    dial(number, orders, onCall, beside = null) {
      const before = new Set(line.snapshot().calls.map(({ id }) => id))
      const told = line.execute(beside === null ? { kind: 'dial', number } : { kind: 'consult', callId: beside, to: number })
      const bound = line.subscribe(({ calls }) => {
        const dialled = calls.find((call) => call.direction === 'outgoing' && !before.has(call.id))
        if (dialled === undefined) return
        if (orders instanceof Promise) void orders.then((found) => note(dialled.id, found))
        else note(dialled.id, orders)
        onCall?.(dialled.id)
      })
      return told.finally(bound)
    },
    ordersOf: (callId) => dialledFor.get(callId) ?? [],
  }
}
