import { config } from 'zod'
import { lingxiOf } from '../../shared/ipc/page-api'
import { portHandoverSchema } from '../../shared/ipc/port-handover'
import type { PortRole } from '../../shared/ipc/port-handover'
import type { PhoneConfiguration } from '../../shared/ipc/values'
import { epochMs } from '../../shared/lib/clock'
import { errorFacts } from '../../shared/lib/error-facts'
import type { Clock, Timers } from '../../shared/lib/clock'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { createEar } from './audio/loudness'
import { createQuietContext } from './audio/quiet-context'
import { createTestTone } from './audio/test-tone'
import type { HidPort } from './headset/run-headsets'
import { createDeviceList } from './audio/device-list'
import { createMicrophone } from './audio/microphone'
import { createTonePlayer } from './audio/tones'
import { maskNumber } from './mask-number'
import { openLine } from './open-line'
import { runPhone } from './run-phone'
import { watchSurroundings } from './watch-surroundings'

// SECURITY: the page's policy forbids code made at run time, which zod would try.
config({ jitless: true })

const lingxi = lingxiOf('phone', window)
const clock: Clock = { now: () => epochMs(Date.now()) }
const steadyMs = () => performance.now()
const timers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}
const newId = createUuidV7(clock, (count) => crypto.getRandomValues(new Uint8Array(count)))

/** Masks need the area only for numbers that come without one; they look the same wherever that is. */
const numberPlan = { homeArea: '023' }

function report(code: string, error: unknown): void {
  void lingxi.reportProblem({ code, facts: { ...errorFacts(error) } })
}

function onPort(take: (role: PortRole, port: MessagePort) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window) return
    const handover = portHandoverSchema.safeParse(event.data)
    const [port] = event.ports
    if (handover.success && port !== undefined) take(handover.data.role, port)
  })
}

/** A context of its own for as long as somebody looks at the meter. */
function listen(track: MediaStreamTrack): { level(): number; close(): void } {
  const context = createQuietContext()
  void context.resume().catch(() => undefined)
  const level = createEar(context, context.createMediaStreamSource(new MediaStream([track])))
  return { level, close: () => void context.close().catch(() => undefined) }
}

function run(configuration: PhoneConfiguration): Promise<void> {
  const microphone = createMicrophone(navigator.mediaDevices, timers)
  return runPhone(configuration, {
    lingxi,
    microphone,
    tones: createTonePlayer(navigator.mediaDevices),
    devices: createDeviceList(navigator.mediaDevices),
    listen,
    playTone: createTestTone(timers),
    hid: (navigator as Navigator & { readonly hid?: HidPort }).hid ?? null,
    clock,
    steadyMs,
    timers,
    newId,
    openLine: (asked, isRemembering) => openLine(asked, { microphone, clock, timers, random: Math.random, newId, isRemembering }),
    maskNumber: (remote) => maskNumber(remote, numberPlan),
    onPort,
    watchSurroundings: (onUpheaval) => watchSurroundings({ clock, timers, monotonicMs: steadyMs, network: window }, onUpheaval),
    report,
    reportCounts: (facts) => void lingxi.reportProblem({ code: 'line-counts', facts }),
    reload: () => location.reload(),
  })
}

window.addEventListener('error', (event) => report('phone-page-error', event.error))
window.addEventListener('unhandledrejection', (event) => report('phone-page-rejection', event.reason))

const configuration = await lingxi.configuration()
if (configuration.ok) await run(configuration.value)
else await lingxi.reportProblem({ code: 'phone-without-configuration', facts: { code: configuration.error.code } })
