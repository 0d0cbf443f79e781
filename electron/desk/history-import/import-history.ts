import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { Clock } from '../../../shared/lib/clock'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { createDesk } from '../desk'
import type { DeskStore } from '../store/desk-store'
import { proposeAlone } from '../store/proposals'
import { eventOfRow, importAuthor, type RowProblem } from './event-of-row'
import type { HistoryMapping, HistoryRow } from './mapping'

/** A row that was not taken, by its place in the file (the first below the headings is 1). SECURITY: nothing of what it says. */
export interface RefusedRow {
  readonly row: number
  readonly problem: RowProblem | { readonly code: 'twice-in-file' } | { readonly code: string }
}

export interface ImportOutcome {
  readonly rows: number
  /** New ones, and those that are there already just so. */
  readonly taken: number
  readonly refused: number
}

export interface ImportOptions {
  readonly store: DeskStore
  readonly clock: Clock
  readonly mapping: HistoryMapping
  /** Nothing stays of it; all the rules are asked all the same. */
  readonly isDryRun: boolean
  readonly onRefused: (refused: RefusedRow) => Promise<void>
}

const rowsAtOnce = 200

/** Brings history in, some hundred orders at a time. A row that does not go keeps no other one back. */
export async function importHistory(rows: AsyncIterable<HistoryRow>, options: ImportOptions): Promise<ImportOutcome> {
  const { clock, mapping, isDryRun, onRefused } = options
  const desk = createDesk({ store: isDryRun ? leavingNothing(options.store) : options.store, clock, author: importAuthor, practice: false })
  const seen = new Set<string>()
  const outcome = { rows: 0, taken: 0, refused: 0 }
  let waiting: { row: number; event: TicketEvent }[] = []

  async function refuse(row: number, problem: RefusedRow['problem']): Promise<void> {
    outcome.refused += 1
    await onRefused({ row, problem })
  }

  async function send(batch: typeof waiting): Promise<void> {
    if (batch.length === 0) return
    const answer = await desk.accept({ events: batch.map(({ event }) => event) })
    if (answer.ok) {
      outcome.taken += batch.length
      return
    }
    const blamed = batch.find(({ event }) => event.id === answer.error.eventId) ?? batch[0]
    if (blamed !== undefined) await refuse(blamed.row, { code: codeOf(answer.error) })
    await send(batch.filter((each) => each !== blamed))
  }

  for await (const row of rows) {
    outcome.rows += 1
    const made = eventOfRow(row, mapping)
    if (!made.ok) await refuse(outcome.rows, made.error)
    else if (seen.has(made.value.id)) await refuse(outcome.rows, { code: 'twice-in-file' })
    else {
      seen.add(made.value.id)
      waiting.push({ row: outcome.rows, event: made.value })
    }
    if (waiting.length >= rowsAtOnce) {
      await send(waiting)
      waiting = []
    }
  }
  await send(waiting)
  return outcome
}

function codeOf({ code, reason }: DeskError): string {
  return reason ?? code
}

/** The same store, whose writes are asked for and taken back. */
function leavingNothing(store: DeskStore): DeskStore {
  const takenBack = new Error('taken back')
  const write: DeskStore['write'] = async (work) => {
    const held: { result?: Awaited<ReturnType<typeof work>> } = {}
    await store.write(async (log) => {
      held.result = await work(log)
      throw takenBack
    }).catch((error: unknown) => {
      if (error !== takenBack) throw error
    })
    return held.result as Awaited<ReturnType<typeof work>>
  }
  return { ...store, write, propose: (proposal) => proposeAlone(write, proposal) }
}
