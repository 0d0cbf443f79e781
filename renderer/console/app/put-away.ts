import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import type { AgentMemory } from '../seat/remember-agent'

/** Calls for help that somebody has put away at this window, and when: a lock and a load of the page do not bring them back. */
export interface PutAway {
  /** Undefined for one that was not. */
  when(redId: string): number | undefined
  add(redId: string, at: number): void
}

const keptSchema = z.array(z.object({ redId: z.uuid(), at: z.int().nonnegative() }))
/** More than any two hours bring. */
const mostKept = 100

/** Ids and times, nothing of a call. */
export function createPutAway({ storage, key }: AgentMemory): PutAway {
  const read = keptSchema.safeParse(parseJson(storage.getItem(key) ?? ''))
  let kept = read.success ? read.data : []
  return {
    when: (redId) => kept.findLast((each) => each.redId === redId)?.at,
    add(redId, at) {
      kept = [...kept, { redId, at }].slice(-mostKept)
      try {
        storage.setItem(key, JSON.stringify(kept))
      } catch {
        // Full: the card comes once more behind a lock.
      }
    },
  }
}
