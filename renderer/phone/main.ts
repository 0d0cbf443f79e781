import { config } from 'zod'
import { openCalls } from '../../shared/calls/line-state'
import { lingxiOf } from '../../shared/ipc/page-api'
import { portHandoverSchema } from '../../shared/ipc/port-handover'
import type { PhoneConfiguration } from '../../shared/ipc/values'
import { epochMs } from '../../shared/lib/clock'
import { errorFacts } from '../../shared/lib/error-facts'
import type { Clock, Timers } from '../../shared/lib/clock'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { createMicrophone } from './audio/microphone'
import { toneFor } from './audio/tone-for'
import { createTonePlayer } from './audio/tones'
import { maskNumber } from './mask-number'
import { needsNewLine } from './needs-new-line'
import { openLine } from './open-line'
import { createPortServer } from './port-server'

// SECURITY: the page's policy forbids code made at run time, which zod would try.
config({ jitless: true })

const lingxi = lingxiOf('phone', window)
const clock: Clock = { now: () => epochMs(Date.now()) }
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

async function run(configuration: PhoneConfiguration): Promise<void> {
  const microphone = createMicrophone(navigator.mediaDevices, timers)
  const tones = createTonePlayer(navigator.mediaDevices)
  const opened = await openLine(configuration, { microphone, clock, timers, random: Math.random, newId })
  const ports = createPortServer({
    phoneId: newId(),
    line: opened.line,
    practice: opened.practice,
    maskNumber: (remote) => maskNumber(remote, numberPlan),
  })
  let wanted = configuration
  let isRenewing = false

  function applyAudio({ ring, audio }: PhoneConfiguration): void {
    tones.setOutput(ring)
    microphone.choose(audio.microphoneId)
    opened.setSpeaker(audio.speakerId)
  }

  /** Another account means another line, and that a new page; a call that goes on is never cut for it. */
  async function renewWhenFree(): Promise<void> {
    if (isRenewing || !needsNewLine(configuration, wanted) || openCalls(opened.line.snapshot()).length > 0) return
    isRenewing = true
    ports.dispose()
    await opened.line.dispose()
    location.reload()
  }

  applyAudio(configuration)
  lingxi.on.configurationChanged((next) => {
    wanted = next
    applyAudio(next)
    void renewWhenFree()
  })
  opened.line.subscribe((snapshot) => {
    tones.play(toneFor(snapshot))
    void renewWhenFree()
  })
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window) return
    const handover = portHandoverSchema.safeParse(event.data)
    const [port] = event.ports
    if (handover.success && port !== undefined) ports.serve(handover.data.role, port)
  })
  await lingxi.announceListening()
}

window.addEventListener('error', (event) => report('phone-page-error', event.error))
window.addEventListener('unhandledrejection', (event) => report('phone-page-rejection', event.reason))

const configuration = await lingxi.configuration()
if (configuration.ok) await run(configuration.value)
else await lingxi.reportProblem({ code: 'phone-without-configuration', facts: { code: configuration.error.code } })
