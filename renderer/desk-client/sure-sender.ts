import type { NewFloorSignal } from '../../shared/floor/floor-signal'
import type { Clock, Timers } from '../../shared/lib/clock'
import type { Result } from '../../shared/lib/result'
import type { DeskCallError } from './desk-http'

export interface SureSenderPorts {
  readonly clock: Clock
  readonly timers: Timers
  send(signal: NewFloorSignal): Promise<Result<number, DeskCallError>>
}

/** Tells a desk that may be away for a moment, each signal once and in order. */
export interface SureSender {
  /**
   * Resolves with whether the desk has it; false: it said no, or was away for too long.
   * @param replaces a waiting signal under the same name is not worth sending any more
   */
  tell(signal: NewFloorSignal, replaces?: string): Promise<boolean>
  /** Nothing that still waits is sent. */
  dispose(): void
}

const retryMs = 1_000
/** What a lead hears later than this would only mislead. */
const tooLateMs = 120_000

interface Waiting {
  readonly signal: NewFloorSignal
  readonly since: number
  readonly replaces: string | null
  settle(told: boolean): void
}

export function createSureSender({ clock, timers, send }: SureSenderPorts): SureSender {
  let waiting: readonly Waiting[] = []
  let isSending = false
  let retry = { cancel: () => undefined as void }

  function leave(gone: Waiting, told: boolean): void {
    waiting = waiting.filter((each) => each !== gone)
    gone.settle(told)
  }

  async function work(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      if (clock.now() - first.since > tooLateMs) {
        leave(first, false)
        continue
      }
      const answer = await send(first.signal)
      if (answer.ok) leave(first, true)
      else if (answer.error.code === 'desk-error' && answer.error.httpStatus < 500) leave(first, false)
      else break
    }
    isSending = false
    retry.cancel()
    if (waiting.length > 0) retry = timers.after(retryMs, () => void work())
  }

  return {
    tell(signal, replaces) {
      return new Promise((resolve) => {
        const under = replaces ?? null
        // The first may be on its way already; what waits behind it is not.
        const [head, ...rest] = waiting
        const stale = under === null ? [] : rest.filter((each) => each.replaces === under)
        for (const each of stale) each.settle(false)
        const kept = rest.filter((each) => !stale.includes(each))
        waiting = [...(head === undefined ? [] : [head]), ...kept, { signal, since: clock.now(), replaces: under, settle: resolve }]
        void work()
      })
    },
    dispose() {
      retry.cancel()
      for (const each of waiting) each.settle(false)
      waiting = []
    },
  }
}
