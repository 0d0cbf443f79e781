import { z } from 'zod'
import { shiftAnswerSchema, type ShiftAnswer } from '../../shared/shift/shift-api'
import type { CacheDatabase } from './cache-database'
import { placeOf } from './places'
import type { Seal } from './seal'
import { openRecord } from './set-aside'

export interface LastShift {
  readonly answer: ShiftAnswer
  /** By this seat's clock. */
  readonly heardAt: number
}

/** What the desk said of the shift last, for a start without it. */
export interface LastShiftStore {
  read(): Promise<LastShift | null>
  /** Best effort: what does not fit on the disk is asked for again. */
  write(last: LastShift): Promise<void>
}

const storedSchema = z.object({ answer: shiftAnswerSchema, heardAt: z.number().int().nonnegative() })

/** One record in the copy of the desk, sealed like the rest of it; another desk's goes with the copy. */
export function createLastShift({ database, seal }: { readonly database: CacheDatabase; readonly seal: Seal }): LastShiftStore {
  return {
    async read() {
      const row = await database.meta.get('shift')
      if (row?.key !== 'shift') return null
      const opened = await openRecord(seal, storedSchema, placeOf.shift(row), row.sealed)
      return opened.ok ? opened.value : null
    },
    async write(last) {
      const version = last.heardAt
      const sealed = await seal.seal(placeOf.shift({ key: 'shift', version }), last)
      await database.meta.put({ key: 'shift', version, sealed })
    },
  }
}
