import { Kysely, PostgresDialect } from 'kysely'
import type { Change } from '../../../shared/desk-api/desk-api'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { sendingTypes } from '../../../shared/tickets/sent-to'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { createAuditTrail, type AuditTrail } from './audit-table'
import { createPool, type DatabaseAddress } from './connection'
import type { DeskTables } from './database'
import type { DeskStore, NewEvent } from './desk-store'
import { loggedEventOfRow, selectEvents } from './event-rows'
import { followHints } from './following-hints'
import { listenForHints, type HintListener } from './hint-listener'
import { createFloorTable, type FloorTable } from './floor-table'
import { createHashSecret, type HashSecret } from './keyed-hash'
import { createLostCalls, type LostCallsTable } from './lost-calls-table'
import { migrate } from './migrate'
import { migrations } from './migrations'
import { mustBeDurable } from './must-be-durable'
import { createOrderExports, type OrderExports } from './order-exports'
import { createOutlooks, fillOutlooks, type OrderOutlooks } from './order-outlooks'
import { createPeople, type People } from './people-table'
import { createLogTurns, type AlongWithEvents } from './log-turns'
import { logIn } from './postgres-store'
import { newestPosition } from './postgres-log'
import { createRecords, type Records } from './records-table'
import { createRetention, type Retention } from './retention-table'
import { createSeats, type Seats } from './seats-table'
import { secretOrdersAmong, type SecretOrder } from './secret-orders'
import { createShiftTable, type ShiftTable } from './shift-table'
import { fillWatched } from './watched-orders'
import { createSessions, type Sessions } from './sessions-table'
import { createToldReveals, type ToldReveals } from './told-reveals-table'

/** What a shared desk keeps beside its log. */
export interface DeskKeeping {
  readonly people: People
  readonly seats: Seats
  readonly sessions: Sessions
  readonly records: Records
  readonly audit: AuditTrail
  readonly shift: ShiftTable
  readonly retention: Retention
  readonly toldReveals: ToldReveals
}

/** Events that one person brings for another. */
export interface Delivery {
  readonly parcelId: string
  readonly deliveredBy: string
  /** Written once for what of the parcel's events was new. */
  readonly auditOf: (events: number) => AuditEntry
}

export interface RecoveryKey {
  readonly publicKey: string
  readonly privateSealed: Buffer
}

export interface SharedStore extends Omit<DeskStore, 'write' | 'propose'>, DeskKeeping {
  /** The log for events of one author; `auditBy` names who looks at what is masked. */
  logFor(auditOf: (event: TicketEvent) => AuditEntry | null, delivery?: Delivery): DeskStore
  /** All or nothing. Whatever is added to the audit comes last, because all wait for it. */
  inOne<T>(work: (keeping: DeskKeeping) => Promise<T>): Promise<T>
  secretOrdersAmong(ticketIds: readonly string[]): Promise<SecretOrder[]>
  /** The desk's own; the first process to ask with one makes it so. */
  recoveryKey(make: () => Promise<RecoveryKey>): Promise<RecoveryKey>
  readonly floor: FloorTable
  readonly outlooks: OrderOutlooks
  readonly exports: OrderExports
  readonly lostCalls: LostCallsTable
  /** All events of one order by version. */
  changesOfTicket(ticketId: string): Promise<Change[]>
  /** All events of these orders up to that position, in the order of the log. */
  changesOfTickets(ticketIds: readonly string[], through: number): Promise<Change[]>
  /** Of these orders the changes that may send one to a unit, in the order of the log. */
  sendingsAmong(ticketIds: readonly string[]): Promise<Change[]>
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number }
}

export interface SharedStoreOptions {
  readonly address: DatabaseAddress
  readonly connections: number
  readonly auditKey: Uint8Array
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** How hints are heard; a test may have one that hears nothing. */
  readonly listen?: (address: DatabaseAddress, onLost: () => void) => Promise<HintListener>
}

/**
 * Opens the store of a desk of which several processes may be at work, and brings its tables up to date.
 *
 * @throws DeskFailure `schema-newer`, `database-not-durable`; errors of pg when the database can't be reached
 */
export async function openSharedStore({ address, connections, auditKey, clock, timers, random, listen = listenForHints }: SharedStoreOptions): Promise<SharedStore> {
  const pool = createPool(address, connections)
  const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await mustBeDurable(db)
    await migrate(db, migrations, clock)
    await fillWatched(db)
    await fillOutlooks(db)
    const identity = await db.selectFrom('desk_identity').selectAll().executeTakeFirstOrThrow()
    const hash = createHashSecret(identity.query_code_secret)
    const hints = followHints({ listen: (onLost) => listen(address, onLost), newest: () => newestPosition(db), timers, random })
    const turns = createLogTurns(db, hash)
    const { write: _write, propose: _propose, ...reading } = logIn(db, hash, turns)
    const ending = {
      deskId: identity.desk_id,
      onHint: hints.subscribe,
      async close() {
        await hints.close()
        await db.destroy()
      },
    }
    return {
      ...reading,
      ...ending,
      ...keepingIn(db, auditKey, hash),
      logFor(auditOf, delivery) {
        const { write, propose } = logIn(db, hash, turns, writeAlong({ auditOf, delivery, auditKey, clock }))
        return { ...reading, ...ending, write, propose }
      },
      inOne: (work) => db.transaction().execute((tx) => work(keepingIn(tx, auditKey, hash))),
      secretOrdersAmong: (ticketIds) => secretOrdersAmong(db, ticketIds),
      recoveryKey: (make) => ownRecoveryKey(db, make, clock),
      floor: createFloorTable(db),
      outlooks: createOutlooks(db),
      exports: createOrderExports(db),
      lostCalls: createLostCalls(db),
      changesOfTicket: async (ticketId) => changesOf(await selectEvents(db).where('events.ticket_id', '=', ticketId).orderBy('events.version').execute()),
      changesOfTickets: async (ticketIds, through) => ticketIds.length === 0 ? [] : changesOf(
        await selectEvents(db).where('events.ticket_id', 'in', ticketIds).where('events.position', '<=', through).orderBy('events.position').execute(),
      ),
      sendingsAmong: async (ticketIds) => ticketIds.length === 0 ? [] : changesOf(
        await selectEvents(db).where('events.ticket_id', 'in', ticketIds).where('events.type', 'in', sendingTypes).orderBy('events.position').execute(),
      ),
      connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

function changesOf(rows: readonly Parameters<typeof loggedEventOfRow>[0][]): Change[] {
  return rows.map(loggedEventOfRow).map(({ position, version, event }) => ({ position, version, event }))
}

function keepingIn(db: Kysely<DeskTables>, auditKey: Uint8Array, hash: HashSecret): DeskKeeping {
  return {
    people: createPeople(db),
    seats: createSeats(db),
    sessions: createSessions(db),
    records: createRecords(db),
    audit: createAuditTrail(db, auditKey),
    shift: createShiftTable(db),
    retention: createRetention(db, hash),
    toldReveals: createToldReveals(db),
  }
}

interface AlongOptions extends Pick<SharedStoreOptions, 'auditKey' | 'clock'> {
  readonly auditOf: (event: TicketEvent) => AuditEntry | null
  readonly delivery: Delivery | undefined
}

/** SECURITY: what has to be written down is written with the events, or neither is. */
function writeAlong({ auditOf, delivery, auditKey, clock }: AlongOptions): AlongWithEvents {
  return async (tx, added: readonly NewEvent[]) => {
    const audit = createAuditTrail(tx, auditKey)
    if (delivery !== undefined && added.length > 0) {
      await tx.insertInto('deliveries').values(added.map(({ event }) => ({
        event_id: event.id, parcel_id: delivery.parcelId, delivered_by: delivery.deliveredBy, delivered_at_ms: clock.now(),
      }))).execute()
      await audit.add(delivery.auditOf(added.length), clock.now())
    }
    for (const entry of added.flatMap(({ event }) => auditOf(event) ?? [])) await audit.add(entry, clock.now())
  }
}

async function ownRecoveryKey(db: Kysely<DeskTables>, make: () => Promise<RecoveryKey>, clock: Clock): Promise<RecoveryKey> {
  const read = () => db.selectFrom('recovery_keys').select(['public_key', 'private_sealed']).executeTakeFirst()
  let row = await read()
  if (row === undefined) {
    const made = await make()
    await db.insertInto('recovery_keys')
      .values({ public_key: made.publicKey, private_sealed: made.privateSealed, made_at_ms: clock.now() })
      .onConflict((conflict) => conflict.doNothing()).execute()
    row = await read()
  }
  if (row === undefined) throw new Error('no recovery key')
  return { publicKey: row.public_key, privateSealed: row.private_sealed }
}
