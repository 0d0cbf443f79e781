import type { HidDevice } from '../../../../renderer/phone/headset/hid-headset'
import type { HidItem } from '../../../../renderer/phone/headset/hid-reports'
import type { HidPort } from '../../../../renderer/phone/headset/run-headsets'

export type LightName = 'offHook' | 'mute' | 'ring' | 'hold'
export type ButtonName = 'hook' | 'mute' | 'flash' | 'drop'

export interface HeadsetKind {
  /** Says that it is off hook as soon as it is told to be. */
  readonly echoes: boolean
  /** How its mute button speaks. */
  readonly mute: 'pulse' | 'switch'
  /** Whether pressing a button turns its own light at once. */
  readonly turnsOwnLights: boolean
}

export interface FakeHidDevice extends HidDevice {
  readonly lights: Readonly<Record<LightName, boolean>>
  press(button: ButtonName): void
}

const bits = { offHook: 0, mute: 1, ring: 2, hold: 3 } as const
const keys = { hook: 0, mute: 1, flash: 2, drop: 3 } as const
const reportId = 2

function item(usages: readonly number[], more: Partial<HidItem> = {}): HidItem {
  return {
    isAbsolute: true, isArray: false, isRange: false, isConstant: false, hasPreferredState: false,
    usages, usageMinimum: 0, usageMaximum: 0, reportSize: 1, reportCount: usages.length, ...more,
  }
}

const padding = (reportCount: number) => item([], { isConstant: true, reportCount })

/** A headset as its own firmware behaves: it has a hook and lights of its own, and is only now and then of the computer's opinion. */
export function createFakeHeadset(kind: HeadsetKind): FakeHidDevice {
  const target = new EventTarget()
  const lights = { offHook: false, mute: false, ring: false, hold: false }
  const own = { hook: false, mute: false }
  const momentary = { hasPreferredState: true }

  function report(pressed: Partial<Record<ButtonName, boolean>>): void {
    let byte = own.hook ? 1 << keys.hook : 0
    if (kind.mute === 'switch' && own.mute) byte |= 1 << keys.mute
    for (const name of ['mute', 'flash', 'drop'] as const) if (pressed[name] === true) byte |= 1 << keys[name]
    target.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data: new DataView(new Uint8Array([byte]).buffer) }))
  }

  const device = {
    opened: false,
    productName: 'Fake headset',
    collections: [
      { usagePage: 0x0c, inputReports: [{ reportId: 1, items: [item([0x0c00e9, 0x0c00ea], { isAbsolute: false }), padding(6)] }], outputReports: [] },
      {
        usagePage: 0x0b,
        inputReports: [{
          reportId,
          items: [
            item([0x0b0020]),
            item([0x0b002f], kind.mute === 'pulse' ? { isAbsolute: false } : {}),
            item([0x0b0021], momentary),
            item([0x0b0026], momentary),
            padding(4),
          ],
        }],
        outputReports: [{ reportId, items: [item([0x080017, 0x080009, 0x080018, 0x080020]), padding(4)] }],
      },
    ],
    lights,
    async open() {
      device.opened = true
    },
    async close() {
      device.opened = false
    },
    async sendReport(id: number, data: Uint8Array) {
      if (id !== reportId || data.length !== 1) throw new Error('no such report')
      for (const [light, bit] of Object.entries(bits)) lights[light as LightName] = (((data[0] ?? 0) >> bit) & 1) === 1
      const isNews = own.hook !== lights.offHook
      own.hook = lights.offHook
      if (kind.mute === 'switch') own.mute = lights.mute
      if (isNews && kind.echoes) report({})
    },
    press(button: ButtonName) {
      if (button === 'hook') own.hook = !own.hook
      if (button === 'mute') own.mute = !own.mute
      if (kind.turnsOwnLights) {
        if (button === 'hook') lights.offHook = own.hook
        if (button === 'mute') lights.mute = !lights.mute
      }
      report({ [button]: button !== 'mute' || kind.mute === 'pulse' })
      report({})
    },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
  }
  return device as unknown as FakeHidDevice
}

export interface FakeHid extends HidPort {
  plug(device: HidDevice): void
  pull(device: HidDevice): void
}

export function createFakeHid(...first: readonly HidDevice[]): FakeHid {
  const target = new EventTarget()
  const tell = (kind: string, device: HidDevice) => target.dispatchEvent(Object.assign(new Event(kind), { device }))
  return Object.assign(target, {
    getDevices: async () => first,
    plug: (device: HidDevice) => void tell('connect', device),
    pull: (device: HidDevice) => void tell('disconnect', device),
  })
}
