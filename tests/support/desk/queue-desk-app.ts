import { createDesk } from '../../../electron/desk/desk'
import { createDeskApp } from '../../../electron/desk/http/desk-app'
import { createHintStreams } from '../../../electron/desk/http/hint-stream'
import type { QueueRouteParts } from '../../../electron/desk/http/queue-routes'
import { agent8017 } from '../drafts'
import { createMemoryDeskStore } from './memory-desk-store'
import { testToken } from './running-desk'
import { systemClock, systemTimers } from './system-time'

/** A desk's app with these queues, and with orders that nobody asks for. */
export function queueDeskApp(queues: QueueRouteParts) {
  const desk = createDesk({ store: createMemoryDeskStore(), clock: systemClock, author: agent8017, practice: false })
  const streams = createHintStreams({ desk, clock: systemClock, timers: systemTimers, heartbeatMs: 60_000 })
  return createDeskApp({ desk, token: testToken, streams, log: () => undefined, queues })
}

export const noQueueEvents: QueueRouteParts['events'] = { page: async () => ({ events: [], more: false, listened: [] }) }
