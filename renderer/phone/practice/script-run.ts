import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { canBeRung } from './can-be-rung'
import type { CallerAudio, ExpectedSeat, FarEnd, FarEndCall, FarEndEvent } from './far-end'
import type { Script, Step } from './scripts'

/** How long the queue lets a seat ring, and how soon it tries again. */
const ringSeconds = 20
const retryMs = 1000
/** How long somebody whose call has fallen waits to be called back. */
const calledBackWithinMs = 60_000

export interface ScriptParts {
  readonly farEnd: FarEnd
  readonly clock: Clock
  readonly timers: Timers
  openCallerAudio(recordedAs: string): CallerAudio
  onSaying(text: string | null): void
  /** By now the agent can know that the call is RED. */
  onTold(): void
  onOver(): void
}

export interface ScriptRun {
  /** Names the caller over all rings of this run (X-Call-Id). */
  readonly queueCallId: string
  /** Tells that the seat has changed: a waiting caller rings when it may be rung. */
  look(seat: LineSnapshot): void
  /** The caller leaves, wherever the call stands. */
  stop(): void
}

type Phase = 'waiting' | 'ringing' | 'talking' | 'fallen' | 'over'

/** Plays one caller: waits in the queue, rings, speaks, leaves; one whose call falls waits to be called back, and speaks on. */
export function playScript(script: Script, queueCallId: string, parts: ScriptParts): ScriptRun {
  const { farEnd, clock, timers } = parts
  const startedAt = clock.now()
  let phase: Phase = 'waiting'
  let call: FarEndCall | null = null
  let calledBack: ExpectedSeat | null = null
  let isHeld = false
  let retryAt = startedAt as number
  let resume: (() => void) | null = null

  let patience = timers.after(script.patienceMs, leave)
  let part = script.steps
  let ring = timers.after(0, () => undefined)
  let retry = timers.after(0, () => undefined)
  let lastSeen: LineSnapshot | null = null

  function look(seat: LineSnapshot): void {
    lastSeen = seat
    if (phase !== 'waiting' || !canBeRung(seat)) return
    retry.cancel()
    const waitMs = retryAt - clock.now()
    if (waitMs <= 0) offer()
    else retry = timers.after(waitMs, () => lastSeen !== null && look(lastSeen))
  }

  function offer(): void {
    phase = 'ringing'
    const waitedSeconds = script.waitedSeconds + Math.floor((clock.now() - startedAt) / 1000)
    const isRinging = { now: true }
    call = farEnd.call(
      script.caller,
      { queue: 'hotline', queueCallId, waitedSeconds, ringSeconds },
      parts.openCallerAudio(queueCallId),
      (event) => isRinging.now && onEvent(event),
    )
    const thisCall = call
    ring = timers.after(ringSeconds * 1000, () => {
      if (phase !== 'ringing') return
      isRinging.now = false
      phase = 'waiting'
      retryAt = clock.now() + retryMs
      thisCall.cancel()
    })
  }

  function onEvent(event: FarEndEvent): void {
    switch (event.kind) {
      case 'answered':
        patience.cancel()
        ring.cancel()
        phase = 'talking'
        return void talk(part)
      case 'held':
        isHeld = true
        return
      case 'resumed':
        isHeld = false
        resume?.()
        return
      // The queue passes a declined call on to another seat.
      case 'refused':
      case 'ended':
        return phase === 'fallen' ? undefined : over()
      // What is said to somebody else is not played; this end of the call is over in a moment.
      case 'referred':
      case 'ringing':
      case 'digit':
        return
      default:
        return assertNever(event)
    }
  }

  async function talk(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await untilHeard()
      if (isOver()) return
      if (step.kind === 'drop') return fall()
      await perform(step)
    }
    if (script.atEnd === 'hang-up' && !isOver()) speaker()?.hangUp()
  }

  /** The line is gone under the caller, who has not hung up. */
  function fall(): void {
    phase = 'fallen'
    part = script.drill?.calledBack ?? []
    patience.cancel()
    patience = timers.after(calledBackWithinMs, leave)
    calledBack = farEnd.expectSeat(numberOf(script.caller.fromUri), (event) => {
      // Rung, and let go before the answer: the next call is answered, too.
      if (event.kind === 'ended' && phase === 'fallen') fall()
      else onEvent(event)
    })
    call?.hangUp()
  }

  const speaker = () => calledBack ?? call

  /** Nobody talks to the music on hold. */
  function untilHeard(): Promise<void> {
    if (!isHeld) return Promise.resolve()
    return new Promise((resolve) => {
      resume = resolve
    })
  }

  async function perform(step: Exclude<Step, { kind: 'drop' }>): Promise<void> {
    switch (step.kind) {
      case 'pause':
        return new Promise((resolve) => void timers.after(step.ms, resolve))
      case 'say':
        parts.onSaying(step.text)
        await speaker()?.say(step.lineId)
        if (!isOver()) parts.onSaying(null)
        return
      case 'digit':
        return speaker()?.sendDigit(step.digit)
      case 'told':
        return parts.onTold()
      default:
        return assertNever(step)
    }
  }

  function leave(): void {
    if (phase === 'talking') speaker()?.hangUp()
    else if (phase !== 'fallen') call?.cancel()
    over()
  }

  function over(): void {
    if (isOver()) return
    phase = 'over'
    patience.cancel()
    ring.cancel()
    retry.cancel()
    calledBack?.forget()
    resume?.()
    parts.onOver()
  }

  function isOver(): boolean {
    return phase === 'over'
  }

  return {
    queueCallId,
    look,
    stop: leave,
  }
}

/** What a seat dials that calls back. */
function numberOf(uri: string): string {
  return /^sips?:([^@]*)@/.exec(uri)?.[1] ?? uri
}
