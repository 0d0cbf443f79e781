import { audioDeviceLimits } from '../../../shared/calls/audio-devices'
import type { SteadyMs } from '../../../shared/lib/clock'
import type { Headset, HeadsetButton, Leds } from './headset'
import { fieldsOf, lengthOf, readBit, writeBit } from './hid-reports'
import type { Field, HidCollection } from './hid-reports'

/** As much of WebHID's `HIDDevice` as is used here. */
export interface HidDevice extends EventTarget {
  readonly opened: boolean
  readonly productName: string
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array): Promise<void>
}

interface InputReport extends Event {
  readonly reportId: number
  readonly data: DataView
}

/** Usage pages (HID Usage Tables 1.4, sections 11 and 14). */
const ledPage = 0x08
const telephonyPage = 0x0b

const usageOf = (page: number, id: number) => page * 0x1_0000 + id
const hookSwitch = usageOf(telephonyPage, 0x20)
const flash = usageOf(telephonyPage, 0x21)
const holdButton = usageOf(telephonyPage, 0x23)
const drop = usageOf(telephonyPage, 0x26)
const phoneMute = usageOf(telephonyPage, 0x2f)

const lights: ReadonlyMap<number, keyof Leds> = new Map<number, keyof Leds>([
  [usageOf(ledPage, 0x09), 'mute'],
  [usageOf(ledPage, 0x17), 'offHook'],
  [usageOf(ledPage, 0x18), 'ring'],
  [usageOf(ledPage, 0x20), 'hold'],
  // Some headsets ring by the telephony page's own "Ringer".
  [usageOf(telephonyPage, 0x9e), 'ring'],
])

/** A headset that is told to be off hook often answers by saying that it is; late, when the next call rings already, that is no button. */
const echoMs = 400

/** Null: this device has no buttons of a telephone. */
export function hidHeadset(device: HidDevice, steadyMs: SteadyMs): Headset | null {
  const telephony = device.collections.filter(({ usagePage }) => usagePage === telephonyPage)
  const inputs = fieldsOf(telephony.flatMap(({ inputReports }) => inputReports))
  if (!inputs.some(({ usage }) => usage === hookSwitch || usage === phoneMute)) return null
  const outputs = device.collections
    .flatMap(({ outputReports }) => outputReports)
    .map((report) => ({ reportId: report.reportId, length: lengthOf(report), fields: fieldsOf([report]).filter(({ usage }) => lights.has(usage)) }))
    .filter(({ fields }) => fields.length > 0)
  const wasSet = new Map<Field, boolean>()
  let told: Leds | null = null
  /** What its hook said of itself last, and when. */
  let saidHook: { readonly offHook: boolean; readonly at: number } | null = null
  let echoes: readonly { readonly offHook: boolean; readonly until: number }[] = []
  let sent: Promise<unknown> = Promise.resolve()

  /** One report after the other, so that the newest is the last. */
  function send(reportId: number, data: Uint8Array): void {
    sent = sent.then(() => device.sendReport(reportId, data)).catch(() => undefined)
  }

  /** Not a hand: an echo, or said once more on the way of a report that was already answered with the opposite. */
  function isEcho(offHook: boolean): boolean {
    const now = steadyMs()
    const isRepeated = saidHook?.offHook === offHook && now - saidHook.at < echoMs
    saidHook = { offHook, at: now }
    if (isRepeated) return true
    echoes = echoes.filter(({ until }) => until > now)
    const at = echoes.findIndex((echo) => echo.offHook === offHook)
    if (at >= 0) echoes = echoes.slice(at + 1)
    return at >= 0
  }

  function buttonOf(field: Field, isSet: boolean): HeadsetButton | null {
    if (field.usage === hookSwitch && field.says === 'switch') return isEcho(isSet) ? null : { kind: 'hook', offHook: isSet }
    if (field.usage === phoneMute && field.says === 'switch') return { kind: 'mute', muted: isSet }
    if (!isSet) return null
    switch (field.usage) {
      case hookSwitch:
        return { kind: 'hook-pressed' }
      case phoneMute:
        return { kind: 'mute-pressed' }
      case flash:
      case holdButton:
        return { kind: 'hold-pressed' }
      case drop:
        return { kind: 'drop-pressed' }
      default:
        return null
    }
  }

  function write(leds: Leds): void {
    // A switch takes over what it is told, mostly without a word.
    for (const field of inputs) {
      if (field.says === 'switch' && field.usage === hookSwitch) wasSet.set(field, leds.offHook)
      if (field.says === 'switch' && field.usage === phoneMute) wasSet.set(field, leds.mute)
    }
    for (const { reportId, length, fields } of outputs) {
      const data = new Uint8Array(length)
      for (const { usage, bit } of fields) {
        const light = lights.get(usage)
        if (light !== undefined && leds[light]) writeBit(data, bit)
      }
      send(reportId, data)
    }
  }

  return {
    name: device.productName.slice(0, audioDeviceLimits.label),
    show(leds) {
      if (told !== null && told.offHook !== leds.offHook) echoes = [...echoes, { offHook: leds.offHook, until: steadyMs() + echoMs }]
      told = leds
      write(leds)
    },
    watch(listener) {
      const onReport = (event: Event) => {
        const { reportId, data } = event as InputReport
        for (const field of inputs) {
          if (field.reportId !== reportId) continue
          const isSet = readBit(data, field.bit)
          if (field.says !== 'pulse' && isSet === (wasSet.get(field) ?? false)) continue
          wasSet.set(field, isSet)
          const button = buttonOf(field, isSet)
          if (button !== null) listener(button)
          // Taken for an echo: should it have been a hand, the headset is of another opinion now.
          else if (field.usage === hookSwitch && told !== null) write(told)
        }
      }
      device.addEventListener('inputreport', onReport)
      return () => device.removeEventListener('inputreport', onReport)
    },
  }
}
