import { z } from 'zod'
import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import { waysIn, type WayIn } from '../../../shared/calls/supervision'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import { parseJson } from '../../../shared/lib/parse-json'
import type { AgentMemory } from '../seat/remember-agent'

export interface SupervisionParts {
  readonly line: Pick<PhoneLine, 'snapshot' | 'subscribe'>
  /** Outlives a lock and a load of the page: whoever was told of it is told of its end. */
  readonly memory: AgentMemory
  /** Whoever sits at that extension; null while nobody is known there. */
  personAt(extension: string): string | null
  tell(personId: string, body: Extract<FloorBody, { kind: 'listening' }>): void
}

const toldSchema = z.array(z.object({ callId: z.string().max(200), personId: z.uuid(), how: z.enum(waysIn) }))
type Told = z.infer<typeof toldSchema>[number]

/**
 * Says that this seat's telephone hears another seat's call: from when it is answered until it ends. The PBX has only queued the ring when it
 * takes a command, and nobody may ever answer it.
 */
export function tellSupervision({ line, memory: { storage, key }, personAt, tell }: SupervisionParts): { look(): void } {
  const kept = toldSchema.safeParse(parseJson(storage.getItem(key) ?? ''))
  let told: readonly Told[] = kept.success ? kept.data : []

  function keep(next: readonly Told[]): void {
    told = next
    try {
      storage.setItem(key, JSON.stringify(next))
    } catch {
      // Full: behind a lock the end goes untold.
    }
  }

  function look(): void {
    const heard = heardNow(line.snapshot())
    for (const { callId, personId, how } of told.filter((each) => !heard.some(({ id }) => id === each.callId))) {
      keep(told.filter((each) => each.callId !== callId))
      tell(personId, { kind: 'listening', how, on: false })
    }
    for (const { id, how, extension } of heard.filter((each) => !told.some(({ callId }) => callId === each.id))) {
      const personId = personAt(extension)
      if (personId === null) continue
      keep([...told, { callId: id, personId, how }])
      tell(personId, { kind: 'listening', how, on: true })
    }
  }

  // What a line knows before its phone has said a word is not that the call is over.
  let isFirst = true
  line.subscribe(() => {
    if (!isFirst) look()
    isFirst = false
  })
  return {
    look() {
      if (line.snapshot().calls.length > 0) look()
    },
  }
}

function heardNow({ calls }: LineSnapshot): readonly { readonly id: CallId; readonly how: WayIn; readonly extension: string }[] {
  return calls.flatMap(({ id, state, offer: { supervises } }) => (state === 'live' && supervises !== null ? [{ id, ...supervises }] : []))
}
