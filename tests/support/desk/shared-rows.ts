import type { Pool } from 'pg'
import { testUuid } from '../drafts'

const person = testUuid(8017)

/** A row in every table that only a desk of many seats fills, so that nothing of it can be forgotten by a backup. */
export async function fillSharedTables(pool: Pool): Promise<void> {
  const rows = [
    `insert into people (id, login, name, roles, password_hash, must_change_password, is_active, version, created_at_ms, changed_at_ms)
      values ('${person}', 'li.min', '李敏', '{AGENT,CALLBACK}', 'scrypt', false, true, 3, 1, 2)`,
    `insert into people (id, login, name, roles, unit, password_hash, must_change_password, is_active, version, created_at_ms, changed_at_ms)
      values ('${testUuid(8018)}', 'zhao.yi', '赵一', '{HANDLER}', 'QXGH@500103', 'scrypt', false, true, 1, 1, 2)`,
    `insert into seats (code, name, sip_sealed, is_active, version, changed_at_ms) values ('8017', '东排 3 号', '\\x00ff10', true, 1, 2)`,
    `insert into installations (id, seat_code, bound_at_ms) values ('${testUuid(2)}', '8017', 1)`,
    `insert into sessions (id, token_hash, person_id, seat_code, installation_id, started_at_ms, expires_at_ms)
      values ('${testUuid(3)}', '\\xabcd', '${person}', '8017', '${testUuid(2)}', 1, 2)`,
    `insert into recovery_keys (public_key, private_sealed, made_at_ms) values ('key', '\\x01', 1)`,
    `insert into deliveries (event_id, parcel_id, delivered_by, delivered_at_ms) select id, '${testUuid(4)}', '${person}', 1 from events where position = 5`,
    `insert into desk_records (kind, key, value, is_active, version, changed_at_ms) values ('queues', 'hotline', '{"zh": "劳动维权"}', true, 1, 1)`,
    `insert into audit_days (day, last_number, last_hash) values ('2026-11-28', 1, '\\x02')`,
    `insert into audit (day, number, at_ms, entry, hash) values ('2026-11-28', 1, 1, '{"by": "行\\n内"}', '\\x02')`,
    `insert into queue_events (position, key, kind, at_ms, heard_at_ms, event) values (1, '\\x03', 'left', 1, 2, '{}')`,
    `insert into queue_listening (run, from_ms, until_ms) values ('${testUuid(5)}', 1, 2)`,
    `insert into floor_signals (position, id, at_ms, from_person, from_name, from_seat, target, body)
      values (1, '${testUuid(6)}', 1, '${person}', '李敏', '8017', '{"kind": "leads"}', '{"kind": "red-closed"}')`,
    `insert into shift_events (position, id, at_ms, by, kind, body)
      values (1, '${testUuid(7)}', 1, '{"personId": "${person}", "name": "李敏", "seat": "8017"}', 'acknowledged', '{"kind": "acknowledged", "keys": ["red 1"]}')`,
    `insert into promises_seen_to (ticket_id, due_ms) values ('${testUuid(8)}', 1)`,
    `insert into lost_call_steps (position, id, caller_key, act, person_id, person_name, at_ms) values (1, '${testUuid(7)}', 'k', 'claim', '${person}', '李敏', 1)`,
    `insert into outlooks_filled (only_row) values (true)`,
    `insert into lost_call_numbers (caller_key, number_sealed, at_ms) values ('k', '\\x04', 1)`,
    `insert into retention_runs (day, months, before_ms, orders, held, begun_at_ms) values ('2026-11-28', 60, 1, 3, 1, 2)`,
    `insert into told_reveals (person_id, id, told_at_ms) values ('${person}', '${testUuid(9)}', 1)`,
    `insert into seat_reports (person_id, seat_code, report, heard_at_ms) values ('${person}', '8017', '{}', 1)`,
  ]
  for (const row of rows) await pool.query(row)
}
