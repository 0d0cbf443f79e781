import { err } from '../../shared/lib/result'
import type { Call } from '../../shared/calls/call'
import type { LineSnapshot } from '../../shared/calls/phone-line'
import { fromRingSchema, requestIdOf } from '../../shared/calls/phone-wire'
import type { RingCall, ToRing } from '../../shared/calls/phone-wire'
import type { PortServerOptions } from './port-server'

type RingingCall = Extract<Call, { state: 'ringing' | 'answering' }>

/** Serves the ring window: the call that rings, masked; answer and decline. Returns the way to stop. */
export function serveRing(port: MessagePort, options: PortServerOptions, onBadMessage: () => void): () => void {
  const { line, maskNumber } = options
  const send = (message: ToRing) => port.postMessage(message)
  let last: string | null = null

  function tell(snapshot: LineSnapshot): void {
    const ringing = snapshot.calls.find(isRinging)
    const call: RingCall | null = ringing === undefined ? null : mask(ringing, maskNumber)
    const text = JSON.stringify(call)
    if (text === last) return
    last = text
    send({ kind: 'ring', call })
  }

  async function onMessage(event: MessageEvent<unknown>): Promise<void> {
    const parsed = fromRingSchema.safeParse(event.data)
    if (parsed.success) {
      const { requestId, command } = parsed.data
      return send({ kind: 'answer', requestId, result: await line.execute(command) })
    }
    onBadMessage()
    const requestId = requestIdOf(event.data)
    if (requestId !== null) send({ kind: 'answer', requestId, result: err({ code: 'invalid-command' }) })
  }

  const listener = (event: MessageEvent<unknown>) => void onMessage(event)
  port.addEventListener('message', listener)
  port.addEventListener('messageerror', onBadMessage)
  port.start()
  const stop = line.subscribe(tell)
  return () => {
    stop()
    port.removeEventListener('message', listener)
    port.removeEventListener('messageerror', onBadMessage)
  }
}

function isRinging(call: Call): call is RingingCall {
  return (call.state === 'ringing' || call.state === 'answering') && call.direction === 'incoming'
}

function mask(call: RingingCall, maskNumber: PortServerOptions['maskNumber']): RingCall {
  return {
    callId: call.id,
    state: call.state,
    maskedNumber: maskNumber(call.remote),
    queue: call.offer.queue,
    waitedSeconds: call.offer.waitedSeconds,
    startedAt: call.startedAt,
  }
}
