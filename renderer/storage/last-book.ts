import { z } from 'zod'
import { bookInUseAnswerSchema, type BookInUseAnswer } from '../../shared/desk-api/desk-records'
import type { CacheDatabase } from './cache-database'
import { placeOf } from './places'
import type { Seal } from './seal'
import { openRecord } from './set-aside'

/** The desk's lists as they were heard last, for a start without it. */
export interface LastBookStore {
  read(): Promise<BookInUseAnswer | null>
  /** Best effort: what does not fit on the disk is asked for again. */
  write(book: BookInUseAnswer, at: number): Promise<void>
}

const storedSchema = z.object({ book: bookInUseAnswerSchema })

/** One sealed record in the copy of the desk: it has the telephone numbers of colleagues. It outlives a copy that is begun anew. */
export function createLastBook({ database, seal }: { readonly database: CacheDatabase; readonly seal: Seal }): LastBookStore {
  return {
    async read() {
      const row = await database.meta.get('book')
      if (row?.key !== 'book') return null
      const opened = await openRecord(seal, storedSchema, placeOf.book(row), row.sealed)
      return opened.ok ? opened.value.book : null
    },
    async write(book, version) {
      const sealed = await seal.seal(placeOf.book({ key: 'book', version }), { book })
      await database.meta.put({ key: 'book', version, sealed })
    },
  }
}
