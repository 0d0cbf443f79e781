import type { CallId } from '../../../shared/calls/call'
import type { LineError, PhoneLine } from '../../../shared/calls/phone-line'
import type { Result } from '../../../shared/lib/result'

/** Calls that this seat has dialled about an order; their lines in the call log say so. */
export interface DialledFor {
  /** `onCall` is told of the call as soon as there is one, and of nobody else's. `beside`: a call that waits on hold meanwhile. */
  dial(number: string, orders: readonly string[], onCall?: (callId: CallId) => void, beside?: CallId | null): Promise<Result<void, LineError>>
  /** Numbers of the orders that the call was dialled about. */
  ordersOf(callId: CallId): readonly string[]
}

export function createDialledFor(line: Pick<PhoneLine, 'execute' | 'snapshot' | 'subscribe'>): DialledFor {
  const dialledFor = new Map<CallId, readonly string[]>()
  return {
    dial(number, orders, onCall, beside = null) {
      const before = new Set(line.snapshot().calls.map(({ id }) => id))
      const told = line.execute(beside === null ? { kind: 'dial', number } : { kind: 'consult', callId: beside, to: number })
      const bound = line.subscribe(({ calls }) => {
        const dialled = calls.find((call) => call.direction === 'outgoing' && !before.has(call.id))
        if (dialled === undefined) return
        dialledFor.set(dialled.id, orders)
        onCall?.(dialled.id)
      })
      return told.finally(bound)
    },
    ordersOf: (callId) => dialledFor.get(callId) ?? [],
  }
}
