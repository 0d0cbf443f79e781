import { EmitterImpl, TransportState } from 'sip.js'
import type { Transport } from 'sip.js'
import type { Timers } from '../../../shared/lib/clock'
import type { SeatTransport } from '../sip/user-agent'

type Side = 'seat' | 'far-end'

/**
 * A wire between two user agents of one page, in place of a WebSocket and a PBX: it delivers, like a proxy, requests
 * outside of a dialog to whatever contact the other side has.
 */
export interface MemoryWire {
  transport(side: Side): SeatTransport
  /** Takes the seat off the wire; connecting fails until it is mended. */
  cut(): void
  mend(): void
  /** Swallows everything without a word, as a half-open connection does. */
  setSilent(isSilent: boolean): void
  /** From now on each message is that long on its way, as through a PBX that can hardly keep up; none overtakes another. */
  slowDown(byMs: number): void
}

export function createMemoryWire(timers: Timers): MemoryWire {
  const ends = new Map<Side, MemoryTransport>()
  const contacts = new Map<Side, string>()
  const wire = { isCut: false, isSilent: false, slowByMs: 0 }
  const onTheWay: (() => void)[] = []
  let longestByMs = 0

  function deliver(from: Side, message: string): void {
    const to = from === 'seat' ? 'far-end' : 'seat'
    const arrive = () => {
      if (!wire.isCut && !wire.isSilent) ends.get(to)?.receive(addressTo(contacts.get(to), message))
    }
    // A microtask later: sip.js does not expect the answer before it has finished asking.
    if (wire.slowByMs === 0 && onTheWay.length === 0) return queueMicrotask(arrive)
    longestByMs = onTheWay.length === 0 ? wire.slowByMs : Math.max(longestByMs, wire.slowByMs)
    onTheWay.push(arrive)
    timers.after(longestByMs, () => onTheWay.shift()?.())
  }

  return {
    transport: (side) => ({
      create: class extends MemoryTransport {
        constructor() {
          super((message) => deliver(side, message), () => !wire.isCut)
          ends.set(side, this)
        }
      },
      options: {},
      drop: () => ends.get(side)?.break(),
      onUserAgent: (ua) => void contacts.set(side, ua.contact.uri.toString()),
    }),
    cut() {
      wire.isCut = true
      ends.get('seat')?.break()
    },
    mend() {
      wire.isCut = false
    },
    setSilent(isSilent) {
      wire.isSilent = isSilent
    },
    slowDown(byMs) {
      wire.slowByMs = byMs
    },
  }
}

/** sip.js answers 404 to a Request-URI that is not its own, so a request without a To tag is addressed to the contact. */
function addressTo(contact: string | undefined, message: string): string {
  if (contact === undefined || message.startsWith('SIP/2.0 ') || /^To:.*;tag=/im.test(headOf(message))) return message
  return message.replace(/^(\S+) \S+ SIP\/2\.0/, (_line, method: string) => `${method} ${contact} SIP/2.0`)
}

function headOf(message: string): string {
  return message.slice(0, Math.max(0, message.indexOf('\r\n\r\n')))
}

class MemoryTransport implements Transport {
  readonly protocol = 'WS'
  readonly stateChange = new EmitterImpl<TransportState>()
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  private current = TransportState.Disconnected

  constructor(
    private readonly deliver: (message: string) => void,
    private readonly isWhole: () => boolean,
  ) {}

  get state(): TransportState {
    return this.current
  }

  isConnected(): boolean {
    return this.current === TransportState.Connected
  }

  async connect(): Promise<void> {
    if (this.isConnected()) return
    if (!this.isWhole()) throw new Error('the wire is cut')
    this.become(TransportState.Connected)
    this.onConnect?.()
  }

  async disconnect(): Promise<void> {
    if (!this.isConnected()) return
    this.become(TransportState.Disconnected)
    this.onDisconnect?.()
  }

  dispose(): Promise<void> {
    return this.disconnect()
  }

  async send(message: string): Promise<void> {
    if (!this.isConnected()) throw new Error('not connected')
    this.deliver(message)
  }

  receive(message: string): void {
    if (this.isConnected()) this.onMessage?.(message)
  }

  break(): void {
    if (!this.isConnected()) return
    this.become(TransportState.Disconnected)
    this.onDisconnect?.(new Error('the wire broke'))
  }

  private become(state: TransportState): void {
    this.current = state
    this.stateChange.emit(state)
  }
}
