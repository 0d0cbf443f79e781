import type { Migration } from './migrations'

/** What the people of a shift tell each other, and what each of them last said of the own seat. */
export const floorStep: Omit<Migration, 'number'> = {
  name: 'signals and seats of the floor',
  statements: [
    `create table floor_signals (
      position bigint primary key check (position > 0),
      id uuid not null unique,
      at_ms bigint not null,
      from_person uuid not null references people (id),
      from_name text not null,
      from_seat text not null,
      target jsonb not null,
      body jsonb not null
    )`,
    `create index floor_signals_by_time on floor_signals (at_ms)`,
    `create table seat_reports (
      person_id uuid primary key references people (id),
      seat_code text not null,
      report jsonb not null,
      heard_at_ms bigint not null
    )`,
  ],
}
