import type { Migration } from './migrations'

/** How far nothing personal is left of an order, and each day's run that erased. */
export const retentionStep: Omit<Migration, 'number'> = {
  name: 'retention of personal data',
  statements: [
    // An event that comes later makes it one to be looked at again. In the index stand only orders of which something may be left.
    `alter table tickets add column erased_version integer not null default 0`,
    `create index tickets_to_erase on tickets (changed_at_ms, id) where erased_version < version`,
    `create table retention_runs (
      day date primary key,
      months integer not null,
      before_ms bigint not null,
      orders integer not null,
      held integer not null,
      begun_at_ms bigint not null,
      ended_at_ms bigint
    )`,
  ],
}
