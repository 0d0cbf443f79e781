import { describe, it } from 'vitest'
import { createRemoteLine } from '../../renderer/console/phone/remote-line'
import { noAudioDevices } from '../../shared/calls/audio-devices'
import { createPortServer } from '../../renderer/phone/port-server'
import { everyLine } from './phone-line.contract'
import { linesWithFaults } from './phone-line-faults.contract'
import { severalCalls, unansweredAsking } from './phone-line-several.contract'
import { createFakeSound } from '../unit/phone/phone.fixture'
import type { LineHarness } from './phone-line.contract'
import { systemClock, systemTimers } from './phone-line.fakes'
import { createPracticeHarness, newId } from './phone-line-harness'

/** The console's end of a phone page that serves the practice line, over a real MessageChannel. */
function createRemoteHarness(): LineHarness {
  const practice = createPracticeHarness()
  const server = createPortServer({
    phoneId: newId(),
    line: practice.line,
    practice: practice.parts.practice,
    devices: { current: () => noAudioDevices, watch: () => () => undefined },
    sound: createFakeSound(),
    courses: { all: () => [], watch: () => () => undefined },
    trace: { messages: () => [] },
    maskNumber: () => '154****0001',
  })
  const line = createRemoteLine({ clock: systemClock, timers: systemTimers, newId })
  const { port1, port2 } = new MessageChannel()
  line.attach(port1)
  server.serve('console', port2)
  return {
    ...practice,
    line,
    async stop() {
      await line.dispose()
      server.dispose()
      await practice.stop()
    },
  }
}

describe("the console's line keeps the contract of a phone line", () => {
  for (const { title, run } of [...everyLine, ...linesWithFaults, ...severalCalls, ...unansweredAsking]) {
    it(title, async () => {
      const harness = createRemoteHarness()
      try {
        await run(harness)
      } finally {
        await harness.stop()
      }
    })
  }
})
