import { expect, test } from '@playwright/test'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { takePictures } from '../support/pictures'
import { checkScreen } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { call } from '../support/sipp'
import { managerAccount } from '../support/watched-feed'

/** A look at the number of a call that no order came of, while the desk is away, until a supervisor reads of it in the audit. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 180_000 })

const password = 'a better password'
let desk: SharedDeskProgram
let agent: SharedSeat
let supervisor: SharedSeat
const looks = async () => (await desk.audit()).flatMap(({ act }) => (act.kind === 'call-revealed' ? [act] : []))

test.beforeAll(async () => {
  test.setTimeout(180_000)
  await pbx.start()
  desk = await startSharedDeskProgram({ LINGXI_AMI_URL: `tcp://${pbx.address}:5038`, LINGXI_AMI_USER: managerAccount.user, LINGXI_AMI_SECRET: managerAccount.secret })
  await desk.seat('江晓', { serverUrls: [pbx.webSocket], domain: pbx.address, iceServers: [], ...pbxAgents.one })
  agent = await openSharedSeat()
  await agent.begin(desk.origin(), 'jiangxiao', await desk.person('jiangxiao', '江晓', ['AGENT']), password)
  await expect(agent.truth('line')).toContainText('已注册', { timeout: 30_000 })
  await desk.seat('杜督办', null)
  supervisor = await openSharedSeat()
  await supervisor.begin(desk.origin(), 'duban', await desk.person('duban', '杜督办', ['SUPERVISOR']))
})

test.afterAll(async () => {
  await agent?.close()
  await supervisor?.close()
  await desk?.close()
  await pbx.stop()
})

test('the agent looks with the desk away, through a load of the page and a lock; the supervisor reads who, when, what and why, once', async () => {
  const caller = await call({ from: '15400000012' })
  await expect(agent.page.getByTestId('ring-stage')).toBeVisible({ timeout: 20_000 })
  await caller.hangUp()
  await expect(agent.page.getByTestId('ring-stage')).toBeHidden({ timeout: 20_000 })
  await desk.stop()
  await expect(agent.truth('desk')).toContainText('联系不上', { timeout: 30_000 })
  await agent.page.locator('[data-nav="calls"]').click()
  await agent.page.locator('[data-call]').first().click()
  await agent.page.keyboard.press('Control+e')
  await agent.page.keyboard.press('4')
  await expect(agent.page.locator('[data-revealed]').first()).toContainText('154-0000-0012')
  await agent.page.reload()
  await expect(agent.truth('desk')).toBeVisible({ timeout: 30_000 })
  await agent.page.keyboard.press('Control+l')
  await expect(agent.page.getByTestId('lock-page').locator('input')).toBeFocused({ timeout: 20_000 })
  await desk.start()
  await agent.page.keyboard.type(password)
  await agent.page.keyboard.press('Enter')
  await expect.poll(looks, { timeout: 60_000 }).toMatchObject([{ facts: { parts: ['number'], reason: 'lead-asked', note: null } }])
  await supervisor.page.locator('[data-nav="administration"]').click()
  const row = supervisor.page.getByRole('row').filter({ hasText: '没有工单的通话' })
  await expect(row).toContainText(/江晓|[0-9a-f-]{36}/)
  await expect(row).toContainText(/查看了没有工单的通话（.+）的号码，.+：领导要求/)
  await expect(supervisor.page.locator('body')).not.toContainText('0012')
  await row.scrollIntoViewIfNeeded()
  await checkScreen(supervisor.page, 'a look in the audit')
  await takePictures(supervisor.page, 'call-reveal', 'audit')
  await agent.page.reload()
  await expect(agent.truth('desk')).toContainText('已同步', { timeout: 30_000 })
  expect(await looks()).toHaveLength(1)
})
