import { keepQuerySchema, lockQuerySchema, recordingRoutes, recordingsQuerySchema, soundQuerySchema } from '../../../shared/desk-api/recordings'
import type { OrderRecordings } from '../recordings/order-recordings'
import { fail } from './answers'
import { parseInput, parseJson } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'

/** The routes of `recordings.ts`. */
export function addRecordingRoutes(routes: GuardedRoutes, recordings: OrderRecordings): void {
  routes.post(recordingRoutes.ofOrder, 'play-recordings', recordingsQuerySchema, ({ ticketId }, caller) => recordings.ofOrder(ticketId, caller))
  routes.post(recordingRoutes.lock, 'keep-recordings', lockQuerySchema, (wish, caller) => recordings.lock(wish, caller))
  // Whoever has the call: under RED nobody looks for a lead first.
  routes.post(recordingRoutes.keep, 'work-by-phone', keepQuerySchema, ({ id }, caller) => recordings.keep(id, caller))
  // POST, since a reason belongs in no URL.
  routes.send(recordingRoutes.sound, 'play-recordings', async (caller, c) => {
    const json = parseJson(await c.req.text())
    const wish = json.ok ? parseInput(soundQuerySchema, json.value) : json
    if (!wish.ok) return fail(c, wish.error)
    const sound = await recordings.sound(wish.value, caller)
    if (!sound.ok) return fail(c, sound.error)
    c.header('Content-Type', 'audio/wav')
    c.header('Content-Length', String(sound.value.bytes))
    return c.body(sound.value.stream as ReadableStream)
  })
}
