import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { RemoteLine } from '../../renderer/console/phone/remote-line'
import type { CallId } from '../../shared/calls/call'
import { registered, until } from '../contract/phone-line.contract'
import { hearMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'
import { lineToPhone } from './phone-bridge'

/** The practice line in the real phone page: two user agents, real WebRTC, no server. */

test.describe.configure({ mode: 'serial' })

let lingxi: LingxiApp
let phone: Page
let line: RemoteLine

interface Watched {
  readonly connections: RTCPeerConnection[]
}

/** Keeps every connection that the page makes from its next load on. */
async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const Original = RTCPeerConnection
    Object.assign(window, {
      connections,
      RTCPeerConnection: class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          connections.push(this)
        }
      },
    })
  })
  await page.reload()
}

/** Packets that each open end of the line has received, and how loud what it received was at most (0..1) in a second. */
function received(page: Page): Promise<{ packets: number; peak: number }[]> {
  return page.evaluate(async () => {
    const open = (window as unknown as Watched).connections.filter((one) => one.connectionState === 'connected')
    return Promise.all(
      open.map(async (connection) => {
        const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
        const analyser = context.createAnalyser()
        const tracks = connection.getReceivers().map((receiver) => receiver.track)
        context.createMediaStreamSource(new MediaStream(tracks)).connect(analyser)
        const wave = new Float32Array(analyser.fftSize)
        let peak = 0
        for (let turn = 0; turn < 20; turn += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50))
          analyser.getFloatTimeDomainData(wave)
          for (const value of wave) peak = Math.max(peak, Math.abs(value))
        }
        await context.close()
        const report = [...(await connection.getStats()).values()].find((entry) => entry.type === 'inbound-rtp')
        return { packets: (report?.packetsReceived as number | undefined) ?? 0, peak }
      }),
    )
  })
}

async function ringing(callerId: string): Promise<CallId> {
  expect(await line.practice.execute({ kind: 'play', callerId })).toEqual({ ok: true, value: undefined })
  return (await until(line, 'a ring', ({ calls }) => calls.find((call) => call.state === 'ringing'))).id
}

async function answered(callerId: string): Promise<CallId> {
  const callId = await ringing(callerId)
  expect(await line.execute({ kind: 'answer', callId })).toEqual({ ok: true, value: undefined })
  return callId
}

test.beforeAll(async () => {
  lingxi = await launchLingxi()
  phone = await lingxi.page('phone')
  const console = await lingxi.page('console')
  const stopped = await hearMain(console, 'console', 'phoneStopped')
  await watchConnections(phone)
  // The app's own console gets its port first: a port that came after the test's would take its place.
  await expect.poll(stopped).toHaveLength(1)
  await expect(console.locator('[data-truth="line"]')).toContainText('演练线路')
  line = lineToPhone(lingxi.electron)
  await registered(line)
})

test.afterAll(async () => {
  await line.dispose()
  await lingxi.close()
})

test('the caller is heard, and the seat sends its sound even without a microphone', async () => {
  const callId = await answered('C01')
  await expect.poll(() => line.practice.snapshot()?.playing?.saying).toContain('工会热线')
  await expect
    .poll(async () => (await received(phone)).filter((end) => end.packets > 40 && end.peak > 0.05).length, { timeout: 15_000 })
    .toBe(1)
  expect((await received(phone)).every((end) => end.packets > 40)).toBe(true)
  await line.execute({ kind: 'hang-up', callId })
  await expect.poll(() => line.practice.snapshot()?.playing).toBeNull()
})

test('a caller who is held before the first sentence speaks when the call is resumed', async () => {
  const callId = await answered('C17')
  await until(line, 'live', ({ calls }) => calls.some((call) => call.state === 'live'))
  await line.execute({ kind: 'hold', callId })
  await expect.poll(() => line.practice.snapshot()?.playing?.saying).toBeNull()
  await line.execute({ kind: 'resume', callId })
  await expect.poll(() => line.practice.snapshot()?.playing?.saying ?? null, { timeout: 15_000 }).not.toBeNull()
  await line.execute({ kind: 'hang-up', callId })
})

test('a caller who gives up before the answer is shown as one', async () => {
  const callId = await ringing('C19')
  const ended = await until(line, 'its end', ({ calls }) => calls.find((call) => call.id === callId && call.state === 'ended'))
  expect(ended).toMatchObject({ outcome: { kind: 'cancelled-by-caller' } })
})

test('twenty calls in a row leave no connection open behind them', async () => {
  test.slow()
  for (let turn = 0; turn < 20; turn += 1) {
    const callId = await answered(turn % 2 === 0 ? 'C25' : 'C06')
    await line.execute({ kind: 'hang-up', callId })
    await expect.poll(() => line.practice.snapshot()?.playing ?? null).toBeNull()
  }
  const states = await phone.evaluate(() => (window as unknown as Watched).connections.map((one) => one.connectionState))
  expect(states.length).toBeGreaterThanOrEqual(40)
  expect(states.filter((state) => state !== 'closed')).toEqual([])
})

test('a phone page that is loaded anew says honestly that its call is lost', async () => {
  const callId = await answered('C25')
  await phone.reload()
  const lost = await until(line, 'its end', ({ calls }) => calls.find((call) => call.id === callId && call.state === 'ended'))
  expect(lost).toMatchObject({ outcome: { kind: 'lost', cause: 'phone-restarted' } })
  await registered(line)
})
