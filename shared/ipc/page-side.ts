import { z } from 'zod'
import { err, ok } from '../lib/result'
import type { Result } from '../lib/result'
import { contract } from './contract'
import type { BorderFailure, CallDefinition, PageDefinition } from './definition'
import type { PageApi, Role } from './page-api'

/** What carries the calls: Electron's ipcRenderer in a preload, a plain object in a test. */
export interface PageTransport {
  invoke(channel: string, request: unknown): Promise<unknown>
  /** Returns the way to stop. */
  listen(channel: string, listener: (payload: unknown) => void): () => void
}

export function callChannel(role: Role, name: string): string {
  return `lingxi:${role}:call:${name}`
}

export function eventChannel(role: Role, name: string): string {
  return `lingxi:${role}:event:${name}`
}

const wireResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.unknown() }),
])

/** Derives the whole `window.lingxi` of a page. What comes from main is parsed too: a mismatch is `bad-answer`. */
export function createPageApi<R extends Role>(role: R, transport: PageTransport): PageApi<R> {
  const page: PageDefinition = contract[role]
  const calls = Object.entries(page.calls).map(([name, definition]) => [
    name,
    async (request?: unknown) => readAnswer(definition, await ask(transport, callChannel(role, name), request)),
  ])
  const on = Object.entries(page.events).map(([name, schema]) => [
    name,
    (listener: (event: unknown) => void) =>
      transport.listen(eventChannel(role, name), (payload) => {
        const event = schema.safeParse(payload)
        if (event.success) listener(event.data)
      }),
  ])
  return { role, on: Object.fromEntries(on), ...Object.fromEntries(calls) } as PageApi<R>
}

async function ask(transport: PageTransport, channel: string, request: unknown): Promise<unknown> {
  try {
    return await transport.invoke(channel, request)
  } catch {
    return err({ code: 'unexpected' } satisfies BorderFailure)
  }
}

function readAnswer(definition: CallDefinition, received: unknown): Result<unknown, { code: string }> {
  const wire = wireResultSchema.safeParse(received)
  if (!wire.success) return err({ code: 'bad-answer' } satisfies BorderFailure)
  if (wire.data.ok) {
    const answer = definition.answer.safeParse(wire.data.value)
    return answer.success ? ok(answer.data) : err({ code: 'bad-answer' } satisfies BorderFailure)
  }
  const failure = definition.failure.safeParse(wire.data.error)
  return failure.success ? err(failure.data) : err({ code: 'bad-answer' } satisfies BorderFailure)
}
