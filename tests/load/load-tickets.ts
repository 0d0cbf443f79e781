import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { DatabaseAddress } from '../../electron/desk/store/connection'
import { rowOfEvent } from '../../electron/desk/store/event-rows'
import type { HashSecret } from '../../electron/desk/store/keyed-hash'
import { outlookRow } from '../../electron/desk/store/order-outlooks'
import { rowOfTicket } from '../../electron/desk/store/postgres-log'
import { foldTicket, type Ticket } from '../../shared/tickets/ticket'
import type { FillLog } from '../support/fill-log'

export interface LoadTicketsOptions {
  readonly binDir: string
  readonly address: DatabaseAddress
  /** The desk's own, so that what is looked up by it is found. */
  readonly hash: HashSecret
  readonly log: FillLog
  /** Changes of the made-up log: from this one on, up to and with that one. Both at the border of an order. */
  readonly from: number
  readonly to: number
  /** Position in the desk's log that the first of them gets. */
  readonly firstPosition: number
}

const eventsAtOnce = 36_000
const tables = {
  events: ['position', 'id', 'ticket_id', 'version', 'type', 'author', 'happened_at_ms', 'recorded_at_ms', 'received_at_ms', 'based_on', 'data', 'had_personal'],
  event_personal: ['event_id', 'data'],
  tickets: ['id', 'number', 'practice', 'state', 'version', 'history_key', 'query_code_hash', 'created_at_ms', 'changed_at_ms'],
  order_outlooks: ['ticket_id', 'heard_at_ms', 'is_imported', 'version', 'number', 'call_at_ms', 'is_counted', 'is_secret', 'category', 'district', 'open_level', 'open_due_at_ms'],
} as const

/**
 * Brings orders into a desk's tables by COPY: the same rows that the desk writes, made by the functions by which it makes them, the
 * derived tables too, since the desk's own way takes an hour for a million. Nobody else may write meanwhile. Gives the next position.
 */
export async function loadTickets({ binDir, address, hash, log, from, to, firstPosition }: LoadTicketsOptions): Promise<number> {
  const { host, port, user, password, database } = address
  const psql = spawn(path.join(binDir, 'psql'), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', host, '-p', String(port), '-U', user, '-d', database, '-f', '-'], {
    env: { PATH: process.env['PATH'], PGPASSWORD: password }, stdio: ['pipe', 'ignore', 'pipe'],
  })
  let words = ''
  psql.stderr.on('data', (part: Buffer) => (words += part.toString('utf8')))
  const ended = once(psql, 'exit')
  psql.stdin.on('error', () => undefined)
  const write = async (text: string) => {
    if (!psql.stdin.write(text)) await Promise.race([once(psql.stdin, 'drain'), ended])
  }

  let position = firstPosition
  for (let at = from; at <= to; at += eventsAtOnce) {
    const lines: Record<keyof typeof tables, string[]> = { events: [], event_personal: [], tickets: [], order_outlooks: [] }
    const tickets = new Map<string, Ticket>()
    for (let n = at; n < at + eventsAtOnce && n <= to; n += 1) {
      const { event, version } = log.change(n)
      const row = rowOfEvent({ event, version }, position, event.recordedAt)
      position += 1
      lines.events.push(lineOf(tables.events, row))
      if (event.personal !== null) lines.event_personal.push(lineOf(tables.event_personal, { event_id: event.id, data: JSON.stringify(event.personal) }))
      tickets.set(event.ticketId, foldTicket(tickets.get(event.ticketId) ?? null, event))
    }
    for (const ticket of tickets.values()) {
      lines.tickets.push(lineOf(tables.tickets, rowOfTicket(ticket, hash)))
      lines.order_outlooks.push(lineOf(tables.order_outlooks, outlookRow(ticket, { heardAt: ticket.createdAt, isImported: false })))
    }
    for (const [table, columns] of Object.entries(tables)) {
      await write(`copy ${table} (${columns.join(', ')}) from stdin;\n${lines[table as keyof typeof tables].join('')}\\.\n`)
    }
  }
  await write('vacuum analyze;\n')
  psql.stdin.end()
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`psql ended with ${code}: ${words}`)
  return position
}

/** COPY's text format (documentation 15, "File Formats"). */
function lineOf(columns: readonly string[], row: object): string {
  const values = row as Readonly<Record<string, unknown>>
  return `${columns.map((column) => textOf(values[column])).join('\t')}\n`
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
