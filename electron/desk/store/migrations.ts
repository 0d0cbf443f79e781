import { callRevealsStep } from './call-reveals-step'
import { floorStep } from './floor-step'
import { queueEventsStep } from './queue-events-step'
import { retentionStep } from './retention-step'
import { shiftStep } from './shift-step'
import { auditStep, peopleStep } from './shared-desk-steps'
import { unitsStep } from './units-step'
import { lostCallsStep, lostNumbersStep, outlooksFilledStep, outlooksStep } from './wall-steps'

/** One step of the database. Steps are never edited once released; a new need is a new step. */
export interface Migration {
  readonly number: number
  readonly name: string
  /** Statements of PostgreSQL 15, run one after the other in one transaction. */
  readonly statements: readonly string[]
}

const log: Migration = {
  number: 1,
  name: 'log of events',
  statements: [
    `create table desk_identity (
      only_row boolean primary key default true check (only_row),
      desk_id uuid not null,
      query_code_secret bytea not null
    )`,
    // Two random UUIDs hold 244 random bits; the secret never leaves the database.
    `insert into desk_identity (desk_id, query_code_secret) values (
      gen_random_uuid(),
      decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
    )`,
    `create table events (
      position bigint primary key check (position > 0),
      id uuid not null unique,
      ticket_id uuid not null,
      version integer not null check (version > 0),
      type text not null,
      author jsonb not null,
      happened_at_ms bigint not null,
      recorded_at_ms bigint not null,
      received_at_ms bigint not null,
      based_on integer not null,
      data jsonb not null,
      had_personal boolean not null,
      unique (ticket_id, version)
    )`,
    `create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the log of events is append-only' using errcode = 'LX001';
      end
    $$`,
    `create trigger events_stay before update or delete on events for each row execute function refuse_change()`,
    `create trigger events_are_not_emptied before truncate on events for each statement execute function refuse_change()`,
    `create table event_personal (
      event_id uuid primary key references events (id),
      data jsonb not null
    )`,
  ],
}

const ticketsProjection: Migration = {
  number: 2,
  name: 'tickets found by number, caller and query code',
  statements: [
    `create table tickets (
      id uuid primary key,
      number text not null unique,
      practice boolean not null,
      state text not null,
      version integer not null,
      history_key text,
      query_code_hash bytea,
      created_at_ms bigint not null,
      changed_at_ms bigint not null
    )`,
    `create index tickets_by_history_key on tickets (history_key, changed_at_ms desc) where history_key is not null`,
    `create index tickets_by_query_code on tickets (query_code_hash) where query_code_hash is not null`,
    `create table query_tries (
      what_hash bytea primary key,
      window_started_at_ms bigint not null,
      tries integer not null
    )`,
  ],
}

/** In order; `migrate` refuses a list whose numbers have a gap. */
export const migrations: readonly Migration[] = [
  log, ticketsProjection, peopleStep, auditStep, { number: 5, ...queueEventsStep }, { number: 6, ...floorStep },
  { number: 7, ...shiftStep }, { number: 8, ...outlooksStep }, { number: 9, ...lostCallsStep },
  { number: 10, ...lostNumbersStep }, { number: 11, ...outlooksFilledStep }, { number: 12, ...unitsStep },
  { number: 13, ...retentionStep }, { number: 14, ...callRevealsStep },
]
