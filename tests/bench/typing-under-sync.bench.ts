import { expect } from '@playwright/test'
import { discard } from '../support/kill-lingxi'
import { deskProcessOf } from '../support/desk-process-of'
import { fillDeskOf, forgetCopyOf } from '../support/fill-desk'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { typeAndWatch, type TypingTimes } from '../support/typing-times'
import { percentile, type Bench } from './bench'

const frameMs = 16.7
const orders = 21_000
const keys = 300
const keyEveryMs = 45
const letters = Array.from({ length: keys }, (_, index) => 'gongzi meiyou fa '[index % 17] ?? ' ').join('').replaceAll(' ', 'x')

/**
 * The narrative of a call is typed while the whole log of a desk is copied, and again while the desk hears everything and
 * answers nothing. In real Electron, with a real desk; the worker that copies and the page share the machine.
 */
export const bench: Bench = {
  async run() {
    const seat = await openPracticeSeat()
    try {
      await fillDeskOf(seat.page, { tickets: orders, numbers: 2_000, seed: 7, now: Date.now() })
      await expect(seat.truth('desk')).toContainText('已同步', { timeout: 300_000 })
      await seat.ringAndAnswer('C01')
      const quiet = await typeNarrative(seat, async () => true)

      await forgetCopyOf(seat.page)
      await expect(seat.page.locator('[data-truth=desk] progress')).toBeVisible({ timeout: 40_000 })
      const copying = await typeNarrative(seat, () => seat.page.locator('[data-truth=desk] progress').isVisible())

      await expect(seat.truth('desk')).toContainText('已同步', { timeout: 300_000 })
      const searching = await searchNothing(seat)
      const desk = await deskProcessOf(seat.lingxi)
      process.kill(desk, 'SIGSTOP')
      const blackHoled = await typeNarrative(seat, async () => true).finally(() => process.kill(desk, 'SIGCONT'))
      return [
        { what: 'keys typed while the log was copied', value: copying.painted.length, unit: 'keys', atLeast: 100 },
        { what: 'tasks over 50 ms in the page while the log was copied', value: copying.longTasks.length, unit: 'tasks', atMost: 0 },
        { what: 'key to paint while the log was copied, by the Event Timing API, p98', value: toldP98(copying) / frameMs, unit: 'frames', atMost: 2 },
        { what: 'the same without a copy', value: toldP98(quiet) / frameMs, unit: 'frames' },
        { what: 'key to paint, log copied against quiet, p50', value: median(copying) / median(quiet), unit: 'ratio' },
        { what: 'key to paint, desk black-holed against there, p50', value: median(blackHoled) / median(quiet), unit: 'ratio', atMost: 1.25 },
        { what: 'tasks over 50 ms in the page while the words of 20,000 orders were searched', value: searching.longTasks.length, unit: 'tasks', atMost: 0 },
        { what: 'a search through the words of 20,000 orders that finds nothing', value: searching.ms, unit: 'ms' },
        { what: 'key to paint with the desk there, p50', value: median(quiet) / frameMs, unit: 'frames' },
      ]
    } finally {
      await discard(seat.lingxi)
    }
  },
}

async function typeNarrative({ page, press }: PracticeSeat, goOn: () => Promise<boolean>): Promise<TypingTimes> {
  await press('Alt+W')
  await page.locator('[data-slot="description"] textarea').fill('')
  return typeAndWatch(page, letters, keyEveryMs, goOn)
}

/** The longest search there is: it reads all words that are searched. */
async function searchNothing({ page, press }: PracticeSeat): Promise<{ readonly ms: number; readonly longTasks: readonly number[] }> {
  await press('Control+K')
  const startedAt = performance.now()
  const { longTasks } = await typeAndWatch(page, 'zyxwvutsrq', keyEveryMs, async () => true, async () => {
    await expect(page.locator('[role=dialog] [data-state=done]')).toContainText('20,000', { timeout: 60_000 })
  })
  const ms = performance.now() - startedAt
  await press('Escape')
  return { ms, longTasks }
}

/** Keys that are not told were painted within a frame. */
function toldP98({ painted, told }: TypingTimes): number {
  return percentile([...told, ...Array.from({ length: Math.max(0, painted.length - told.length) }, () => frameMs)], 0.98)
}

function median({ painted }: TypingTimes): number {
  return percentile(painted, 0.5)
}
