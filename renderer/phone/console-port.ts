import { assertNever } from '../../shared/lib/assert-never'
import { err } from '../../shared/lib/result'
import type { LineSnapshot } from '../../shared/calls/phone-line'
import { fromConsoleSchema, requestIdOf } from '../../shared/calls/phone-wire'
import type { FromConsole, ToConsole } from '../../shared/calls/phone-wire'
import type { PortServerOptions } from './port-server'

/** Serves the console: everything the line knows, every command. Returns the way to stop. */
export function serveConsole(
  port: MessagePort,
  options: PortServerOptions,
  { onBadMessage, badMessages }: { onBadMessage(): void; badMessages(): number },
): () => void {
  const { line, practice, devices, sound, courses, trace, phoneId } = options
  const counted = (snapshot: LineSnapshot): LineSnapshot => ({ ...snapshot, badMessages: badMessages() })
  const send = (message: ToConsole) => port.postMessage(message)

  async function obey(message: FromConsole): Promise<void> {
    const { requestId } = message
    switch (message.kind) {
      case 'ping':
        return send({ kind: 'alive', requestId })
      case 'diagnostics':
        return send({ kind: 'diagnostics-answer', requestId, diagnostics: { trace: trace.messages(), courses: courses.all() } })
      case 'command':
        return send({ kind: 'answer', requestId, result: await line.execute(message.command) })
      case 'practice': {
        const result = practice === null ? err({ code: 'not-practice' } as const) : await practice.execute(message.command)
        return send({ kind: 'practice-answer', requestId, result })
      }
      case 'recording': {
        const result = practice === null ? err({ code: 'not-practice' } as const) : await practice.recording(message.id, message)
        return send({ kind: 'recording-answer', requestId, result })
      }
      case 'sound':
        return send({ kind: 'sound-answer', requestId, result: await sound.execute(message.command) })
      default:
        return assertNever(message)
    }
  }

  function onMessage(event: MessageEvent<unknown>): void {
    const parsed = fromConsoleSchema.safeParse(event.data)
    if (parsed.success) return void obey(parsed.data)
    onBadMessage()
    const requestId = requestIdOf(event.data)
    if (requestId !== null) send({ kind: 'answer', requestId, result: err({ code: 'invalid-command' }) })
  }

  port.addEventListener('message', onMessage)
  port.addEventListener('messageerror', onBadMessage)
  port.start()
  for (const course of courses.all()) send({ kind: 'course', course })
  send({ kind: 'snapshot', phoneId, snapshot: counted(line.snapshot()), practice: practice?.snapshot() ?? null, devices: devices.current() })
  /** Subscribing delivers the present state, which the first message has carried already. */
  let subscribed = false
  const stops = [
    courses.watch((course) => send({ kind: 'course', course })),
    line.subscribe((snapshot, event) => subscribed && send({ kind: 'changed', snapshot: counted(snapshot), event })),
    sound.subscribe((news) => send({ kind: 'sound-changed', news })),
    devices.watch((next) => send({ kind: 'devices-changed', devices: next })),
    practice?.subscribe((news) => subscribed && news !== null && send({ kind: 'practice-changed', practice: news })),
  ]
  subscribed = true
  return () => {
    for (const stop of stops) stop?.()
    sound.rest()
    port.removeEventListener('message', onMessage)
    port.removeEventListener('messageerror', onBadMessage)
  }
}
