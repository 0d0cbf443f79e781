import { createHash } from 'node:crypto'
import { recordKinds, type BookInUseAnswer } from '../../../shared/desk-api/desk-records'
import { bookInUse, isInUse, kindsInUse, type BookInUse } from '../../../shared/desk-book/book-in-use'
import type { Clock } from '../../../shared/lib/clock'
import { shippedRetiredCodes } from '../../../shared/tickets/map-codes'
import type { DeskLists } from '../decide-batch'
import type { DeskRecord, Records } from '../store/records-table'

/** How long what was read is gone by; a change of an administrator's counts everywhere after that. */
const goodForMs = 5_000

/** What the desk and its seats go by: lists as an administrator has set them, as shipped where nobody has. */
export interface BookKeeper {
  lists(): Promise<DeskLists & Pick<BookInUse, 'dispatch' | 'duty' | 'house'>>
  /** For the seats, which make the same of it. */
  answer(): Promise<BookInUseAnswer>
  /** Changes with every change of these lists, and is the same at every process of the desk. */
  version(): Promise<string>
}

interface Read extends BookInUseAnswer {
  readonly lists: DeskLists & Pick<BookInUse, 'dispatch' | 'duty' | 'house'>
}

export function createBookKeeper({ records, clock }: { readonly records: Pick<Records, 'ofKind'>; readonly clock: Clock }): BookKeeper {
  const codes = shippedRetiredCodes()
  let read: { readonly at: number; readonly book: Promise<Read> } | null = null
  let last: Read | null = null

  async function readBook(): Promise<Read> {
    const found = (await Promise.all(kindsInUse.map((kind) => records.ofKind(kind)))).flat().filter(isInUse)
    const version = versionOf(found)
    // Making lists of records costs more than reading them, and mostly nothing has changed.
    if (last?.version === version) return last
    const { deadlines, dispatch, duty, house } = bookInUse(found)
    const told = found.flatMap((record) => recordKinds.flatMap((kind) => (kind === record.kind ? [{ ...record, kind }] : [])))
    last = { version, records: told, lists: { codes, deadlines, dispatch, duty, house } }
    return last
  }

  function now(): Promise<Read> {
    const at = clock.now()
    if (read === null || at - read.at >= goodForMs || at < read.at) {
      const book = readBook()
      read = { at, book }
      book.catch(() => (read = null))
    }
    return read.book
  }

  return {
    lists: async () => (await now()).lists,
    answer: async () => {
      const { version, records: told } = await now()
      return { version, records: told }
    },
    version: async () => (await now()).version,
  }
}

function versionOf(records: readonly DeskRecord[]): string {
  return createHash('sha256').update(records.map(({ kind, key, version }) => `${kind} ${key} ${version}`).sort().join('\n')).digest('base64url').slice(0, 22)
}
