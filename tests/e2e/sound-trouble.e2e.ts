import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain, hearMain } from '../support/ask-main'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'

let seat: PracticeSeat
let phone: Page

interface Bent {
  connections: RTCPeerConnection[]
  /** Written over what WebRTC counts; no network of a test machine loses packets when it is asked to. */
  bend: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Of the packets only what comes and goes is left as it is: how a busy test machine sounds is not the matter here. */
const fine: Bent['bend'] = {
  'inbound-rtp': { packetsLost: 0, jitter: 0.001, jitterBufferDelay: 0 },
  'remote-inbound-rtp': { fractionLost: 0, roundTripTime: 0.02 },
}

test.beforeAll(async () => {
  seat = await openPracticeSeat()
  phone = await seat.lingxi.page('phone')
  const stopped = await hearMain(seat.page, 'console', 'phoneStopped')
  await phone.addInitScript(bendStatistics, fine)
  await phone.reload()
  await expect.poll(stopped).toHaveLength(1)
  await expect(seat.truth('line')).toContainText('演练线路')
})
test.afterAll(() => seat.close())
test.beforeEach(async () => {
  await seat.ringAndAnswer('C01')
  await expect(seat.page.getByTestId('sound-grade')).toHaveAttribute('data-grade', 'good', { timeout: 15_000 })
})
test.afterEach(() => seat.becomeFree())

test('a caller whose sound stops coming is noticed, and the agent told what to do', async () => {
  const trouble = seat.page.getByTestId('sound-trouble')
  await expect(trouble).toBeHidden()
  // The caller's microphone dies: the connection stands, nothing comes.
  await phone.evaluate(async () => {
    const offered = (window as unknown as Bent).connections.filter((one) => one.connectionState === 'connected' && one.localDescription?.type === 'offer')
    await Promise.all(offered.flatMap((one) => one.getSenders().map((sender) => sender.replaceTrack(null))))
  })
  await expect(trouble).toHaveAttribute('data-trouble', 'agent-hears-nothing', { timeout: 15_000 })
  await expect(trouble).toContainText('收不到对方的声音')
  await expect(trouble).toContainText('挂断后回拨')
})

test('a line that loses sound for a while is called bad in words, and good again only after a while', async () => {
  test.setTimeout(90_000)
  const { page } = seat
  const trouble = page.getByTestId('sound-trouble')
  const bend = (change: Bent['bend']) => phone.evaluate((next) => Object.assign(window, { bend: next }), change)
  await bend({ ...fine, 'remote-inbound-rtp': { fractionLost: 0.2 } })
  await expect(page.getByTestId('sound-grade')).toHaveAttribute('data-grade', 'poor', { timeout: 10_000 })
  await expect(trouble).toBeHidden()
  await expect(trouble).toHaveAttribute('data-trouble', 'loss', { timeout: 15_000 })
  for (const [locale, words] of [['en', 'The sound breaks up'], ['zh-CN', '声音断续']] as const) {
    expect(await askMain(page, 'console', 'changeSettings', { locale })).toMatchObject({ ok: true })
    await expect(trouble).toContainText(words)
    await page.screenshot({ path: path.join(artifactsDir, 'sound-trouble', `${locale}.png`) })
    await checkScreen(page, `bad sound, ${locale}`)
  }
  await bend(fine)
  await expect(page.getByTestId('sound-grade')).toHaveAttribute('data-grade', 'good', { timeout: 10_000 })
  await expect(trouble).toBeVisible()
  await expect(trouble).toBeHidden({ timeout: 20_000 })
})

/** Runs in the phone page, before anything of it. */
function bendStatistics(fine: Bent['bend']): void {
  const scope = window as unknown as Bent
  scope.connections = []
  scope.bend = fine
  const Original = RTCPeerConnection
  Object.assign(window, {
    RTCPeerConnection: class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        scope.connections.push(this)
      }
      override async getStats(): Promise<RTCStatsReport> {
        const report = await super.getStats()
        const entries = [...report.entries()].map(([id, entry]) => [id, { ...entry, ...scope.bend[entry.type] }] as const)
        const isMissing = (type: string) => entries.every(([, entry]) => entry.type !== type)
        const made = Object.keys(scope.bend).filter(isMissing).map((type) => [type, { id: type, type, kind: 'audio', timestamp: 0, ...scope.bend[type] }] as const)
        return new Map([...entries, ...made]) as unknown as RTCStatsReport
      }
    },
  })
}
