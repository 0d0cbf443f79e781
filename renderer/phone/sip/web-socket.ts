import { Web } from 'sip.js'
import type { UserAgent } from 'sip.js'
import type { SeatTransport } from './user-agent'

/** SIP over a WebSocket (RFC 7118). */
export function webSocketTransport(serverUrl: string): SeatTransport {
  return {
    create: Web.Transport,
    options: { server: serverUrl, connectionTimeout: 3, keepAliveInterval: 0, traceSip: false },
    drop: dropSocket,
  }
}

/** sip.js's `disconnect` on a dead connection waits for the dead end to say goodbye; a made-up close does not. */
function dropSocket(ua: UserAgent): void {
  const { transport } = ua
  const socket = transport instanceof Web.Transport ? transport.ws : undefined
  if (socket === undefined) return
  socket.dispatchEvent(new CloseEvent('close', { code: 4000 }))
  socket.close()
}
