import type { CallLine, CallLog } from '../../../shared/calls/call-log'
import type { Timers } from '../../../shared/lib/clock'

/** Puts ended calls into the seat's list. */
export interface CallLines {
  /** `insteadOfDraft`: the draft that goes with it. What cannot be written is kept and tried again until it can. */
  write(line: CallLine, insteadOfDraft?: string): void
  dispose(): void
}

export interface CallLinesPorts {
  readonly callLog: Pick<CallLog, 'write'>
  readonly timers: Timers
  /** Told once for all that wait. */
  onNotWritten(): void
}

type Parts = readonly [line: CallLine, insteadOfDraft?: string | undefined]

const retryMs = 2_000

export function createCallLines({ callLog, timers, onNotWritten }: CallLinesPorts): CallLines {
  /** By call: of two lines of one call the later knows more. */
  const newest = new Map<string, Parts>()
  const waiting = new Map<string, Parts>()
  let timer: { cancel(): void } | null = null
  let isDisposed = false

  function plan(): void {
    if (isDisposed || timer !== null || waiting.size === 0) return
    timer = timers.after(retryMs, () => {
      timer = null
      void again()
    })
  }

  /** One after the other, and no further than to the first that does not go: where one finds no room the next finds none. */
  async function again(): Promise<void> {
    for (const [callId, parts] of waiting) {
      if (!(await attempt(parts))) break
      if (waiting.get(callId) === parts) waiting.delete(callId)
      forget(callId, parts)
    }
    plan()
  }

  function attempt(parts: Parts): Promise<boolean> {
    return callLog.write(...parts).then(() => true, () => false)
  }

  function forget(callId: string, parts: Parts): void {
    if (newest.get(callId) === parts) newest.delete(callId)
  }

  return {
    write(...parts) {
      const [{ callId }] = parts
      newest.set(callId, parts)
      waiting.delete(callId)
      void attempt(parts).then((isWritten) => {
        if (isWritten || newest.get(callId) !== parts) return forget(callId, parts)
        if (waiting.size === 0) onNotWritten()
        waiting.set(callId, parts)
        plan()
      })
    },
    dispose() {
      isDisposed = true
      timer?.cancel()
    },
  }
}
