import { expect, test } from '@playwright/test'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { takePictures } from '../support/pictures'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { managerAccount } from '../support/watched-feed'

/** What the PBX does to a seat behind its console's back, on a real Asterisk: a member that joins and leaves, as its queue lets it. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 180_000 })

let desk: SharedDeskProgram
let seat: SharedSeat
const { user } = pbxAgents.lead
const member = async () => (await pbx.cli('queue show hotline')).split('\n').find((line) => line.includes(`PJSIP/${user}`)) ?? ''

const pictures = (name: string) => takePictures(seat.page, 'agreement', name)

test.beforeAll(async () => {
  test.setTimeout(180_000)
  await pbx.start()
  desk = await startSharedDeskProgram({ LINGXI_AMI_URL: `tcp://${pbx.address}:5038`, LINGXI_AMI_USER: managerAccount.user, LINGXI_AMI_SECRET: managerAccount.secret })
  await desk.seat('江晓', { serverUrls: [pbx.webSocket], domain: pbx.address, iceServers: [], ...pbxAgents.lead })
  const first = await desk.person('jiangxiao', '江晓', ['AGENT'])
  seat = await openSharedSeat()
  await seat.begin(desk.origin(), 'jiangxiao', first)
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 30_000 })
})

test.afterAll(async () => {
  await seat.close()
  await desk.close()
  await pbx.stop()
})

test('a seat that no queue knows is not said to take calls', async () => {
  await expect(seat.truth('queue')).toContainText('不在队列里', { timeout: 20_000 })
  await expect(seat.page.locator('header')).toContainText('不在队列里，队列不会派来电')
  await pictures('in-no-queue')
})

test('put into the queue it takes calls, and its break is a pause there with its reason', async () => {
  await pbx.cli(`queue add member PJSIP/${user} to hotline`)
  await expect(seat.truth('queue')).toContainText('接来电', { timeout: 20_000 })
  await seat.page.keyboard.press('Control+D')
  await seat.page.keyboard.press('1')
  await seat.page.keyboard.press('1')
  await expect.poll(member, { timeout: 20_000 }).toContain('paused:reason-2')
  await expect(seat.truth('queue')).toContainText('暂停接来电')
})

test('let go on behind the console’s back it is paused again by itself, and the agent can read that it differed', async () => {
  await seat.truth('queue').evaluate((truth) => {
    const said: string[] = []
    new MutationObserver(() => said.push(truth.textContent ?? '')).observe(truth, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { saidOfQueue: said })
  })
  await pbx.cli(`queue unpause member PJSIP/${user} queue hotline`)
  await expect.poll(() => seat.page.evaluate(() => (window as unknown as { saidOfQueue: string[] }).saidOfQueue.join('\n')), { timeout: 20_000 }).toContain('和交换机不一致，正在改（第 1 次）')
  await expect.poll(member, { timeout: 20_000 }).toContain('paused:reason-2')
  await expect(seat.truth('queue')).toContainText('暂停接来电')
  await expect(seat.truth('queue')).toHaveAttribute('data-look', 'off')
})

test('taken out of the queue it says that this cannot be mended from here, and by what it knows', async () => {
  await pbx.cli(`queue remove member PJSIP/${user} from hotline`)
  await expect(seat.truth('queue')).toContainText('和交换机不一致，改不过来', { timeout: 20_000 })
  await expect(seat.truth('queue')).toHaveAttribute('title', /不在队列里；这里要的：小休暂停/)
  await pictures('given-up')
})

test('back in the queue, and not paused there, it is paused as the agent has chosen', async () => {
  await pbx.cli(`queue add member PJSIP/${user} to hotline`)
  await expect.poll(member, { timeout: 20_000 }).toContain('paused:reason-2')
  await expect(seat.truth('queue')).toContainText('暂停接来电', { timeout: 20_000 })
})

test('with the desk away nobody knows, and nothing is claimed to differ', async () => {
  await desk.stop()
  await expect(seat.truth('desk')).toContainText('联系不上', { timeout: 30_000 })
  await pbx.cli(`queue remove member PJSIP/${user} from hotline`)
  await expect(seat.truth('queue')).toContainText('暂停接来电')
  await desk.start()
  await expect(seat.truth('queue')).toContainText('和交换机不一致，改不过来', { timeout: 60_000 })
})
