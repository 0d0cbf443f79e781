import { EmitterImpl, TransportState } from 'sip.js'
import type { Transport } from 'sip.js'
import type { SeatTransport } from '../../../renderer/phone/sip/user-agent'
import { headerOf, okTo } from './raw-pbx.fixture'

/** A server as the seat meets it; a test takes it away, silences it, lets it say what it likes. */
export interface ScriptedServer {
  readonly received: string[]
  /** Whether it would ring the seat: it has the registration and the connection that came with it. */
  isRegistered(): boolean
  /** Closes its connections and takes none until it comes back. */
  goDown(): void
  comeBack(): void
  /** Swallows everything from now on, and answers no new connection. */
  isSilent: boolean
  answerTo: (request: string) => string | null
  send(message: string): Promise<void>
}

export interface ScriptedServers {
  readonly transport: SeatTransport
  readonly all: readonly ScriptedServer[]
  /** The most servers that had the seat's registration at one time. */
  mostAtOnce(): number
}

interface Server extends ScriptedServer {
  isUp: boolean
  hasRegistration: boolean
}

export function createScriptedServers(count: number): ScriptedServers {
  let aimed = 0
  let most = 0
  const seat: { wire: ServerWire | null } = { wire: null }

  const all = Array.from({ length: count }, (): Server => {
    const server: Server = {
      received: [],
      isUp: true,
      hasRegistration: false,
      isSilent: false,
      answerTo: okTo,
      isRegistered: () => server.hasRegistration,
      goDown() {
        server.isUp = false
        if (seat.wire?.server === server) seat.wire.break()
      },
      comeBack() {
        server.isUp = true
      },
      async send(message) {
        if (seat.wire?.server === server) seat.wire.onMessage?.(message)
      },
    }
    return server
  })

  function take(server: Server, message: string): void {
    if (server.isSilent || !server.isUp) return
    server.received.push(message)
    const answer = message.startsWith('SIP/2.0') || message.startsWith('ACK') ? null : server.answerTo(message)
    if (message.startsWith('REGISTER') && answer?.startsWith('SIP/2.0 200') === true) {
      server.hasRegistration = !headerOf(message, 'contact').endsWith(';expires=0')
      most = Math.max(most, all.filter(({ hasRegistration }) => hasRegistration).length)
    }
    if (answer !== null) queueMicrotask(() => seat.wire?.server === server && seat.wire.onMessage?.(answer))
  }

  class ServerWire implements Transport {
    readonly protocol = 'WS'
    readonly stateChange = new EmitterImpl<TransportState>()
    onConnect: (() => void) | undefined
    onDisconnect: ((error?: Error) => void) | undefined
    onMessage: ((message: string) => void) | undefined
    state = TransportState.Disconnected
    server: Server | null = null

    constructor() {
      seat.wire = this
    }

    isConnected(): boolean {
      return this.state === TransportState.Connected
    }

    async connect(): Promise<void> {
      const server = all[aimed]
      if (server === undefined || !server.isUp) throw new Error('connection refused')
      if (server.isSilent) return new Promise(() => undefined)
      this.server = server
      this.become(TransportState.Connected)
      this.onConnect?.()
    }

    async disconnect(): Promise<void> {
      this.break()
    }

    dispose(): Promise<void> {
      return this.disconnect()
    }

    async send(message: string): Promise<void> {
      const { server } = this
      if (server !== null) queueMicrotask(() => take(server, message))
    }

    break(): void {
      if (!this.isConnected()) return
      // A registration over a WebSocket ends with it (RFC 5626, section 4.3, as Asterisk does it too).
      if (this.server !== null) this.server.hasRegistration = false
      this.server = null
      this.become(TransportState.Disconnected)
      this.onDisconnect?.(new Error('closed'))
    }

    private become(state: TransportState): void {
      this.state = state
      this.stateChange.emit(state)
    }
  }

  return {
    all,
    mostAtOnce: () => most,
    transport: {
      create: ServerWire,
      options: {},
      drop: () => seat.wire?.break(),
      servers: {
        count,
        aim: (index) => {
          aimed = index
        },
        isThere: async (index) => {
          const server = all[index]
          if (server?.isSilent === true) return new Promise(() => undefined)
          return server?.isUp === true
        },
      },
    },
  }
}
