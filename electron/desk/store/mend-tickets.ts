import type { Transaction } from 'kysely'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { DeskTables } from './database'
import type { LoggedEvent } from './desk-store'
import { loggedEventOfRow, selectEvents } from './event-rows'
import type { HashSecret } from './keyed-hash'
import { rowOfTicket } from './postgres-log'

const ticketsAtOnce = 500

/**
 * Makes the table of tickets what the log says of them: the log is the truth, and a later program may fold it otherwise than the
 * one that has written the table. How far retention has erased an order stands nowhere else and stays.
 *
 * @returns how many tickets were not so before
 */
export async function mendTickets(tx: Transaction<DeskTables>, hash: HashSecret): Promise<number> {
  let mended = 0
  for (let last = firstUuid; ; ) {
    const page = await tx
      .selectFrom('events').select('ticket_id').distinct()
      .where('ticket_id', '>', last).orderBy('ticket_id').limit(ticketsAtOnce).execute()
    const ids = page.map((row) => row.ticket_id)
    const newest = ids.at(-1)
    if (newest === undefined) break
    mended += await mendPage(tx, hash, ids)
    last = newest
  }
  const orphans = await tx
    .deleteFrom('tickets')
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('events').select('events.id').whereRef('events.ticket_id', '=', 'tickets.id'))))
    .executeTakeFirst()
  return mended + Number(orphans.numDeletedRows)
}

const firstUuid = '00000000-0000-0000-0000-000000000000'

async function mendPage(tx: Transaction<DeskTables>, hash: HashSecret, ids: readonly string[]): Promise<number> {
  const events = await selectEvents(tx).where('ticket_id', 'in', ids).orderBy('ticket_id').orderBy('version').execute()
  const rows = new Map((await tx.selectFrom('tickets').selectAll().where('id', 'in', ids).execute()).map((row) => [row.id, row]))
  const byTicket = new Map<string, LoggedEvent[]>(ids.map((id) => [id, []]))
  for (const row of events) byTicket.get(row.ticket_id)?.push(loggedEventOfRow(row))
  const wrong = ids.flatMap((id) => {
    const before = rows.get(id)
    const ticket = foldEvents((byTicket.get(id) ?? []).map(({ event }) => event))
    if (ticket === null) return []
    const after = { ...rowOfTicket(ticket, hash), erased_version: before?.erased_version ?? 0 }
    return before !== undefined && isSameRow(before, after) ? [] : [after]
  })
  // All away first: two of them may have swapped their numbers.
  if (wrong.length > 0) await tx.deleteFrom('tickets').where('id', 'in', wrong.map(({ id }) => id)).execute()
  for (const row of wrong) await tx.insertInto('tickets').values(row).execute()
  return wrong.length
}

function isSameRow(one: object, other: object): boolean {
  return textOf(one) === textOf(other)
}

function textOf(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
}
