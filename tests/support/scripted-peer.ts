import type { Call } from '../../shared/calls/call'
import type { LineCommand, LineError } from '../../shared/calls/phone-line'
import type { Result } from '../../shared/lib/result'
import { cancelOf, headerOf, invite, okTo, openRawPbx } from '../unit/phone/raw-pbx.fixture'
import type { RawCall, RawPbx, RawPbxOptions } from '../unit/phone/raw-pbx.fixture'
import { takePageTimers } from './page-timers'
import { createVirtualTime } from './virtual-time'
import type { VirtualTime } from './virtual-time'

/** A body that the fake media take for a description. */
export const sdp = { headers: { 'Content-Type': 'application/sdp' }, body: 'v=0\r\n' } as const

/**
 * The seat's line with the waits of the product, and at the other end of its wire whatever a test writes, in a time that
 * jumps: half a minute without an ACK is over at once.
 */
export interface ScriptedPeer {
  readonly pbx: RawPbx
  readonly time: VirtualTime
  /** Sends as it is and lets everything happen that needs no time. */
  tell(message: string): Promise<void>
  /** Lets time pass until that has settled. */
  during<T>(promise: Promise<T>): Promise<T>
  /** Lets time pass until that holds. */
  until(condition: () => boolean): Promise<void>
  execute(command: LineCommand): Promise<Result<void, LineError>>
  /** A call that rings, by its Call-ID. */
  ringing(): Promise<{ readonly id: Call['id']; readonly callId: string; cancel(): Promise<void> }>
  talking(options?: { readonly isAcknowledged: boolean }): Promise<RawCall>
  /** The newest call. */
  call(): Call
  /**
   * What the seat has said, in order and without its pings: `INVITE`, `BYE`, and its answers as `200 INVITE`. Only of one
   * Call-ID where one is given.
   */
  said(callId?: string): readonly string[]
  close(): Promise<void>
}

export async function openScriptedPeer(options: Omit<RawPbxOptions, 'clock' | 'timers'> = {}): Promise<ScriptedPeer> {
  const time = createVirtualTime()
  const giveTimersBack = takePageTimers(time)
  const during = async <T>(promise: Promise<T>): Promise<T> => {
    let isSettled = false
    const settle = () => void (isSettled = true)
    promise.then(settle, settle)
    await time.until(() => isSettled)
    return promise
  }
  try {
    const pbx = await during(openRawPbx({ connection: null, ...options, clock: time.clock, timers: time.timers }))
    return {
      pbx,
      time,
      during,
      until: (condition) => time.until(condition),
      async tell(message) {
        pbx.sendAsIs(message)
        await time.rest()
      },
      execute: (command) => during(pbx.line.execute(command)),
      async ringing() {
        const callId = `ring-${pbx.received.length}`
        pbx.sendAsIs(invite(sdp.headers, sdp.body, callId))
        const { id } = await during(pbx.ring())
        return {
          id,
          callId,
          async cancel() {
            pbx.sendAsIs(cancelOf(callId))
            await time.rest()
          },
        }
      },
      talking: (how) => during(pbx.talking(how)),
      call: () => newestOf(pbx.line.snapshot().calls),
      said: (callId) => pbx.received.filter((message) => callId === undefined || headerOf(message, 'call-id') === callId).flatMap(inWords),
      async close() {
        try {
          await during(pbx.stop())
        } finally {
          giveTimersBack()
        }
      },
    }
  } catch (error) {
    giveTimersBack()
    throw error
  }
}

/** A PBX that lets the seat dial: rings, then says what the test wants. Everything else gets its 200. */
export function answersToInvite(answer: (request: string) => string | null): RawPbx['answerTo'] {
  return (request) => (request.startsWith('INVITE') ? answer(request) : okTo(request))
}

function newestOf(calls: readonly Call[]): Call {
  const newest = calls.at(-1)
  if (newest === undefined) throw new Error('there was no call')
  return newest
}

function inWords(message: string): readonly string[] {
  const [first = ''] = message.split('\r\n')
  const [, status] = /^SIP\/2\.0 (\d+)/.exec(first) ?? []
  if (status !== undefined) return [`${status} ${headerOf(message, 'cseq').split(' ')[1] ?? ''}`]
  const method = first.split(' ')[0] ?? ''
  return method === 'OPTIONS' ? [] : [method]
}
