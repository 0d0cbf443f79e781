import type { Migration } from './migrations'

/** What of each order decides whether a wall shows it. Made again from the log by `fillOutlooks`. */
export const outlooksStep: Omit<Migration, 'number'> = {
  name: 'outlook of orders',
  statements: [
    `create table order_outlooks (
      ticket_id uuid primary key,
      version integer not null,
      number text not null,
      call_at_ms bigint not null,
      heard_at_ms bigint not null,
      is_counted boolean not null,
      is_imported boolean not null,
      is_secret boolean not null,
      category text,
      district text,
      open_level text,
      open_due_at_ms bigint
    )`,
    `create index order_outlooks_open_risks on order_outlooks (open_level, ticket_id) where open_level is not null`,
    `create index order_outlooks_by_due on order_outlooks (open_due_at_ms) where open_due_at_ms is not null`,
    `create index order_outlooks_by_call on order_outlooks (call_at_ms)`,
    `create index order_outlooks_by_hearing on order_outlooks (heard_at_ms)`,
  ],
}

/** Who has taken it upon himself to ring a caller back who had given up, and what came of it. */
export const lostCallsStep: Omit<Migration, 'number'> = {
  name: 'callers who are rung back',
  statements: [
    `create table lost_call_steps (
      position bigint primary key check (position > 0),
      id uuid not null unique,
      caller_key text not null,
      act text not null,
      person_id uuid not null references people (id),
      person_name text not null,
      at_ms bigint not null
    )`,
    `create index lost_call_steps_by_time on lost_call_steps (at_ms)`,
    `create index lost_call_steps_by_caller on lost_call_steps (caller_key, at_ms)`,
  ],
}

/** How to reach whoever gave up, for one day; sealed. The keys of callers hold no longer than that either. */
export const lostNumbersStep: Omit<Migration, 'number'> = {
  name: 'numbers of callers who gave up',
  statements: [
    `create table lost_call_numbers (
      caller_key text primary key,
      number_sealed bytea not null,
      at_ms bigint not null
    )`,
    `create index lost_call_numbers_by_time on lost_call_numbers (at_ms)`,
  ],
}

/** Whether the orders of a log that is older than `order_outlooks` have been put there. */
export const outlooksFilledStep: Omit<Migration, 'number'> = {
  name: 'outlooks are filled once',
  statements: [`create table outlooks_filled (only_row boolean primary key default true check (only_row))`],
}
