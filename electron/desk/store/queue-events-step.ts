import type { Migration } from './migrations'

/** Thirteen months, so that a month can be held against the same of the year before. Source of the length: the desk's own figures. */
export const keptQueueDays = 396

/** What was heard of the queues, and when somebody listened. */
export const queueEventsStep: Omit<Migration, 'number'> = {
  name: 'events of the queues',
  statements: [
    // `key` is what makes an event this one and no other, so that several desks that hear it keep it once.
    `create table queue_events (
      position bigint primary key check (position > 0),
      key bytea not null unique,
      kind text not null,
      at_ms bigint not null,
      heard_at_ms bigint not null,
      event jsonb not null
    )`,
    `create index queue_events_by_time on queue_events (at_ms)`,
    `create function keep_queue_events() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and old.at_ms < (extract(epoch from now()) * 1000)::bigint - ${keptQueueDays}::bigint * 86400000 then
          return old;
        end if;
        raise exception 'events of the queues are append-only' using errcode = 'LX001';
      end
    $$`,
    `create trigger queue_events_stay before update or delete on queue_events for each row execute function keep_queue_events()`,
    `create trigger queue_events_are_not_emptied before truncate on queue_events for each statement execute function refuse_change()`,
    `create table queue_listening (
      run uuid primary key,
      from_ms bigint not null,
      until_ms bigint not null
    )`,
    `create index queue_listening_by_end on queue_listening (until_ms)`,
  ],
}
