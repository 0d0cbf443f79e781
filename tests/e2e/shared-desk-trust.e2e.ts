import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { authorityExtensions, openCertificateWorkshop, type CertificateHolder, type CertificateWorkshop } from '../support/certificates'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** The real shared desk over https, with certificates that no authority of the system knows. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const names = 'IP:127.0.0.1,DNS:localhost'
const password = 'a better password'
let workshop: CertificateWorkshop
let authority: CertificateHolder
let desk: SharedDeskProgram
let seat: SharedSeat

test.beforeAll(async () => {
  workshop = openCertificateWorkshop()
  authority = workshop.make('authority', { extensions: authorityExtensions })
  desk = await startSharedDeskProgram()
})

test.afterAll(async () => {
  await seat.close()
  await desk.close()
  workshop.close()
})

const page = () => seat.page
const trustOf = async () => {
  const settings = await askMain(page(), 'console', 'settings', undefined)
  if (!settings.ok) throw new Error(settings.error.code)
  return settings.value.sharedDesk.trust
}

test('a desk that nobody vouches for is not spoken with before its fingerprint was entered', async () => {
  const first = await desk.person('8017', '江晓', ['AGENT'])
  await desk.stop()
  await desk.start(workshop.make('own', { names }))
  seat = await openSharedSeat()
  await seat.connect(desk.origin())
  const note = page().getByTestId('refused-certificate')
  await expect(note).toContainText('SHA-256')
  await seat.picture('certificate-unknown')
  await checkScreen(page(), 'a certificate that nobody knows')
  await note.getByRole('button', { name: '填写这个指纹' }).click()
  await seat.picture('certificate-entered')
  await page().getByRole('button', { name: '测试并连接' }).click()
  await expect(page().getByLabel('登录名')).toBeFocused({ timeout: 20_000 })
  await seat.signIn('8017', first)
  await seat.chooseNewPassword(password)
  await seat.isOpen()
  // Also where the sync worker asks, and after a preflight.
  await seat.isSynced()
})

test('the console reaches that desk and nobody else', async () => {
  const policy = await page().evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
  expect(policy).toContain(`connect-src 'self' ${desk.origin()};`)
  expect((await trustOf()).fingerprints).toHaveLength(1)
  await page().locator('[data-nav="settings"]').click()
  await expect(page().getByTestId('shared-desk')).toContainText('设置里的指纹')
})

test('a desk with another certificate than the pinned one gets neither a password nor an order', async () => {
  await desk.stop()
  await desk.start(workshop.make('other', { names, issuer: authority }))
  await expect(seat.truth('desk')).toContainText('联系不上', { timeout: 30_000 })
  await askMain(page(), 'console', 'signOut', undefined)
  await seat.signIn(null, password)
  await seat.isOpen()
  await expect(seat.truth('desk')).toContainText('离线登录')
})

test('an authority of one\'s own vouches for it instead', async () => {
  await askMain(page(), 'console', 'signOut', undefined)
  await page().getByRole('button', { name: '换一个工单系统' }).click()
  await page().getByLabel('证书指纹').fill('')
  await page().getByLabel('CA 证书').fill(authority.pem)
  await page().getByRole('button', { name: '测试并连接' }).click()
  await seat.signIn(null, password)
  await seat.isOpen()
  await seat.isSynced()
  expect(await trustOf()).toEqual({ fingerprints: [], authorities: authority.pem.trim() })
})
