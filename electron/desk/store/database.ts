import type { ColumnType } from 'kysely'

/** Times are epoch milliseconds in `bigint`: exact, and the same number that crosses the border. */
type Json = ColumnType<unknown, string, never>
type Once<T> = ColumnType<T, T, never>

export interface DeskIdentityTable {
  readonly desk_id: string
  readonly query_code_secret: Buffer
}

export interface EventsTable {
  readonly position: Once<number>
  readonly id: Once<string>
  readonly ticket_id: Once<string>
  readonly version: Once<number>
  readonly type: Once<string>
  readonly author: Json
  readonly happened_at_ms: Once<number>
  readonly recorded_at_ms: Once<number>
  readonly received_at_ms: Once<number>
  readonly based_on: Once<number>
  readonly data: Json
  readonly had_personal: Once<boolean>
}

export interface EventPersonalTable {
  readonly event_id: Once<string>
  readonly data: Json
}

export interface TicketsTable {
  readonly id: Once<string>
  readonly number: string
  readonly practice: boolean
  readonly state: string
  readonly version: number
  readonly history_key: string | null
  readonly query_code_hash: Buffer | null
  readonly created_at_ms: number
  readonly changed_at_ms: number
}

export interface QueryTriesTable {
  readonly what_hash: Buffer
  readonly window_started_at_ms: number
  readonly tries: number
}

export interface DeskTables {
  readonly desk_identity: DeskIdentityTable
  readonly events: EventsTable
  readonly event_personal: EventPersonalTable
  readonly tickets: TicketsTable
  readonly query_tries: QueryTriesTable
}
