import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { checkScreen } from '../support/screen-checks'
import { answerOutside, call, type Caller } from '../support/sipp'
import { managerAccount } from '../support/watched-feed'
import { foundIn } from '../support/words-in-window'

/** An agent and a lead at two consoles, one shared desk, one Asterisk: a shift in small. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 240_000 })

let desk: SharedDeskProgram
let lead: SharedSeat
let agent: SharedSeat
let wall: Page
const callers: Caller[] = []
const seats: SharedSeat[] = []

const sipOf = (account: { readonly user: string; readonly password: string }) => ({ serverUrls: [pbx.webSocket], domain: pbx.address, iceServers: [], ...account })
const picture = (page: Page, name: string) => page.screenshot({ path: path.join(artifactsDir, 'floor', `${name}.png`) })
const tile = (name: string) => wall.locator(`[data-tile="${name}"]`)
const group = (state: string) => wall.locator(`[data-group="${state}"]`)

async function open(login: string, name: string, role: 'AGENT' | 'LEAD', account: { readonly user: string; readonly password: string }): Promise<SharedSeat> {
  await desk.seat(name, sipOf(account))
  const first = await desk.person(login, name, [role])
  const seat = await openSharedSeat()
  seats.push(seat)
  await seat.begin(desk.origin(), login, first)
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 30_000 })
  return seat
}

/** Everything that a page plays out of an oscillator or a buffer from now on. */
async function countSounds(phone: Page): Promise<() => Promise<number>> {
  await phone.evaluate(() => {
    const counted = window as unknown as { sounds: number }
    counted.sounds = 0
    for (const node of [OscillatorNode.prototype, AudioBufferSourceNode.prototype]) {
      const start = node.start
      node.start = function (this: never, ...args: never[]) {
        counted.sounds += 1
        return (start as (...all: never[]) => void).apply(this, args)
      } as never
    }
  })
  return () => phone.evaluate(() => (window as unknown as { sounds: number }).sounds)
}

const canaries = ['江晓', '15400000012', '154-0000-0012', '154****0012', '工友站在楼顶']
const redCard = () => lead.page.getByTestId('red-card')
const handCard = () => lead.page.getByTestId('hand-card')

/** `how` is an option of ChanSpy: quiet, or into the talk. Whoever pressed a key for it presses no other one: the own telephone answers. */
async function isSpying(how: 'q' | 'B'): Promise<void> {
  await expect.poll(() => pbx.cli('core show channels concise'), { timeout: 30_000 }).toMatch(new RegExp(`ChanSpy.*PJSIP/1001-?,q${how === 'B' ? 'B' : ''}E`))
}

/** Another seat's call leaves nothing behind at the seat that hears it. */
async function hasLeft(): Promise<void> {
  await lead.page.keyboard.press('Shift+F2')
  await expect(lead.page.getByRole('banner').getByRole('status')).toContainText('空闲', { timeout: 20_000 })
  await expect(lead.page.getByTestId('capture-form')).toBeHidden()
  await expect(lead.page.getByText('没写完的通话会留在这里')).toBeVisible()
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  await pbx.start()
  desk = await startSharedDeskProgram({ LINGXI_AMI_URL: `tcp://${pbx.address}:5038`, LINGXI_AMI_USER: managerAccount.user, LINGXI_AMI_SECRET: managerAccount.secret })
  lead = await open('zhou', '周明兰', 'LEAD', pbxAgents.lead)
  agent = await open('jiangxiao', '江晓', 'AGENT', pbxAgents.one)
  await lead.page.keyboard.press('Control+5')
  wall = await lead.lingxi.page('wall')
  await expect(tile('seats')).toBeVisible()
})

test.afterAll(async () => {
  await Promise.all(callers.map((caller) => caller.hangUp().catch(() => undefined)))
  for (const opened of seats) await opened.close()
  await desk.close()
  await pbx.stop()
})

test('the wall shows who sits there by name, and what they do, as their consoles say it', async () => {
  await expect(group('ready')).toContainText('江晓', { timeout: 20_000 })
  await expect(tile('queues')).toHaveAttribute('data-fresh', 'live')
})

test('callers fill the queue; one is answered, the others stand on the wall with masked numbers', async () => {
  callers.push(await call({ from: '15400000012' }))
  await expect(agent.page.getByTestId('ring-stage')).toBeVisible({ timeout: 20_000 })
  callers.push(await call({ from: '15400000029' }))
  await expect(tile('waiting')).toContainText('154****0029', { timeout: 20_000 })
  await expect(async () => {
    await agent.page.keyboard.press('F2')
    await expect(group('talking')).toContainText('江晓', { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(wall.locator('body')).not.toContainText('15400000029')
  await picture(wall, 'wall')
})

test('a raised hand reaches the lead, who answers by text and marks it as done', async () => {
  await agent.page.keyboard.press('Alt+h')
  await agent.page.keyboard.press('1')
  await expect(handCard()).toContainText('江晓', { timeout: 10_000 })
  await expect(handCard()).toContainText('政策拿不准')
  await expect(handCard()).toContainText('154****0012')
  await lead.page.keyboard.press('Alt+f')
  await lead.page.keyboard.type('先记下来，查清后回电')
  await picture(lead.page, 'hand')
  await lead.page.keyboard.press('Enter')
  const raised = agent.page.getByTestId('raised-hand')
  await expect(raised).toContainText('周明兰回复', { timeout: 10_000 })
  await expect(raised).toContainText('先记下来，查清后回电')
  await handCard().getByRole('button', { name: '处理完' }).click()
  await expect(raised).toBeHidden({ timeout: 10_000 })
  await expect(handCard()).toBeHidden()
})

test('a wrong press of the help key is said to be one, and the card goes', async () => {
  await agent.page.keyboard.press('F9')
  await expect(redCard()).toHaveAttribute('data-red', 'calling', { timeout: 10_000 })
  await agent.page.keyboard.press('Control+F9')
  await expect(redCard()).toContainText('误按，已撤回', { timeout: 10_000 })
  await expect(redCard()).toBeHidden({ timeout: 30_000 })
})

test('RED at a locked console: it rings there within two seconds, by the seat alone; unlocked, the card is there', async () => {
  await lead.page.keyboard.press('Control+l')
  const page = lead.page.getByTestId('lock-page')
  await expect(page.locator('input')).toBeFocused({ timeout: 20_000 })
  const rings = await countSounds(await lead.lingxi.page('phone'))
  const alarm = lead.page.getByTestId('lock-alarm')
  await expect(alarm).toBeHidden()
  await agent.page.keyboard.press('F9')
  await expect(alarm).toBeVisible({ timeout: 2_000 })
  const seatOfAgent = /\d{4}/.exec((await alarm.textContent()) ?? '')?.[0]
  await expect(alarm).toContainText(`${seatOfAgent} 席求助`)
  await expect.poll(rings).toBeGreaterThan(0)
  await agent.page.keyboard.press('Alt+w')
  await agent.page.keyboard.type('工友站在楼顶')
  await expect(agent.page.getByTestId('red-panel')).toBeVisible()
  await checkScreen(lead.page, 'locked under RED')
  await picture(lead.page, 'locked-red')
  // Pressed under the lock: nobody accepts what they have not read.
  await lead.page.keyboard.press('Alt+a')
  expect(await foundIn(lead.lingxi, lead.page, canaries)).toEqual([])
  await expect(page.locator('input')).toBeFocused()
  await lead.page.keyboard.type('a better password')
  await lead.page.keyboard.press('Enter')
  await expect(redCard()).toHaveAttribute('data-red', 'calling', { timeout: 20_000 })
  await expect(redCard()).toContainText('154****0012')
  expect(await foundIn(lead.lingxi, lead.page, canaries)).not.toEqual([])
  await expect(lead.truth('line')).toContainText('已注册', { timeout: 30_000 })
  await lead.page.keyboard.press('Control+5')
  wall = await lead.lingxi.page('wall')
  await expect(tile('seats')).toBeVisible()
})

test('RED: the lead reads along, accepts by one key and listens, joins by a second one, and the agent is told by name', async () => {
  await expect(redCard()).toHaveAttribute('data-red', 'calling', { timeout: 10_000 })
  await expect(lead.page.getByTestId('red-text')).toHaveText('工友站在楼顶', { timeout: 10_000 })
  await picture(lead.page, 'red')
  await lead.page.keyboard.press('Alt+a')
  await expect(agent.page.getByTestId('red-lead')).toContainText('班长 周明兰 已接手', { timeout: 10_000 })
  // Pressed again it was meant, and a rest follows the call.
  await agent.page.keyboard.press('F9')
  await expect(agent.page.getByTestId('red-panel')).toBeVisible()
  await picture(agent.page, 'red-accepted')
  await isSpying('q')
  await expect(lead.page.getByRole('banner')).toContainText('旁听 江晓（1001）')
  await expect(lead.page.getByTestId('capture-form')).toBeHidden()
  await redCard().locator('[data-command="join-red"]').click()
  await isSpying('B')
  await expect(lead.page.getByRole('banner')).toContainText('进了 江晓（1001） 的通话')
  await expect(agent.page.getByTestId('red-lead')).toContainText('在通话里', { timeout: 10_000 })
  await picture(lead.page, 'red-joined')
  await hasLeft()
  await expect(agent.page.getByTestId('red-lead')).not.toContainText('在通话里', { timeout: 10_000 })
  await redCard().getByRole('button', { name: '收起' }).click()
  await expect(redCard()).toBeHidden()
})

test('the lead listens from the wall through the own telephone, and the agent is told from the answer to the end', async () => {
  await wall.bringToFront()
  await group('talking').locator('[data-seat]').filter({ hasText: '江晓' }).click()
  await wall.locator('[data-steer="listen"]').click()
  await expect(lead.page.getByTestId('ring-stage')).toContainText('旁听 江晓（1001）', { timeout: 20_000 })
  await picture(lead.page, 'listening-rings')
  // Nobody listens while it only rings.
  await expect(agent.page.getByText('周明兰 正在旁听')).toBeHidden()
  await expect(async () => {
    await lead.page.keyboard.press('F2')
    expect(await pbx.cli('core show channels verbose')).toMatch(/ChanSpy/)
  }).toPass({ timeout: 30_000 })
  await expect(agent.page.getByText('周明兰 正在旁听')).toBeVisible({ timeout: 10_000 })
  await picture(wall, 'listening')
  await hasLeft()
  await expect(agent.page.getByText('周明兰 已离开这通电话')).toBeVisible({ timeout: 10_000 })
  await wall.keyboard.press('Escape')
})

test('a RED call that ends brings its number to the lead; the rest after it is ended from the wall', async () => {
  await Promise.all(callers.splice(0).map((caller) => caller.hangUp()))
  await expect(redCard()).toContainText('红单通话断了', { timeout: 20_000 })
  await lead.page.keyboard.press('Alt+a')
  await expect(redCard()).toHaveAttribute('data-red', 'accepted', { timeout: 10_000 })
  await expect(redCard()).toContainText('154-0000-0012')
  await expect(group('wrap-up')).toContainText('江晓', { timeout: 20_000 })
  await wall.locator('[data-seat]').filter({ hasText: '江晓' }).click()
  await wall.locator('[data-steer="end-wrap-up"]').click()
  await wall.locator('[data-steer="end-rest"]').click({ timeout: 20_000 })
  await expect(group('ready')).toContainText('江晓', { timeout: 20_000 })
})

test('the lead pauses a seat and lets it go on: console, wall and PBX agree', async () => {
  await wall.locator('[data-steer="pause"]').click()
  await wall.locator('[data-reason="PAPERWORK"]').click()
  await expect(agent.page.getByText('周明兰 改了您的状态')).toBeVisible({ timeout: 10_000 })
  await expect.poll(() => pbx.cli('queue show hotline'), { timeout: 20_000 }).toMatch(/PJSIP\/1001.*paused/)
  await expect(wall.locator('[data-answer]')).toHaveText('置忙：坐席台已照办')
  await wall.locator('[data-steer="resume"]').click()
  await expect(wall.locator('[data-answer]')).toHaveText('置闲：坐席台已照办', { timeout: 10_000 })
})

test('a seat that is locked stands on the wall as locked, and is paused and let go on all the same', async () => {
  await agent.page.keyboard.press('Control+l')
  const page = agent.page.getByTestId('lock-page')
  await expect(page.locator('input')).toBeFocused({ timeout: 20_000 })
  await expect(wall.locator('[data-locked]').first()).toBeVisible({ timeout: 20_000 })
  await wall.locator('[data-steer="pause"]').click()
  await wall.locator('[data-reason="PAPERWORK"]').click()
  await expect(wall.locator('[data-answer]')).toHaveText('置忙：坐席台已照办', { timeout: 20_000 })
  await expect(agent.page.locator('body')).toContainText('示忙，不会振铃')
  await picture(wall, 'locked-seat')
  await picture(agent.page, 'locked-seat-paused')
  await wall.locator('[data-steer="resume"]').click()
  await expect(wall.locator('[data-answer]')).toHaveText('置闲：坐席台已照办', { timeout: 20_000 })
  await agent.page.keyboard.type('a better password')
  await agent.page.keyboard.press('Enter')
  await expect(agent.truth('queue')).toContainText('接来电', { timeout: 30_000 })
  await expect(wall.locator('[data-locked]')).toHaveCount(0, { timeout: 20_000 })
})

test('the lead changes the queues of a seat by keys; what the PBX does not let be moved it says in words', async () => {
  const queues = wall.locator('.details')
  const openQueues = async () => {
    await wall.locator('[data-steer="queues"]').focus()
    await wall.keyboard.press('Enter')
  }
  await openQueues()
  await picture(wall, 'queues')
  await checkScreen(wall, 'queues of a seat')
  await wall.locator('[data-queue-change="add"][data-queue="legal"]').focus()
  await wall.keyboard.press('Enter')
  await expect(queues).toContainText('法律咨询', { timeout: 10_000 })
  await openQueues()
  await wall.locator('[data-move="strict"]').first().focus()
  await wall.keyboard.press('Enter')
  await expect(wall.getByRole('alert')).toContainText('写死在队列里', { timeout: 10_000 })
  await openQueues()
  await wall.locator('[data-queue-change="remove"][data-queue="legal"]').click()
  await expect(queues).not.toContainText('法律咨询', { timeout: 10_000 })
  await wall.keyboard.press('Escape')
})

test('whoever gave up meanwhile is claimed on the wall and rung back from the console of whoever has claimed him; answered, he leaves the list by himself', async () => {
  const missed = tile('missed').locator('[data-missed]')
  await expect(missed).toContainText('154****0029', { timeout: 20_000 })
  await missed.locator('[data-act="claim"]').click()
  await expect(missed).toContainText('154-0000-0029', { timeout: 15_000 })
  await missed.locator('[data-act="dial"]').click()
  await expect(lead.page.getByRole('combobox', { name: '拨号' })).toHaveValue('15400000029')
  await picture(lead.page, 'ring-back')
  const outside = answerOutside()
  try {
    // This PBX wants a 9 for the line outside.
    await lead.page.keyboard.press('Control+A')
    await lead.page.keyboard.type('915400000029')
    await lead.page.keyboard.press('Enter')
    await expect(lead.page.getByRole('banner').getByRole('status')).toContainText('通话', { timeout: 20_000 })
    await expect(missed).toBeHidden({ timeout: 10_000 })
    await picture(wall, 'rung-back')
    await lead.page.keyboard.press('Shift+F2')
  } finally {
    await outside.gone()
  }
})

test('an Asterisk that starts anew is said to be away, and everything comes back by itself', async () => {
  await pbx.kill()
  await expect(tile('queues')).toHaveAttribute('data-fresh', 'away', { timeout: 20_000 })
  await picture(wall, 'pbx-away')
  await pbx.restart()
  await expect(tile('queues')).toHaveAttribute('data-fresh', 'live', { timeout: 60_000 })
  await expect(agent.truth('line')).toContainText('已注册', { timeout: 60_000 })
})

test('a desk that starts anew leaves the wall grey and dated meanwhile, and is followed again', async () => {
  await desk.stop()
  await expect(tile('queues')).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
  await picture(wall, 'stale')
  await desk.start()
  await expect(tile('queues')).toHaveAttribute('data-fresh', 'live', { timeout: 60_000 })
  await expect(wall.locator('[data-seat]').filter({ hasText: '江晓' })).toBeVisible({ timeout: 30_000 })
})

test('the lead takes a call over: the agent’s console puts the caller through, says to whom, and the wall says that it was done', async () => {
  await expect(agent.truth('line')).toContainText('已注册', { timeout: 60_000 })
  callers.push(await call({ from: '15400000036' }))
  await expect(async () => {
    await agent.page.keyboard.press('F2')
    await expect(group('talking')).toContainText('江晓', { timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  await wall.locator('[data-seat]').filter({ hasText: '江晓' }).click()
  await wall.locator('[data-steer="take-over"]').click()
  await expect(agent.page.getByText('周明兰 接走这通电话')).toBeVisible({ timeout: 10_000 })
  await expect(lead.page.getByTestId('ring-stage')).toBeVisible({ timeout: 20_000 })
  await picture(lead.page, 'taken-over-rings')
  await expect(async () => {
    await lead.page.keyboard.press('F2')
    await expect(lead.page.getByRole('banner').getByRole('status')).toContainText('通话', { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(wall.locator('[data-answer]')).toHaveText('接走这通：坐席台已照办', { timeout: 20_000 })
  await picture(wall, 'taken-over')
})

test('the lead signs a seat out: after its wrap-up, with everything saved, and whoever sat there reads by whom', async () => {
  await expect(group('wrap-up')).toContainText('江晓', { timeout: 20_000 })
  await wall.locator('[data-steer="sign-out"]').click()
  await picture(wall, 'sign-out')
  await wall.locator('[data-sure="sign-out"]').click()
  await expect(wall.locator('[data-answer]')).toHaveText('签出：坐席台收到了，手上的电话和话后做完就办', { timeout: 10_000 })
  await picture(agent.page, 'asked-to-sign-out')
  await wall.locator('[data-steer="end-wrap-up"]').click()
  await expect(agent.page.getByText('周明兰 请您签出，已经签出')).toBeVisible({ timeout: 20_000 })
  await expect(wall.locator('[data-answer="done"]').first()).toHaveText('签出：坐席台已照办')
  await picture(agent.page, 'signed-out')
  await expect(wall.locator('[data-seat]').filter({ hasText: '江晓' })).toBeHidden({ timeout: 20_000 })
  await picture(wall, 'seat-signed-out')
})
