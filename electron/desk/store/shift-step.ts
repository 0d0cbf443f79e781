import type { Migration } from './migrations'

/** What happens at the turn of a shift, and the orders that a shift has to look at. */
export const shiftStep: Omit<Migration, 'number'> = {
  name: 'shifts and watched orders',
  statements: [
    `create table shift_events (
      position bigint primary key check (position > 0),
      id uuid not null unique,
      at_ms bigint not null,
      by jsonb not null,
      kind text not null,
      body jsonb not null
    )`,
    `create trigger shift_events_stay before update or delete on shift_events for each row execute function refuse_change()`,
    `create trigger shift_events_are_not_emptied before truncate on shift_events for each statement execute function refuse_change()`,
    // Made of the log, like the table of tickets: a row for each order that somebody has to look at, none for the others.
    `create table watched_orders (
      ticket_id uuid primary key,
      facts jsonb not null,
      is_urgent boolean not null,
      promise_due_ms bigint
    )`,
    `create index watched_orders_urgent on watched_orders (ticket_id) where is_urgent`,
    `create index watched_orders_by_promise on watched_orders (promise_due_ms) where promise_due_ms is not null`,
    `create table promises_seen_to (
      ticket_id uuid not null,
      due_ms bigint not null,
      primary key (ticket_id, due_ms)
    )`,
    // Orders of the time before are looked through once; a row here says that they were.
    `create table watched_filled (only_row boolean primary key default true check (only_row))`,
  ],
}
