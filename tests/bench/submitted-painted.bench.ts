import { expect } from '@playwright/test'
import { clockOffset } from '../support/clocks'
import { watchCommits } from '../support/database-commits'
import { watchJournalSyncs } from '../support/journal-syncs'
import { discard } from '../support/kill-lingxi'
import { submissionPainted, watchSubmission } from '../support/painted-submission'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { percentile, type Bench, type Measurement } from './bench'

const frameMs = 16.7
const calls = 9
/** A caller with many matters: the line is live and sounds while each of them is submitted. */
const ordersOfCall = 10
/** The first call. */
const warmUp = ordersOfCall
const words = '班组十人被要求当天退场，说好隔天结账，拖到现在还没有结。'

interface Submission {
  /** From the instant at which both media were durable to the task after the frame that painted it. */
  readonly toPaintedMs: number
  /** The same to the first change of the page that told of it. */
  readonly toToldMs: number
}

/**
 * From the instant at which both media have an order to the frame that paints it as submitted: form gone, and said. The journal's
 * instant is that at which main's sync came back, the database's that at which the page heard of its strict transaction. Both
 * on the page's clock, see `clocks.ts`.
 */
export const bench: Bench = {
  async run() {
    const found = await measure()
    const painted = found.map(({ toPaintedMs }) => toPaintedMs / frameMs)
    return [
      { what: 'order durable in both media to painted as submitted, p50', value: percentile(painted, 0.5), unit: 'frames' },
      { what: 'the same, p95', value: percentile(painted, 0.95), unit: 'frames', atMost: 2 },
      { what: 'the same, longest', value: Math.max(...painted), unit: 'frames' },
      { what: 'told before that', value: found.filter(({ toToldMs }) => toToldMs < 0).length, unit: `of ${found.length}`, atMost: 0 },
    ] satisfies Measurement[]
  },
}

async function measure(): Promise<readonly Submission[]> {
  const seat = await openPracticeSeat()
  try {
    const journal = await watchJournalSyncs(seat.lingxi)
    const committed = await watchCommits(seat.page)
    const offset = await clockOffset(seat.lingxi, seat.page)
    const found: Submission[] = []
    for (let call = 0; call < calls; call += 1) {
      await seat.ringAndAnswer('C25')
      await cameFromDay(seat)
      for (let order = 0; order < ordersOfCall; order += 1) {
        if (order > 0) await seat.page.locator('[data-command=another-order]').click()
        const draftId = await write(seat)
        await watchSubmission(seat.page)
        await seat.press('Control+Shift+Enter')
        const { toldAt, paintedAt } = await submissionPainted(seat.page)
        let durableAt = Number.NaN
        // Where it is painted too early, neither may be there yet.
        await expect(async () => {
          const synced = (await journal.records()).find(({ kind, id }) => kind === 'submission-queued' && id === draftId)?.at ?? Number.NaN
          const done = (await committed()).find(({ id, state }) => state === 'submitted' && id === draftId)?.at ?? Number.NaN
          durableAt = Math.max(synced - offset, done)
          expect(durableAt).not.toBeNaN()
        }).toPass()
        found.push({ toPaintedMs: paintedAt - durableAt, toToldMs: toldAt - durableAt })
      }
      await seat.becomeFree()
      await seat.isSynced()
    }
    await seat.close()
    return found.slice(warmUp)
  } catch (error) {
    // A call that is still up would refuse an ordinary close, and hide what went wrong.
    await discard(seat.lingxi)
    throw error
  }
}

/** Where the page goes back to when the form goes: the day, as at a real seat, and not the list of practice. */
async function cameFromDay({ page, press }: PracticeSeat): Promise<void> {
  await press('Control+1')
  await page.locator('button[data-draft]').first().click()
}

/** An order that can be submitted, in words that are saved. */
async function write({ page, press, type }: PracticeSeat): Promise<string> {
  await expect(page.getByTestId('capture-form')).toBeVisible()
  await press('Alt+Q', '1', 'Alt+C')
  await type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await press('Enter', 'Alt+W')
  await page.keyboard.insertText(words)
  const saved = page.getByTestId('saved')
  await expect(page.locator('#field-description')).toHaveValue(words)
  await expect(saved).toHaveAttribute('data-saved', 'true')
  return (await saved.getAttribute('data-draft')) ?? ''
}
