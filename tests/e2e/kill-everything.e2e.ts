import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { proveDraftSurvivesKill } from '../support/draft-kill-proof'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'

/** Power cuts, as far as a program can play them: every process gets SIGKILL in the same moment. */

const rounds = 10

test('a draft is there after every kill during typing, at the revision that was reported as saved', async () => {
  test.setTimeout(rounds * 60_000)
  const seed = 20261123
  const proof = await proveDraftSurvivesKill({ count: rounds, seed })
  expect(proof.rounds).toBe(rounds)
  expect(proof.withWords).toBeGreaterThanOrEqual(rounds / 2)
})

test('an order that the desk has accepted is there after everything was killed in that moment, once', async () => {
  test.setTimeout(180_000)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
  let seat: PracticeSeat | null = null
  try {
    seat = await openPracticeSeat({ dataDir })
    const number = await submitUntilAccepted(seat)
    seat = null
    seat = await openPracticeSeat({ dataDir })
    await seat.isSynced()
    expect((await openedUnder(seat, number)).length).toBe(1)
    await seat.press('Control+1')
    await expect(seat.page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')).toHaveCount(0)
    await expect(seat.page.locator('tbody tr')).toHaveCount(1)
    await expect(seat.page.locator('tbody tr')).toHaveAttribute('data-order', number)
    await seat.press('Control+K')
    await expect(seat.page.getByRole('dialog').getByRole('combobox')).toBeFocused()
    await seat.type(number)
    await expect(seat.page.getByRole('option', { name: number })).toBeVisible()
    await seat.close({ keepData: true })
    seat = null
  } finally {
    await endLeftOver(seat?.lingxi)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

/** Submits a call answered on the line and kills everything the moment the desk has it, answer or no answer. Tells its number. */
async function submitUntilAccepted(seat: PracticeSeat): Promise<string> {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await seat.press('Enter')
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  const processes = await processesOf(seat.lingxi)
  await seat.press('Control+Shift+Enter')
  await expect.poll(async () => (await openedUnder(seat, number)).length, { intervals: [5] }).toBe(1)
  await killAll(processes)
  return number
}

async function openedUnder(seat: PracticeSeat, number: string) {
  return (await seat.changes()).filter(({ event }) => event.type === 'opened' && event.data.number === number)
}
