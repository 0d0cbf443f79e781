import type { RemoteIdentity } from '../../shared/calls/call'
import type { PhoneLine } from '../../shared/calls/phone-line'
import type { PracticeControl } from '../../shared/calls/practice'
import type { SoundControl } from '../../shared/calls/sound-control'
import type { DeviceList } from './audio/device-list'
import type { CallCourses } from './call-courses'
import { serveConsole } from './console-port'
import { serveRing } from './ring-port'
import type { SipTrace } from './sip/sip-trace'

/** What a port is for; it decides what its page is told and what it may ask. */
export type PortRole = 'console' | 'ring'

export interface PortServerOptions {
  /** Made anew by every load of the phone page. */
  readonly phoneId: string
  readonly line: PhoneLine
  /** Null on a line that is not a practice line. */
  readonly practice: PracticeControl | null
  readonly devices: DeviceList
  readonly sound: SoundControl & { rest(): void }
  readonly courses: Pick<CallCourses, 'all' | 'watch'>
  readonly trace: Pick<SipTrace, 'messages'>
  /** How the caller's number looks where it must not be read in full; null when there is none to show. */
  maskNumber(remote: RemoteIdentity): string | null
}

export interface PortServer {
  /** Serves a page. A new port of a role takes the place of the old one, which may have died without a word. */
  serve(role: PortRole, port: MessagePort): void
  /** Messages that did not parse, from all pages so far. */
  badMessages(): number
  dispose(): void
}

export function createPortServer(options: PortServerOptions): PortServer {
  const stops = new Map<PortRole, () => void>()
  let bad = 0
  const onBadMessage = () => {
    bad += 1
  }
  const badMessages = () => bad

  return {
    serve(role, port) {
      stops.get(role)?.()
      const stop = role === 'console' ? serveConsole(port, options, { onBadMessage, badMessages }) : serveRing(port, options, onBadMessage)
      stops.set(role, () => {
        stop()
        port.close()
      })
    },
    badMessages,
    dispose() {
      for (const stop of stops.values()) stop()
      stops.clear()
    },
  }
}
