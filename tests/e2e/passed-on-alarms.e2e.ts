import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** An alarm of the leads that comes on to a supervisor's console, at the real shared desk. */

test.describe.configure({ mode: 'serial', timeout: 180_000 })

let desk: SharedDeskProgram
let seat: SharedSeat
let lead: Awaited<ReturnType<typeof leadWithoutConsole>>

/** A lead whose wall told of an alarm, by the desk's own routes. */
async function leadWithoutConsole(login: string, name: string) {
  const first = await desk.person(login, name, ['AGENT', 'LEAD'])
  let token = ''
  async function post(route: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${desk.origin()}${route}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  token = ((await post('/v1/sessions', { login, password: first, installation: crypto.randomUUID(), takeOver: false })) as { token: string }).token
  await post('/v1/session/password', { old: first, new: 'a better password' })
  const tell = (rule: string, subject: string, about: string) => post('/v1/floor/signals', { id: crypto.randomUUID(), to: { kind: 'leads' }, body: { kind: 'alarm-escalated', rule, subject, about } })
  const isThere = () => post('/v1/floor/status', { extension: null, state: 'ready', reason: null, since: 1, queueCallId: null, severity: null })
  return { post, tell, isThere }
}

function redOrder(ticketId: string, number: string) {
  const at = Date.now() - 60_000
  const event = (type: string, data: object) => ({ id: crypto.randomUUID(), ticketId, author: { kind: 'agent', id: 'x', name: 'x', seat: '0000' }, happenedAt: at, recordedAt: at, basedOn: 0, personal: null, type, data })
  return [
    event('opened', { number, practice: false, channel: 'phone', call: null }),
    event('facts-recorded', { values: { request_type: 'TS', category: 'WAGE-02', work_district: '500103', description: '工友要堵路' } }),
    event('risk-confirmed', { code: 'GATHER', severity: 'RED', confirmedAt: at, source: 'agent' }),
    event('sent-for-dispatch', { proposal: { leadUnit: null, cooperatingUnits: [], district: null, handleDueAt: null } }),
  ]
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  lead = await leadWithoutConsole('zhoumin', '周敏')
  seat = await openSharedSeat()
  await seat.begin(desk.origin(), 'duban', await desk.person('duban', '杜督办', ['SUPERVISOR']))
})

test.afterAll(async () => {
  await seat?.close()
  await desk?.close()
})

test('with no lead there an alarm stands on the supervisor’s console at once, and is taken by the key that is printed on it, without the focus', async () => {
  const complaints = hearComplaints(seat.page)
  await seat.page.keyboard.press('Control+k')
  await expect(seat.page.locator('input:focus')).toHaveCount(1)
  await lead.tell('queue-long', 'labour', 'labour')
  const card = seat.page.getByTestId('alarm-card')
  await expect(card).toContainText('没有班长在席', { timeout: 15_000 })
  await expect(card.getByRole('button')).toContainText('Alt L')
  await expect(seat.page.locator('input:focus')).toHaveCount(1)
  await seat.page.keyboard.type('渝中')
  await seat.page.keyboard.press('Escape')
  await seat.picture('alarm-passed-on-nobody-zh')
  await checkScreen(seat.page, 'an alarm that came on to the supervisors')
  await seat.page.keyboard.press('Alt+l')
  await expect(card).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('what the leads were told and nobody took comes after the time of the house, with who was told', async () => {
  const [ticketId, number] = [crypto.randomUUID(), '20261130-8018-001-1']
  await lead.isThere()
  await lead.post('/v1/events', { events: redOrder(ticketId, number) })
  await lead.tell('red-opened', ticketId, number)
  const card = seat.page.getByTestId('alarm-card')
  await expect(card).toContainText('周敏', { timeout: 45_000 })
  await expect(card).toContainText(number)
  await seat.picture('alarm-passed-on-zh')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(card).toContainText('leads told')
  await seat.picture('alarm-passed-on-en-dark')
})
