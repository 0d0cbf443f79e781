import { z } from 'zod'
import type { Timers } from '../../shared/lib/clock'
import { err, type Result } from '../../shared/lib/result'
import { shiftAnswerSchema, shiftReportSchema, shiftRoutes, type ShiftAnswer, type ShiftReportAnswer } from '../../shared/shift/shift-api'
import type { NewShiftEvent } from '../../shared/shift/shift-event'
import type { DeskCallError, DeskHttp } from './desk-http'

export interface ShiftClientDeps {
  readonly timers: Timers
  onAnswer(answer: ShiftAnswer): void
  onAway(): void
}

/** What the desk says of the shift, asked again and again while it answers. */
export interface ShiftClient {
  /** The desk to ask; null while there is none. */
  follow(desk: Pick<DeskHttp, 'ask'> | null): void
  /** Something has changed that it may speak of. */
  refresh(): void
  /** One try; what came of it stands in the next answer, which is asked for at once. */
  send(event: NewShiftEvent): Promise<Result<unknown, DeskCallError>>
  report(window: { readonly from: number; readonly to: number }): Promise<Result<ShiftReportAnswer, DeskCallError>>
  dispose(): void
}

/** A promise or an approval is told within this time, without anything having to be called out. */
const askEveryMs = 10_000

export function createShiftClient({ timers, onAnswer, onAway }: ShiftClientDeps): ShiftClient {
  let current: Pick<DeskHttp, 'ask'> | null = null
  let state: 'idle' | 'asking' | 'asked-again' = 'idle'
  let next = { cancel: () => undefined as void }

  async function ask(): Promise<void> {
    const desk = current
    if (desk === null) return
    if (state !== 'idle') {
      state = 'asked-again'
      return
    }
    next.cancel()
    state = 'asking'
    const answer = await desk.ask(shiftRoutes.shift, shiftAnswerSchema)
    const again = (state as 'asking' | 'asked-again') === 'asked-again'
    state = 'idle'
    if (desk !== current) return void ask()
    if (answer.ok) onAnswer(answer.value)
    else onAway()
    if (again) return ask()
    next = timers.after(askEveryMs, () => void ask())
  }

  return {
    follow(desk) {
      current = desk
      next.cancel()
      if (desk === null) onAway()
      else void ask()
    },
    refresh: () => void ask(),
    async send(event) {
      const answer = await current?.ask(shiftRoutes.events, z.object({}), event)
      if (answer === undefined) return err({ code: 'unreachable' })
      void ask()
      return answer
    },
    async report(window) {
      return (await current?.ask(shiftRoutes.report, shiftReportSchema, window)) ?? err({ code: 'unreachable' })
    },
    dispose() {
      current = null
      next.cancel()
    },
  }
}
