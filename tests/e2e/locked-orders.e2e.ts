import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import type { FloorLine } from '../../shared/floor/floor-line'
import type { SeatStatus } from '../../shared/queue/seat-state'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** What a lead asks of a seat that is locked, at the real shared desk. */

test.describe.configure({ mode: 'serial', timeout: 180_000 })

const password = 'a better password'
const words = '回来先看 3 号线的通知'
let desk: SharedDeskProgram
let seat: SharedSeat
const seats = new Map<string, SeatStatus>()
const answers = new Map<string, readonly [boolean, string | null]>()
const stop = new AbortController()
let token = ''
let agentId = ''

async function post(route: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${desk.origin()}${route}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const ofAgent = () => seats.get(agentId)

/** The lead's stream of the floor, as its lines come. */
async function hear(): Promise<void> {
  const response = await fetch(`${desk.origin()}/v1/floor`, { headers: { Authorization: `Bearer ${token}` }, signal: stop.signal })
  let rest = ''
  const decoder = new TextDecoder()
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    const texts = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    for (const text of texts) {
      const line = JSON.parse(text) as FloorLine
      if (line.kind === 'snapshot') for (const each of line.seats ?? []) seats.set(each.personId, each)
      if (line.kind === 'seat') seats.set(line.seat.personId, line.seat)
      if (line.kind === 'signal' && line.signal.body.kind === 'obeyed') answers.set(line.signal.body.signalId, [line.signal.body.done, line.signal.body.why])
    }
  }
}

/** Says it to the agent; what the seat has answered, as the leads read it. */
async function order(body: object): Promise<unknown> {
  const id = crypto.randomUUID()
  await post('/v1/floor/signals', { id, to: { kind: 'person', personId: agentId }, body })
  await expect.poll(() => answers.has(id), { timeout: 20_000 }).toBe(true)
  return answers.get(id)
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  const first = await desk.person('zhoumin', '周敏', ['LEAD'])
  token = ((await post('/v1/sessions', { login: 'zhoumin', password: first, installation: crypto.randomUUID(), takeOver: false })) as { token: string }).token
  await post('/v1/session/password', { old: first, new: password })
  void hear().catch(() => undefined)
  seat = await openSharedSeat()
  await seat.begin(desk.origin(), 'limin', await desk.person('limin', '李敏', ['AGENT']), password)
  const found = () => [...seats.values()].find(({ name }) => name === '李敏')?.personId ?? ''
  await expect.poll(found, { timeout: 20_000 }).not.toBe('')
  agentId = found()
})

test.afterAll(async () => {
  stop.abort()
  await seat?.close()
  await desk?.close()
})

test('a locked seat is on the floor as locked, and is paused and freed by a lead; the lead reads that it was done', async () => {
  const complaints = hearComplaints(seat.page)
  await seat.page.keyboard.press('Control+l')
  await expect(seat.page.getByText('席位已锁定')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => ofAgent()?.isLocked, { timeout: 20_000 }).toBe(true)
  expect(await order({ kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' })).toEqual([true, null])
  await expect.poll(() => ofAgent()?.state, { timeout: 20_000 }).toBe('busy')
  expect(await order({ kind: 'wrap-up-ended' })).toEqual([false, 'nothing-to-end'])
  expect(complaints).toEqual([])
})

test('a message waits behind the lock, counted and not shown, and is there after unlocking, with the state that the lead chose', async () => {
  await post('/v1/floor/signals', { id: crypto.randomUUID(), to: { kind: 'person', personId: agentId }, body: { kind: 'message', text: words } })
  await expect(seat.page.getByText('1 条，解锁后看')).toBeVisible({ timeout: 20_000 })
  await expect(seat.page.locator('body')).not.toContainText(words)
  await expect(seat.page.locator('body')).not.toContainText('周敏')
  await checkScreen(seat.page, 'a locked seat with a message')
  await seat.picture('locked-orders-zh')
  await seat.signIn(null, password)
  await expect(seat.page.locator('body')).toContainText(words, { timeout: 30_000 })
  await expect.poll(() => [ofAgent()?.isLocked ?? false, ofAgent()?.state], { timeout: 20_000 }).toEqual([false, 'busy'])
})

test('a lead signs a locked seat out, and whoever comes next reads by which seat', async () => {
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(seat.page.locator('[data-nav="shift"]')).toContainText('Shift')
  await seat.page.keyboard.press('Control+l')
  await expect(seat.page.getByTestId('lock-page')).toContainText('to read after unlocking', { timeout: 20_000 })
  await seat.picture('locked-orders-en-dark')
  await expect.poll(() => ofAgent()?.isLocked, { timeout: 20_000 }).toBe(true)
  // What the lead had chosen outlives another lock.
  expect(ofAgent()?.state).toBe('busy')
  expect(await order({ kind: 'signed-out' })).toEqual([true, null])
  await expect(seat.page.getByLabel('Login')).toBeVisible({ timeout: 20_000 })
  await expect(seat.page.locator('body')).toContainText(/100\d/)
  await seat.picture('locked-signed-out-en')
})
