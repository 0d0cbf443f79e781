import { randomUUID } from 'node:crypto'
import { startDeskServer } from '../../electron/desk/http/desk-server'
import { createFeedHub } from '../../electron/desk/pbx/feed-hub'
import { createDeskHttp } from '../../renderer/desk-client/desk-http'
import { createQueueFeedReader } from '../../renderer/desk-client/queue-feed'
import { noQueueEvents, queueDeskApp } from '../support/desk/queue-desk-app'
import { until } from '../support/desk/desk-folder'
import { testToken } from '../support/desk/running-desk'
import { systemClock, systemTimers } from '../support/desk/system-time'
import { pbx } from '../support/pbx'
import { openPlainSeat } from '../support/plain-seat'
import { call } from '../support/sipp'
import { watchFeed } from '../support/watched-feed'
import { percentile, type Bench } from './bench'

const calls = 40

/**
 * From what the PBX itself says when something happened to the console having it in its state: both clocks are of one machine. Through
 * Asterisk, the desk's own feed, HTTP and the console's reader, with one call after the other.
 */
export const bench: Bench = {
  async run() {
    await pbx.start()
    const hub = createFeedHub({ clock: systemClock, timers: systemTimers, newEpoch: randomUUID, heartbeatMs: 2_000 })
    const app = queueDeskApp({ hub, events: noQueueEvents, control: null })
    const server = await startDeskServer({ app, port: 0, timers: systemTimers })
    const toDesk: number[] = []
    const feed = watchFeed(undefined, (news) => {
      if (news.kind === 'happened') toDesk.push(Date.now() - news.event.at)
      hub.hear(news)
    })
    const http = createDeskHttp({ origin: server.origin, token: testToken }, { fetch: globalThis.fetch, timers: systemTimers })
    const delays: number[] = []
    const reader = createQueueFeedReader({
      clock: systemClock, timers: systemTimers, random: Math.random, onState: () => undefined,
      onLine: (line) => {
        if (line.kind === 'change') delays.push(Date.now() - line.event.at)
      },
    })
    const seat = await openPlainSeat('1011')
    try {
      reader.follow(http)
      await feed.until((state) => state.members.length === 2)
      await pbx.cli('queue add member PJSIP/1011 to hotline')
      seat.be('answer')
      for (let n = 0; n < calls; n += 1) {
        const caller = await call({ from: '15400000012' })
        await feed.until((state) => state.calls.length === 1)
        // The PBX tells of it before the caller has read the answer.
        await caller.reached('answered')
        await caller.hangUp()
        await feed.until((state) => state.calls.length === 0)
      }
      // The console has the last of them a moment later than the desk, which hears nothing more.
      await until(() => delays.length >= feed.events().length - 1)
      const within = delays.filter((ms) => ms <= 1_000).length
      return [
        { what: `events of the PBX that a console has within 1 s, of ${delays.length}`, value: (100 * within) / delays.length, unit: '%', atLeast: 99 },
        { what: 'the same to the desk, p99', value: percentile(toDesk, 0.99), unit: 'ms' },
        ...[0.5, 0.99].map((share) => ({ what: `event at the PBX to console, p${share * 100}`, value: percentile(delays, share), unit: 'ms', ...(share === 0.99 ? { atMost: 1_000 } : {}) })),
      ]
    } finally {
      reader.dispose()
      http.cancel()
      feed.stop()
      seat.close()
      hub.close()
      await server.close()
      await pbx.stop()
    }
  },
}
