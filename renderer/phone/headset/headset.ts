import type { Call } from '../../../shared/calls/call'
import type { LineCommand, LineSnapshot } from '../../../shared/calls/phone-line'
import { assertNever } from '../../../shared/lib/assert-never'

/** What a headset shows of the calls. */
export interface Leds {
  readonly ring: boolean
  readonly offHook: boolean
  readonly mute: boolean
  readonly hold: boolean
}

/** `hook` and `mute` come from switches that know their own position, the others from buttons that only know that they were pressed. */
export type HeadsetButton =
  | { readonly kind: 'hook'; readonly offHook: boolean }
  | { readonly kind: 'mute'; readonly muted: boolean }
  | { readonly kind: 'hook-pressed' | 'mute-pressed' | 'hold-pressed' | 'drop-pressed' }

/** A headset with buttons and lights. */
export interface Headset {
  readonly name: string
  show(leds: Leds): void
  /** Returns the way to stop. */
  watch(listener: (button: HeadsetButton) => void): () => void
}

type Calls = Pick<LineSnapshot, 'calls'>

/** The lights are nothing but the line's snapshot: whatever was pressed, they say what the call is. */
export function ledsFor({ calls }: Calls): Leds {
  const inHand = handledCall(calls)
  const live = inHand?.state === 'live' ? inHand : null
  return {
    ring: ringingCall(calls) !== null,
    offHook: inHand !== null,
    mute: live?.muted === true,
    hold: live !== null && live.hold !== 'off',
  }
}

/** What a button means in this state; null = nothing: it only said what is so already, or there is no call for it. */
export function commandFor(button: HeadsetButton, { calls }: Calls): LineCommand | null {
  const ringing = ringingCall(calls)
  const inHand = handledCall(calls)
  const live = inHand?.state === 'live' ? inHand : null
  switch (button.kind) {
    case 'hook':
      return button.offHook ? answer(inHand, ringing) : hangUp(inHand)
    case 'hook-pressed':
      return inHand === null ? answer(inHand, ringing) : hangUp(inHand)
    case 'mute':
      return live === null || live.muted === button.muted ? null : { kind: 'mute', callId: live.id, muted: button.muted }
    case 'mute-pressed':
      return live === null ? null : { kind: 'mute', callId: live.id, muted: !live.muted }
    case 'hold-pressed':
      if (live?.hold === 'off') return { kind: 'hold', callId: live.id }
      return live?.hold === 'held' ? { kind: 'resume', callId: live.id } : null
    case 'drop-pressed':
      return inHand === null && ringing !== null ? { kind: 'decline', callId: ringing.id, reason: 'other' } : hangUp(inHand)
    default:
      return assertNever(button)
  }
}

/** While somebody is talked to, a second ring is answered on the screen, where one sees what becomes of the first. */
function answer(inHand: Call | null, ringing: Call | null): LineCommand | null {
  return inHand !== null || ringing === null ? null : { kind: 'answer', callId: ringing.id }
}

function hangUp(inHand: Call | null): LineCommand | null {
  return inHand === null ? null : { kind: 'hang-up', callId: inHand.id }
}

function ringingCall(calls: readonly Call[]): Call | null {
  return calls.find(({ state, direction }) => state === 'ringing' && direction === 'incoming') ?? null
}

/** The call that the headset is in: one that is talked in, else one on its way, else one on hold. */
export function handledCall(calls: readonly Call[]): Exclude<Call, { state: 'ringing' | 'ended' }> | null {
  const open = calls.filter((call) => call.state !== 'ringing' && call.state !== 'ended')
  return open.find((call) => call.state === 'live' && call.hold === 'off') ?? open.find((call) => call.state !== 'live') ?? open[0] ?? null
}
