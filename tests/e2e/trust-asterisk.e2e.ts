import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import type { SipAccountChange } from '../../shared/ipc/values'
import type { ServerTrust } from '../../shared/settings/server-trust'
import { defaultSettings } from '../../shared/settings/settings'
import { askMain } from '../support/ask-main'
import { authorityExtensions, openCertificateWorkshop } from '../support/certificates'
import type { CertificateWorkshop } from '../support/certificates'
import { openHotlineSeat } from '../support/hotline-seat'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { checkScreen } from '../support/screen-checks'
import { call } from '../support/sipp'

/** A real Asterisk over wss://, with a certificate of an authority that no system knows. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial' })

const pictures = path.join(artifactsDir, 'trust')
const noTrust: ServerTrust = { fingerprints: [], authorities: '' }
const wrongPin = Array.from({ length: 32 }, () => 'AB').join(':')

let seat: HotlineSeat
let workshop: CertificateWorkshop

async function trust(how: ServerTrust): Promise<void> {
  const account: SipAccountChange = { ...defaultSettings.sip, serverUrl: pbx.secureWebSocket, domain: pbx.address, ...pbxAgents.one, trust: how }
  expect(await askMain(seat.page, 'console', 'setSipAccount', account)).toMatchObject({ ok: true })
}

const refused = async () => {
  const answer = await askMain(seat.page, 'console', 'refusedCertificate', undefined)
  return answer.ok ? answer.value : null
}

async function isRefused(why: string): Promise<void> {
  await expect.poll(async () => (await refused())?.reason).toBe(why)
  await expect(seat.truth('line')).toContainText('证书不受信任')
  expect(await pbx.cli('pjsip show contacts')).not.toContain('1001')
}

const isRegistered = () => expect(seat.truth('line')).toContainText('已注册')

test.beforeAll(async () => {
  await pbx.start()
  workshop = openCertificateWorkshop()
  seat = await openHotlineSeat(pictures)
})

test.afterAll(async () => {
  await seat.close()
  await pbx.stop()
  workshop.close()
})

test('a certificate that nobody vouches for is refused, and the settings show how to trust it', async () => {
  await seat.useAccount({ serverUrl: pbx.secureWebSocket, domain: pbx.address, ...pbxAgents.one })
  await isRefused('unknown')
  expect(await refused()).toEqual({ host: pbx.address, fingerprint: (await pbx.certificate()).fingerprint, reason: 'unknown' })
  await expect(seat.page.getByTestId('outage')).toContainText('填写指纹或导入 CA 证书')
  await seat.picture('refused-in-the-seat')
  await seat.page.getByRole('button', { name: '设置', exact: true }).click()
  const note = seat.page.getByTestId('refused-certificate')
  await expect(note).toContainText((await pbx.certificate()).fingerprint)
  await seat.picture('refused-in-the-settings')
  await note.getByRole('button', { name: '填写这个指纹' }).click()
  await seat.picture('fingerprint-entered')
  await seat.page.getByRole('button', { name: '保存并注册' }).click()
  await isRegistered()
  await expect(note).toBeHidden()
})

test('over a pinned connection a call comes and goes', async () => {
  await seat.press('Control+1')
  const caller = await call({ from: '13812345678', target: pbxAgents.one.user })
  await expect(seat.ringStage()).toBeVisible()
  await caller.hangUp()
  await expect(seat.ringStage()).toBeHidden()
})

test('a certificate that is no longer trusted is refused at once, also where it was let in before', async () => {
  await trust(noTrust)
  await isRefused('unknown')
})

test('another fingerprint than the pinned one is refused, and told as a change', async () => {
  await trust({ ...noTrust, fingerprints: [wrongPin] })
  await isRefused('not-the-pinned')
})

test('an authority of one\'s own may vouch for the PBX, another one not', async () => {
  await trust({ ...noTrust, authorities: workshop.make('other', { extensions: authorityExtensions }).pem })
  await isRefused('not-the-pinned')
  await trust({ ...noTrust, authorities: (await pbx.certificate()).authority })
  await isRegistered()
  expect(await refused()).toBeNull()
})

test('the same in English and in the dark', async () => {
  await trust(noTrust)
  await isRefused('unknown')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await seat.page.locator('[data-nav="settings"]').click()
  await expect(seat.page.getByTestId('refused-certificate')).toContainText('Enter this fingerprint')
  await seat.page.getByTestId('refused-certificate').scrollIntoViewIfNeeded()
  await seat.picture('refused-in-the-settings-en-dark')
  await checkScreen(seat.page, 'a refused certificate in the settings')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'light', locale: 'zh-CN' })
  await trust({ ...noTrust, authorities: (await pbx.certificate()).authority })
  await isRegistered()
})

test('the status bar says how old the last answer of the PBX is, and it grows as soon as none comes', async () => {
  await expect(seat.truth('line')).toContainText('刚刚')
  await pbx.whileFrozen(async () => {
    await expect(seat.truth('line')).toContainText(/已注册\s*[23] 秒/)
    await expect(seat.truth('line')).toContainText('连不上')
  })
  await isRegistered()
})

test('the page reaches the servers of the account and nobody else', async () => {
  const phone = await seat.lingxi.page('phone')
  const policy = await phone.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
  expect(policy).toContain(`connect-src 'self' ${pbx.secureWebSocket};`)
})
