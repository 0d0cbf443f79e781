import type { ElectronApplication } from '@playwright/test'
import { createRemoteLine } from '../../renderer/console/phone/remote-line'
import type { RemoteLine } from '../../renderer/console/phone/remote-line'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { systemClock, systemTimers } from '../contract/phone-line.fakes'

interface Bridge {
  readonly port: { postMessage(message: unknown): void }
  readonly received: unknown[]
}

type Bridges = Record<string, Bridge>

const pollMs = 15
/** The line asks for a sign of life every 2 s. */
const silentMs = 3000

/**
 * A console's line to the phone page of the running app, held by the test: main makes one more port for it, as it does for
 * a console that is new, and again when the phone page is new. The app's own console loses its port by that.
 */
export function lineToPhone(electron: ElectronApplication): RemoteLine {
  const newId = createUuidV7(systemClock, (count) => crypto.getRandomValues(new Uint8Array(count)))
  const line = createRemoteLine({ clock: systemClock, timers: systemTimers, newId })
  line.attach(createBridgedPort(electron, `phone-bridge-${newId()}`))
  return line
}

/** As much of a MessagePort as the line asks for, carried by Playwright. */
function createBridgedPort(electron: ElectronApplication, name: string): MessagePort {
  const target = new EventTarget()
  let isOpen = true
  let heardAt = 0

  async function poll(): Promise<void> {
    while (isOpen) {
      if (Date.now() - heardAt > silentMs) {
        heardAt = Date.now()
        await handOver(electron, name).catch(() => undefined)
      }
      const messages = await electron
        .evaluate((_electron, key) => (globalThis as unknown as Bridges)[key]?.received.splice(0) ?? [], name)
        .catch(() => [])
      if (messages.length > 0) heardAt = Date.now()
      for (const data of messages) target.dispatchEvent(new MessageEvent('message', { data }))
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }

  const port = {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    start: () => void poll(),
    postMessage: (message: unknown) =>
      void electron
        .evaluate((_electron, [key, sent]) => (globalThis as unknown as Bridges)[key]?.port.postMessage(sent), [name, message] as const)
        .catch(() => undefined),
    close: () => {
      isOpen = false
    },
  }
  return port as unknown as MessagePort
}

async function handOver(electron: ElectronApplication, name: string): Promise<void> {
  await electron.evaluate(({ MessageChannelMain, webContents }, key) => {
    const phone = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('app://phone'))
    const { port1, port2 } = new MessageChannelMain()
    const bridge: Bridge = { port: port2, received: [] }
    port2.on('message', (event) => bridge.received.push(event.data))
    port2.start()
    Object.assign(globalThis, { [key]: bridge })
    phone?.postMessage('lingxi:port', 'console', [port1])
  }, name)
}
