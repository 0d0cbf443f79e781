import { setTimeout as delay } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import { startAmiStandIn, type AmiStandIn } from '../load/ami-stand-in'
import { startSharedDeskProgram } from '../support/desk/shared-desk-program'
import { paintedAfter, watchWall } from '../support/painted-wall'
import { seededRandom } from '../support/seeded-random'
import { openSharedSeat } from '../support/shared-seat'
import { percentile, type Bench, type Measurement } from './bench'

const size = { seats: 500, queues: 20 }
const measuredCalls = 150
const warmUp = 10
const callsPerMinute = 1_000
const callMs = { ring: 2_000, talk: 18_000 }

/**
 * From an event as the PBX sends it to the task after the frame in which the lead's wall shows it, in real Electron, on a real desk with its
 * PostgreSQL, while the floor is as busy as five hundred seats are. Telephones for five hundred seats are not there: a stand-in
 * speaks Asterisk's manager interface; the way from a real one is measured by `queue-feed`.
 */
export const bench: Bench = {
  async run() {
    const queues = Array.from({ length: size.queues }, (_, index) => `queue-${String(index + 1).padStart(2, '0')}`)
    const seats = Array.from({ length: size.seats }, (_, index) => String(10_000 + index))
    const ends: (() => unknown)[] = []
    // The last queue has no calls but the measured ones; its other members are idle.
    const measured = { queue: queues[size.queues - 1] ?? '', seat: seats[size.queues - 1] ?? '' }
    try {
      const pbx = await startAmiStandIn(seats, queues)
      ends.push(() => pbx.close())
      const desk = await startSharedDeskProgram({ LINGXI_AMI_URL: pbx.url, LINGXI_AMI_USER: 'load', LINGXI_AMI_SECRET: 'load' })
      ends.push(() => desk.close())
      const lead = await openSharedSeat()
      ends.push(() => lead.close())
      await desk.seat('班长席', { user: '1900', password: 'nobody answers', serverUrls: ['ws://127.0.0.1:9/ws'], domain: '127.0.0.1', iceServers: [] })
      await lead.begin(desk.origin(), 'zhou', await desk.person('zhou', '周明兰', ['LEAD']))
      await lead.page.keyboard.press('Control+5')
      const wall = await lead.lingxi.page('wall')
      // On a small window the last of twenty queues have no room.
      const frame = await lead.lingxi.electron.browserWindow(wall)
      await frame.evaluate((shown) => shown.setContentSize(1_920, 1_080))
      await expect(wall.locator('[data-tile="seats"]')).toHaveAttribute('data-fresh', 'live', { timeout: 30_000 })
      await watchWall(wall)
      const floor = keepBusy(pbx, seats.filter((_, index) => index % size.queues !== size.queues - 1))
      ends.push(() => floor.stop())
      // As many calls as come in the time of one: from then on as many end as begin.
      await delay(callMs.ring + callMs.talk)
      const longTasks = await countLongTasks(wall)
      const delays: number[] = []
      for (let n = 0; n < measuredCalls + warmUp; n += 1) {
        const call = pbx.call({ id: `measured-${n}`, extension: measured.seat, number: '15400000012' })
        delays.push(await paintedAfter(wall, { queue: measured.queue, waiting: 1 }, () => call.ring()))
        delays.push(await paintedAfter(wall, { queue: measured.queue, waiting: 0 }, () => call.answer()))
        call.end()
        // Not in step with anything that comes at even intervals.
        await delay(floor.below(120))
      }
      const shown = { seats: await numberIn(wall, '[data-tile="seats"] .count'), queues: await wall.locator('[data-tile="queues"] [data-queue]').count() }
      const found = delays.slice(2 * warmUp)
      return [
        { what: 'seats on the wall', value: shown.seats, unit: 'seats', atLeast: size.seats },
        { what: 'queues on the wall', value: shown.queues, unit: 'queues', atLeast: size.queues },
        { what: 'calls on the floor meanwhile', value: floor.perMinute(), unit: 'per minute', atLeast: callsPerMinute * 0.8 },
        { what: 'event at the PBX to painted wall, p50', value: percentile(found, 0.5), unit: 'ms' },
        { what: 'event at the PBX to painted wall, p99', value: percentile(found, 0.99), unit: 'ms', atMost: 1_000 },
        { what: 'the longest', value: Math.max(...found), unit: 'ms' },
        { what: 'longest task of the wall', value: await longTasks(), unit: 'ms' },
      ] satisfies Measurement[]
    } finally {
      for (const end of ends.reverse()) await end()
    }
  },
}

/** Calls at all these seats, one after the other at each, as long as it is not stopped. */
function keepBusy(pbx: AmiStandIn, seats: readonly string[]): { below(limit: number): number; perMinute(): number; stop(): void } {
  const { below } = seededRandom(7)
  const idle = [...seats]
  const timers = new Set<NodeJS.Timeout>()
  const begunAt = performance.now()
  let begun = 0
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const begin = () => {
    const [extension] = idle.splice(below(idle.length), 1)
    if (extension === undefined) return
    begun += 1
    const call = pbx.call({ id: `floor-${begun}`, extension, number: `154${String(begun % 100_000_000).padStart(8, '0')}` })
    const talkMs = callMs.talk / 2 + below(callMs.talk)
    call.ring()
    after(callMs.ring, () => call.answer())
    after(callMs.ring + talkMs, () => {
      call.end()
      idle.push(extension)
    })
  }
  const clock = setInterval(begin, 60_000 / callsPerMinute)
  return {
    below,
    perMinute: () => begun / ((performance.now() - begunAt) / 60_000),
    stop() {
      clearInterval(clock)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

async function countLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const scope = globalThis as unknown as { longest: number }
    scope.longest = 0
    new PerformanceObserver((list) => {
      scope.longest = Math.max(scope.longest, ...list.getEntries().map(({ duration }) => duration))
    }).observe({ entryTypes: ['longtask'] })
  })
  return () => page.evaluate(() => (globalThis as unknown as { longest: number }).longest)
}

async function numberIn(page: Page, selector: string): Promise<number> {
  return Number((await page.locator(selector).first().innerText()).replace(/\D/g, ''))
}
