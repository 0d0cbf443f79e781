import { Web } from 'sip.js'
import type { UserAgent } from 'sip.js'
import type { ServerChoice } from './server-choice'
import type { SeatTransport } from './user-agent'

/** SIP over a WebSocket (RFC 7118) to one of these servers at a time, the first one first. */
export function webSocketTransport(serverUrls: readonly [string, ...string[]]): SeatTransport {
  let server: string = serverUrls[0]

  /** sip.js knows one server for ever; where this one leads is asked at each connection. */
  class ChosenServerTransport extends Web.Transport {
    override get server(): string {
      return server
    }

    override get protocol(): string {
      return server.startsWith('wss:') ? 'WSS' : 'WS'
    }
  }

  const servers: ServerChoice = {
    count: serverUrls.length,
    aim(index) {
      server = serverUrls[index] ?? serverUrls[0]
    },
    isThere: (index) => takesConnections(serverUrls[index] ?? serverUrls[0]),
  }
  return {
    create: ChosenServerTransport,
    options: { server, connectionTimeout: 3, keepAliveInterval: 0, traceSip: false },
    drop: dropSocket,
    servers,
  }
}

function takesConnections(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'sip')
    socket.addEventListener('open', () => {
      resolve(true)
      socket.close()
    })
    socket.addEventListener('close', () => resolve(false))
  })
}

/** sip.js's `disconnect` on a dead connection waits for the dead end to say goodbye; a made-up close does not. */
function dropSocket(ua: UserAgent): void {
  const { transport } = ua
  const socket = transport instanceof Web.Transport ? transport.ws : undefined
  if (socket === undefined) return
  socket.dispatchEvent(new CloseEvent('close', { code: 4000 }))
  socket.close()
}
