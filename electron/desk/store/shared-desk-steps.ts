import type { Migration } from './migrations'

/** People, seats and sessions of a desk that many share. On a desk of one PC these tables stay empty. */
export const peopleStep: Migration = {
  number: 3,
  name: 'people, seats and sessions',
  statements: [
    `create table people (
      id uuid primary key,
      login text not null unique check (login = lower(login)),
      name text not null,
      roles text[] not null check (cardinality(roles) > 0),
      password_hash text not null,
      must_change_password boolean not null,
      is_active boolean not null,
      version integer not null check (version > 0),
      failed_tries integer not null default 0,
      locked_until_ms bigint not null default 0,
      created_at_ms bigint not null,
      changed_at_ms bigint not null
    )`,
    `create table seats (
      code text primary key check (code ~ '^[0-9]{4}$'),
      name text not null,
      sip_sealed bytea,
      is_active boolean not null,
      version integer not null check (version > 0),
      changed_at_ms bigint not null
    )`,
    // One installation counts a seat's numbers; two of them would give the same number twice.
    `create table installations (
      id uuid primary key,
      seat_code text not null unique references seats (code),
      bound_at_ms bigint not null
    )`,
    `create table sessions (
      id uuid primary key,
      token_hash bytea not null unique,
      person_id uuid not null references people (id),
      seat_code text not null references seats (code),
      installation_id uuid not null,
      started_at_ms bigint not null,
      expires_at_ms bigint not null,
      ended_at_ms bigint,
      ended_why text
    )`,
    `create unique index one_live_session_of_a_person on sessions (person_id) where ended_at_ms is null`,
    `create unique index one_live_session_at_a_seat on sessions (seat_code) where ended_at_ms is null`,
    `create table recovery_keys (
      only_row boolean primary key default true check (only_row),
      public_key text not null,
      private_sealed bytea not null,
      made_at_ms bigint not null
    )`,
    // Who brought an event that somebody else had written.
    `create table deliveries (
      event_id uuid primary key references events (id),
      parcel_id uuid not null,
      delivered_by uuid not null references people (id),
      delivered_at_ms bigint not null
    )`,
    `create table desk_records (
      kind text not null,
      key text not null,
      value jsonb not null,
      is_active boolean not null,
      version integer not null check (version > 0),
      changed_at_ms bigint not null,
      primary key (kind, key)
    )`,
  ],
}

/** Rows younger than this go away for nobody: access to personal data is to be traceable for six months at least. */
const shortestAuditDays = 184

export const auditStep: Migration = {
  number: 4,
  name: 'audit',
  statements: [
    `create table audit_days (
      day date primary key,
      last_number integer not null,
      last_hash bytea not null
    )`,
    `create table audit (
      day date not null references audit_days (day),
      number integer not null check (number > 0),
      at_ms bigint not null,
      entry text not null,
      hash bytea not null,
      primary key (day, number)
    )`,
    `create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and tg_table_name = 'audit' then
          if old.day < (now() at time zone 'Asia/Shanghai')::date - ${shortestAuditDays} then return old; end if;
        end if;
        raise exception 'the audit is append-only' using errcode = 'LX002';
      end
    $$`,
    `create trigger audit_stays before update or delete on audit for each row execute function refuse_audit_change()`,
    `create trigger audit_is_not_emptied before truncate on audit for each statement execute function refuse_audit_change()`,
    `create trigger audit_days_stay before delete on audit_days for each row execute function refuse_audit_change()`,
    `create trigger audit_days_are_not_emptied before truncate on audit_days for each statement execute function refuse_audit_change()`,
  ],
}
