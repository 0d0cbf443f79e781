import type { LineError } from '../../../shared/calls/phone-line'
import { dutyRingMs } from '../../../shared/help/red-help'
import type { Timers } from '../../../shared/lib/clock'
import { ok, type Result } from '../../../shared/lib/result'
import { serviceCodes } from './service-codes'
import type { SideCall, SideCallOptions } from './side-call'

export interface DutyRing {
  ring(number: string): Promise<Result<void, LineError>>
  stop(): void
}

interface DutyRingParts {
  readonly timers: Timers
  call(code: string, options: SideCallOptions): Promise<Result<SideCall, LineError>>
  mayDial(): Result<void, LineError>
}

/** The PBX's own answer about somebody who does not answer comes a moment later. */
const ringLimitMs = dutyRingMs + 2_000
const byeAfterMs = 1000

/**
 * Has the PBX ring somebody on duty: the code answers once they have, and the PBX lets them hear this seat's call. What this phone sends
 * carries no voice, so that the caller hears nothing of it and is never put on hold for it.
 */
export function createDutyRing({ timers, call, mayDial }: DutyRingParts): DutyRing {
  let giveUp: (() => void) | null = null
  return {
    async ring(number) {
      const may = mayDial()
      if (!may.ok) return may
      const answered = await call(`${serviceCodes.duty}${number}`, { limitMs: ringLimitMs, onBegun: (stop) => { giveUp = stop } })
      giveUp = null
      if (!answered.ok) return answered
      timers.after(byeAfterMs, () => answered.value.hangUp())
      return ok(undefined)
    },
    stop() {
      giveUp?.()
    },
  }
}
