import type { CallId } from '../../../shared/calls/call'
import type { LineCommand, PhoneLine } from '../../../shared/calls/phone-line'
import { createTurnWatch } from '../../../shared/calls/turned-call'
import type { SteadyMs } from '../../../shared/lib/clock'
import { commandFor, handledCall, ledsFor } from './headset'
import type { Headset } from './headset'
import { hidHeadset } from './hid-headset'
import type { HidDevice } from './hid-headset'

/** As much of `navigator.hid` as is used here. Which devices it lists is decided by main; none is ever asked for. */
export interface HidPort extends EventTarget {
  getDevices(): Promise<readonly HidDevice[]>
}

export interface HeadsetParts {
  /** Null where this system has no WebHID. */
  readonly hid: HidPort | null
  readonly line: Pick<PhoneLine, 'snapshot' | 'subscribe' | 'execute'>
  readonly steadyMs: SteadyMs
  /** Told with every headset that comes or goes. */
  onNames(names: readonly string[]): void
  /** Tells whoever knows the caller that the headset was hung up; false = nobody is there. */
  wishHangUp(callId: CallId): boolean
}

/** As long as the question on the screen stands. */
const sameWishMs = 3000

/** Joins every headset with buttons to the line: its lights follow the calls, its buttons give the same commands as the screen. */
export function runHeadsets({ hid, line, steadyMs, onNames, wishHangUp }: HeadsetParts): void {
  const joined = new Map<HidDevice, { readonly headset: Headset; leave(): void }>()

  const turn = createTurnWatch(({ calls }) => handledCall(calls), steadyMs)
  let wished: { readonly callId: CallId; readonly at: number } | null = null

  /**
   * A slip of the finger must not leave a caller in danger alone. The console knows who is; should it hang itself, the same
   * press once more is never held up.
   */
  function decide(command: LineCommand | null): LineCommand | null {
    if (command?.kind !== 'hang-up') return command
    // Whoever was asked has just hung up as well: the caller is in hand now, and was not meant.
    if (turn.hasJustTurned()) return null
    const { callId } = command
    const isAgain = wished?.callId === callId && steadyMs() - wished.at <= sameWishMs
    wished = isAgain ? null : { callId, at: steadyMs() }
    return isAgain || !wishHangUp(callId) ? command : null
  }

  function show(headset: Headset): void {
    headset.show(ledsFor(line.snapshot()))
  }

  async function join(device: HidDevice): Promise<void> {
    const headset = joined.has(device) ? null : hidHeadset(device, steadyMs)
    if (headset === null) return
    const stop = headset.watch((button) => {
      const command = decide(commandFor(button, line.snapshot()))
      // Many headsets turn their own light with the button; whatever comes of it, the light is set to what is so. Not before it
      // has come of it: a headset that is told the old state again takes that for its new one.
      if (command === null) show(headset)
      else void line.execute(command).then(() => joined.has(device) && show(headset))
    })
    joined.set(device, { headset, leave: stop })
    try {
      if (!device.opened) await device.open()
    } catch {
      // Another program has it for itself; it is tried again when it is plugged in anew.
      return leave(device)
    }
    if (!joined.has(device)) return
    show(headset)
    tellNames()
  }

  function leave(device: HidDevice): void {
    joined.get(device)?.leave()
    if (joined.delete(device)) tellNames()
  }

  function tellNames(): void {
    onNames([...joined.values()].map(({ headset }) => headset.name).slice(0, 8))
  }

  if (hid === null) return
  hid.addEventListener('connect', (event) => void join((event as Event & { device: HidDevice }).device))
  hid.addEventListener('disconnect', (event) => leave((event as Event & { device: HidDevice }).device))
  void hid.getDevices().then((devices) => devices.forEach((device) => void join(device)), () => undefined)

  let last = ''
  line.subscribe((snapshot) => {
    turn.follow(snapshot)
    const leds = ledsFor(snapshot)
    const text = JSON.stringify(leds)
    if (text === last) return
    last = text
    for (const { headset } of joined.values()) headset.show(leds)
  })
}
