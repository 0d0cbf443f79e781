import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import type { AgentMemory } from '../seat/remember-agent'

/** Calls for help that somebody has put away at this window: a lock and a load of the page do not bring them back. */
export interface PutAway {
  has(redId: string): boolean
  add(redId: string): void
}

const idsSchema = z.array(z.uuid())
/** More than any two hours bring. */
const mostIds = 100

/** Ids, nothing of a call. */
export function createPutAway({ storage, key }: AgentMemory): PutAway {
  const read = idsSchema.safeParse(parseJson(storage.getItem(key) ?? ''))
  let ids = read.success ? read.data : []
  return {
    has: (redId) => ids.includes(redId),
    add(redId) {
      ids = [...ids, redId].slice(-mostIds)
      try {
        storage.setItem(key, JSON.stringify(ids))
      } catch {
        // Full: the card comes once more behind a lock.
      }
    },
  }
}
