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
  /** The version up to which nothing personal is left of it. */
  readonly erased_version: ColumnType<number, number | undefined, number>
}

export interface QueryTriesTable {
  readonly what_hash: Buffer
  readonly window_started_at_ms: number
  readonly tries: number
}

export interface PeopleTable {
  readonly id: Once<string>
  readonly login: string
  readonly name: string
  readonly roles: string[]
  readonly unit: string | null
  readonly password_hash: string
  readonly must_change_password: boolean
  readonly is_active: boolean
  readonly version: number
  readonly failed_tries: ColumnType<number, number | undefined, number>
  readonly locked_until_ms: ColumnType<number, number | undefined, number>
  readonly created_at_ms: Once<number>
  readonly changed_at_ms: number
}

export interface SeatsTable {
  readonly code: Once<string>
  readonly name: string
  readonly sip_sealed: Buffer | null
  readonly is_active: boolean
  readonly version: number
  readonly changed_at_ms: number
}

export interface InstallationsTable {
  readonly id: Once<string>
  readonly seat_code: string
  readonly bound_at_ms: number
}

export interface SessionsTable {
  readonly id: Once<string>
  readonly token_hash: Once<Buffer>
  readonly person_id: Once<string>
  readonly seat_code: Once<string>
  readonly installation_id: Once<string>
  readonly started_at_ms: Once<number>
  readonly expires_at_ms: Once<number>
  readonly ended_at_ms: ColumnType<number | null, undefined, number>
  readonly ended_why: ColumnType<string | null, undefined, string>
}

export interface RecoveryKeysTable {
  readonly public_key: Once<string>
  readonly private_sealed: Once<Buffer>
  readonly made_at_ms: Once<number>
}

export interface DeliveriesTable {
  readonly event_id: Once<string>
  readonly parcel_id: Once<string>
  readonly delivered_by: Once<string>
  readonly delivered_at_ms: Once<number>
}

export interface DeskRecordsTable {
  readonly kind: Once<string>
  readonly key: Once<string>
  readonly value: ColumnType<unknown, string, string>
  readonly is_active: boolean
  readonly version: number
  readonly changed_at_ms: number
}

export interface AuditDaysTable {
  readonly day: Once<string>
  readonly last_number: number
  readonly last_hash: Buffer
}

export interface AuditTable {
  readonly day: Once<string>
  readonly number: Once<number>
  readonly at_ms: Once<number>
  readonly entry: Once<string>
  readonly hash: Once<Buffer>
}

export interface FloorSignalsTable {
  readonly position: Once<number>
  readonly id: Once<string>
  readonly at_ms: Once<number>
  readonly from_person: Once<string>
  readonly from_name: Once<string>
  readonly from_seat: Once<string>
  readonly target: Json
  readonly body: Json
}

export interface SeatReportsTable {
  readonly person_id: Once<string>
  readonly seat_code: string
  readonly report: ColumnType<unknown, string, string>
  readonly heard_at_ms: number
}

export interface ShiftEventsTable {
  readonly position: Once<number>
  readonly id: Once<string>
  readonly at_ms: Once<number>
  readonly by: Json
  readonly kind: Once<string>
  readonly body: Json
}

export interface WatchedOrdersTable {
  readonly ticket_id: Once<string>
  readonly facts: ColumnType<unknown, string, string>
  readonly is_urgent: boolean
  readonly promise_due_ms: number | null
}

export interface PromisesSeenToTable {
  readonly ticket_id: Once<string>
  readonly due_ms: Once<number>
}

export interface WatchedFilledTable {
  readonly only_row: ColumnType<boolean, boolean | undefined, never>
}

export interface OrderOutlooksTable {
  readonly ticket_id: Once<string>
  readonly version: number
  readonly number: string
  readonly call_at_ms: number
  /** When the desk heard of it first. */
  readonly heard_at_ms: Once<number>
  /** Into the day's intake. */
  readonly is_counted: boolean
  readonly is_imported: Once<boolean>
  readonly is_secret: boolean
  readonly category: string | null
  readonly district: string | null
  /** RED or ORANGE while it is open. */
  readonly open_level: string | null
  /** Its handling limit while that runs. */
  readonly open_due_at_ms: number | null
}

export interface LostCallStepsTable {
  readonly position: Once<number>
  readonly id: Once<string>
  readonly caller_key: Once<string>
  readonly act: Once<string>
  readonly person_id: Once<string>
  readonly person_name: Once<string>
  readonly at_ms: Once<number>
}

export interface LostCallNumbersTable {
  readonly caller_key: Once<string>
  readonly number_sealed: Buffer
  readonly at_ms: number
}

export interface RetentionRunsTable {
  /** In Chongqing. */
  readonly day: Once<string>
  readonly months: Once<number>
  readonly before_ms: Once<number>
  readonly orders: number
  readonly held: number
  readonly begun_at_ms: Once<number>
  readonly ended_at_ms: ColumnType<number | null, undefined, number>
}

export interface ToldRevealsTable {
  readonly person_id: Once<string>
  readonly id: Once<string>
  readonly told_at_ms: Once<number>
}

export interface DeskTables {
  readonly retention_runs: RetentionRunsTable
  readonly shift_events: ShiftEventsTable
  readonly watched_orders: WatchedOrdersTable
  readonly promises_seen_to: PromisesSeenToTable
  readonly watched_filled: WatchedFilledTable
  readonly outlooks_filled: WatchedFilledTable
  readonly order_outlooks: OrderOutlooksTable
  readonly lost_call_steps: LostCallStepsTable
  readonly lost_call_numbers: LostCallNumbersTable
  readonly told_reveals: ToldRevealsTable
  readonly floor_signals: FloorSignalsTable
  readonly seat_reports: SeatReportsTable
  readonly people: PeopleTable
  readonly seats: SeatsTable
  readonly installations: InstallationsTable
  readonly sessions: SessionsTable
  readonly recovery_keys: RecoveryKeysTable
  readonly deliveries: DeliveriesTable
  readonly desk_records: DeskRecordsTable
  readonly audit_days: AuditDaysTable
  readonly audit: AuditTable
  readonly desk_identity: DeskIdentityTable
  readonly events: EventsTable
  readonly event_personal: EventPersonalTable
  readonly tickets: TicketsTable
  readonly query_tries: QueryTriesTable
}
