import type { Hono } from 'hono'
import { administrationRoutes } from '../../../shared/desk-api/administration'
import { auditRoutes } from '../../../shared/desk-api/audit'
import { callRevealRoutes } from '../../../shared/desk-api/call-reveals'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { orderExportRoutes } from '../../../shared/desk-api/order-export'
import { recordingRoutes } from '../../../shared/desk-api/recordings'
import { redNoticeRoutes } from '../../../shared/desk-api/red-notices'
import { sessionRoutes } from '../../../shared/desk-api/sessions'
import { bookRoutes } from '../../../shared/desk-book/desk-book'
import { parcelRoute } from '../../../shared/desk-api/unsent-parcel'
import { queueRoutes } from '../../../shared/desk-api/queue-api'
import { wallRoutes } from '../../../shared/desk-api/wall-api'
import { floorRoutes } from '../../../shared/floor/floor-line'
import { shiftRoutes } from '../../../shared/shift/shift-api'
import { goLiveRoutes } from '../../../shared/golive/go-live-sheet'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { DeskLog } from '../desk-log'
import { createAdministration } from '../people/administration'
import { createBookDesk } from '../book/book-desk'
import { createOrderExport } from '../export/order-export'
import { createBookKeeper } from '../people/book-keeper'
import { createParcelDelivery } from '../people/deliver-parcel'
import { policyOf } from '../people/policies'
import type { SecretBox } from '../people/secret-box'
import { createSessionDesk, sipAccountOf } from '../people/session-desk'
import type { SharedStore } from '../store/shared-store'
import { addAdministrationRoutes } from './administration-routes'
import { createWallOrders } from '../wall/wall-orders'
import { createAlarmKeeper } from '../floor/alarm-keeper'
import { createBreakKeeper } from '../floor/break-keeper'
import { createCallsForHelp } from '../floor/calls-for-help'
import { createLockedSeats } from '../floor/locked-seats'
import { createFloorHub } from '../floor/floor-hub'
import { createGoLiveDesk } from '../golive/go-live-desk'
import type { ServerConfig } from '../server/server-config'
import type { DeskQueues } from '../pbx/open-queues'
import { addAuditRoutes } from './audit-routes'
import { createBaseApp } from './base-app'
import { addBookRoutes } from './book-routes'
import { addCallRevealRoutes } from './call-reveal-routes'
import { addExportRoutes } from './export-routes'
import { addGoLiveRoutes } from './go-live-routes'
import { createGuardedRoutes } from './guarded-routes'
import { createHintStreams } from './hint-stream'
import { createMetrics } from './metrics'
import { addOrderRoutes } from './order-routes'
import { addFloorRoutes } from './floor-routes'
import { addNoQueueRoutes, addQueueRoutes } from './queue-routes'
import { addShiftRoutes } from './shift-routes'
import { createOrderRecordings } from '../recordings/order-recordings'
import type { Recordings } from '../recordings/recordings'
import { addRecordingRoutes } from './recording-routes'
import { createRedNotices } from '../notices/red-notices'
import type { SmsGateway } from '../notices/sms-gateway'
import { addRedNoticeRoutes } from './red-notice-routes'
import type { LostNumbers } from '../wall/lost-numbers'
import { addWallRoutes } from './wall-routes'
import { addServiceRoutes, serviceRoutes } from './service-routes'
import { addSessionRoutes } from './session-routes'

export interface SharedAppOptions {
  readonly store: SharedStore
  readonly box: SecretBox
  readonly recoveryKey: { readonly publicKey: string; readonly privateKey: string }
  readonly metricsToken: string | null
  readonly tls: ServerConfig['tls']
  /** Null where no PBX is told of. */
  readonly queues: DeskQueues | null
  readonly numbers: LostNumbers
  readonly recordings: Recordings
  /** Takes messages to telephones; null: nobody is told by message. */
  readonly gateway: SmsGateway | null
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly log: DeskLog
}

export interface SharedApp {
  readonly app: Hono
  /** Not ready any more; streams end. */
  beginStop(): void
  end(): void
}

const heartbeatMs = 5_000
/** The floor is looked at so often while anybody looks on. */
const floorPollMs = 400
const floorHeartbeatMs = 2_000

const known: ReadonlySet<string> = new Set<string>([
  ...Object.values(deskRoutes), ...Object.values(sessionRoutes), ...Object.values(administrationRoutes), ...Object.values(recordRoutes),
  ...Object.values(auditRoutes), ...Object.values(serviceRoutes), ...Object.values(queueRoutes), ...Object.values(floorRoutes),
  ...Object.values(shiftRoutes), ...Object.values(wallRoutes), ...Object.values(goLiveRoutes), ...Object.values(bookRoutes),
  ...Object.values(orderExportRoutes), ...Object.values(recordingRoutes), ...Object.values(redNoticeRoutes), ...Object.values(callRevealRoutes), parcelRoute,
])
const routeOf = (path: string) => (known.has(path) ? path : 'other')

/** The routes of a desk that many share. */
export function createSharedApp({ store, box, recoveryKey, metricsToken, tls, queues, numbers, recordings, gateway, clock, timers, newId, log }: SharedAppOptions): SharedApp {
  let isStopping = false
  const orNull = <T>(asked: Promise<T>) => asked.catch(() => null)
  const book = createBookKeeper({ records: store.records, clock })
  const { lists } = book
  const streams = createHintStreams({ desk: store, clock, timers, heartbeatMs, listsVersion: book.version })
  const metrics = createMetrics({
    connections: store.connections,
    streams: streams.count,
    position: () => orNull(store.newest()),
    sessions: () => orNull(store.sessions.countLive(clock.now())),
    routeOf,
  })
  const app = createBaseApp({
    origins: ['app://console', 'app://wall'],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    isAuthorized: null,
    observe: metrics.count,
    routeOf,
    log,
  })
  const isReady = async () => !isStopping && (await orNull(store.newest())) !== null
  addServiceRoutes(app, { isReady, metrics, metricsToken })

  const sessions = createSessionDesk({ store, box, recoveryKey: recoveryKey.publicKey, clock, newId })
  const isGood = async (token: string) => (await sessions.find(token)) !== null
  const routes = createGuardedRoutes({ app, find: sessions.find })
  addSessionRoutes(app, routes, sessions)
  addOrderRoutes(routes, {
    store, clock, streams, lists,
    deliver: createParcelDelivery({ store, clock, lists, privateKey: recoveryKey.privateKey, log }),
    isGood,
  })
  const orderExport = createOrderExport({ store, clock, newId, log })
  addExportRoutes(routes, { orders: orderExport, find: sessions.find })
  addAdministrationRoutes(routes, createAdministration({ store, box, clock, newId }), { records: store.records, book, retention: store.retention })
  addBookRoutes(routes, createBookDesk({ store, clock, newId }))
  addGoLiveRoutes(routes, createGoLiveDesk({ store, box, lists, tls, clock }))
  const breaks = createBreakKeeper({ floor: store.floor, quota: async () => (await policyOf(store.records, 'breaks')).atOnce, clock })
  const floor = createFloorHub({ floor: store.floor, breaks, members: queues?.seats ?? null, clock, timers, heartbeatMs: floorHeartbeatMs, pollMs: floorPollMs })
  const extensionOf = async (seatCode: string) => {
    const seat = await store.seats.byCode(seatCode)
    return seat === null ? null : (sipAccountOf(seat, box)?.user ?? null)
  }
  const help = createCallsForHelp({ floor: store.floor, clock })
  addFloorRoutes(routes, { store, hub: floor, breaks, help, locked: createLockedSeats({ floor: store.floor, clock }), clock, isGood, extensionOf, hasPbx: queues !== null })
  const orders = createWallOrders({ outlooks: store.outlooks, lists, clock, keyOf: (historyKey) => box.keyed('silent caller', historyKey) })
  addWallRoutes(routes, { store, clock, orders, numbers })
  const alarms = createAlarmKeeper({ store, orders, alarms: async () => (await lists()).house.alarms, queues: () => queues?.measured() ?? null, onPassedOn: floor.poke, clock, timers, newId, log })
  if (queues === null) addNoQueueRoutes(routes)
  else addQueueRoutes(routes, { queues, store, clock })
  addShiftRoutes(routes, { store, queues: queues?.events ?? null, clock, lists })
  addRecordingRoutes(routes, createOrderRecordings({ recordings, store, clock }))
  addRedNoticeRoutes(routes, createRedNotices({ gateway, help, book, store, clock }))
  addCallRevealRoutes(routes, { store, clock })
  addAuditRoutes(routes, { store, auditKey: box.auditKey, clock })

  return {
    app,
    beginStop() {
      isStopping = true
      streams.closeAll()
      orderExport.closeAll()
      floor.close()
      alarms.stop()
    },
    end: metrics.close,
  }
}
