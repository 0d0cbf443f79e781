import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { pbx } from './pbx'

/** An event of Asterisk's manager interface: its headers by name, `Event` among them. */
export type PbxEvent = Readonly<Record<string, string>>

/** What has happened in the PBX since the watch began. */
export type PbxWatch = {
  readonly seen: readonly PbxEvent[]
  /** The first event that fits, among those seen already or to come; fails after `withinMs`. */
  waitFor(fits: (event: PbxEvent) => boolean, options?: { readonly withinMs?: number }): Promise<PbxEvent>
  close(): void
}

/** Watches the PBX through its manager interface. DTMF, queue, agent and channel events are among what it tells. */
export async function watchPbx(): Promise<PbxWatch> {
  const socket = connect({ host: pbx.address, port: 5038 })
  await once(socket, 'connect')
  const seen: PbxEvent[] = []
  const listeners = new Set<() => void>()
  readMessages(socket, (message) => {
    seen.push(message)
    for (const listener of listeners) listener()
  })
  const watch: PbxWatch = {
    seen,
    waitFor: (fits, { withinMs = 5_000 } = {}) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const event = seen.find(fits)
          if (event === undefined) return
          clearTimeout(timer)
          listeners.delete(look)
          resolve(event)
        }
        const timer = setTimeout(() => {
          listeners.delete(look)
          reject(new Error(`Not seen within ${withinMs} ms. Seen: ${seen.map((event) => event['Event']).join(', ')}`))
        }, withinMs)
        listeners.add(look)
        look()
      }),
    close: () => socket.destroy(),
  }
  socket.write('Action: Login\r\nUsername: console\r\nSecret: console-secret\r\n\r\n')
  await watch.waitFor((message) => message['Message'] === 'Authentication accepted')
  return watch
}

/** A key that the PBX has taken from an endpoint (`1001`, or `trunk` for a caller) to its end. */
export function isKeyFrom(endpoint: string, digit: string): (event: PbxEvent) => boolean {
  return (event) =>
    event['Event'] === 'DTMFEnd' &&
    event['Direction'] === 'Received' &&
    event['Digit'] === digit &&
    event['Channel']?.startsWith(`PJSIP/${endpoint}-`) === true
}

/** Messages are lines of `Name: value`, with an empty line after the last. */
function readMessages(socket: Socket, onMessage: (message: PbxEvent) => void): void {
  let buffer = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const messages = (buffer + chunk).split('\r\n\r\n')
    buffer = messages.pop() ?? ''
    for (const message of messages) onMessage(parseMessage(message))
  })
}

function parseMessage(text: string): PbxEvent {
  return Object.fromEntries(
    text.split('\r\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    }),
  )
}
