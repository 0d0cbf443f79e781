import { expect, test } from '@playwright/test'
import { holdTable, watchCommits, type CommittedDraft } from '../support/database-commits'
import { watchJournalSyncs, type JournalSyncs } from '../support/journal-syncs'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { hearSubmitted, paintsTwice } from '../support/said-submitted'
import { hearSaved, type SavedReport } from '../support/saved-words'

/** One of the two media is held back while the other one has everything: until it lets go, nothing is called saved or submitted. */

test.describe.configure({ timeout: 150_000 })

const words = '班组十人被要求当天退场。'
const more = '说好隔天结账。'

let seat: PracticeSeat
let journal: JournalSyncs
let committed: () => Promise<readonly CommittedDraft[]>
const reports: SavedReport[] = []
test.beforeAll(async () => {
  seat = await openPracticeSeat()
  journal = await watchJournalSyncs(seat.lingxi)
  committed = await watchCommits(seat.page)
  await hearSaved(seat.page, (report) => void reports.push(report))
})
test.afterAll(() => seat.close())

interface Held {
  /** The program waits for the medium that is held, and the other one has taken the draft since. */
  hasGotThere(draftId: string): Promise<boolean>
  release(): Promise<void>
}

type State = CommittedDraft['state']

const kindOf = { unfinished: 'draft-saved', submitted: 'submission-queued' } as const
/** Both kinds of writing go there, and nobody reads it before. */
const tableOf = { unfinished: 'drafts', submitted: 'callLog' } as const

const media = {
  async journal(state: State): Promise<Held> {
    const earlier = (await committed()).length
    await journal.hold(kindOf[state])
    return {
      async hasGotThere(draftId) {
        const waiting = (await journal.records()).some(({ id, kind, at }) => id === draftId && kind === kindOf[state] && at === null)
        return waiting && (await committed()).slice(earlier).some((draft) => draft.id === draftId && draft.state === state && draft.at !== null)
      },
      release: () => journal.release(),
    }
  },
  async database(state: State): Promise<Held> {
    const held = await holdTable(seat.page, tableOf[state])
    const earlier = (await journal.records()).length
    return {
      async hasGotThere(draftId) {
        const isJournaled = (await journal.records()).slice(earlier).some(({ id, kind, at }) => id === draftId && kind === kindOf[state] && at !== null)
        return isJournaled && (await held.waiting()) > 0
      },
      release: () => held.release(),
    }
  },
}

for (const medium of ['journal', 'database'] as const) {
  test(`an order is called submitted nowhere before the ${medium} has it, and is with that`, async () => {
    const { page, press } = seat
    const draft = await writeInCall()
    const said = await hearSubmitted(page, draft)
    const held = await media[medium]('submitted')
    await press('Control+Shift+Enter')
    await expect.poll(() => held.hasGotThere(draft.draftId)).toBe(true)
    await paintsTwice(page)
    await expect(page.getByTestId('capture-form')).toBeVisible()
    await expect(page.locator('#field-description')).toHaveValue(words)
    await expect(seat.truth('outbox')).toContainText('0 件')
    // Where an order stands that has been submitted: the outbox and the day.
    await press('Control+u')
    await expect(page.getByTestId('outbox')).toBeVisible()
    await press('Escape', 'Control+1')
    await expect(page.getByRole('region', { name: '待提交' }).locator(`[data-draft="${draft.draftId}"]`)).toBeVisible()
    await page.locator(`button[data-draft="${draft.draftId}"]`).click()
    await expect(page.getByTestId('capture-form')).toBeVisible()
    expect(await said()).toEqual([])

    await held.release()
    await expect(page.getByTestId('capture-form')).toBeHidden()
    await expect(page.locator('[data-toast="seat.submitted"]')).toContainText(draft.number)
    await seat.becomeFree()
    await seat.isSynced()
    await press('Control+1')
    await expect(page.locator(`tbody tr[data-order="${draft.number}"]`)).toHaveCount(1)
    // This test would have heard each of them.
    expect([...(await said())].sort()).toEqual(['a list', 'a word', 'its draft is gone', 'the outbox'])
  })

  test(`words are not called saved before the ${medium} has them, and are with that`, async () => {
    const { page } = seat
    const { draftId } = await writeInCall()
    const saved = page.getByTestId('saved')
    const held = await media[medium]('unfinished')
    reports.length = 0
    await page.keyboard.insertText(more)
    await expect.poll(() => held.hasGotThere(draftId)).toBe(true)
    await paintsTwice(page)
    await expect(saved).toHaveAttribute('data-saved', 'false')
    await expect(saved).toHaveText('正在存…')
    expect(reports).toEqual([])

    await held.release()
    await expect(saved).toHaveAttribute('data-saved', 'true')
    await expect.poll(() => reports.at(-1)).toMatchObject({ draftId, text: words + more })
    await page.keyboard.press('Control+Shift+Enter')
    await expect(page.getByTestId('capture-form')).toBeHidden()
    await seat.becomeFree()
    await seat.isSynced()
  })
}

/** An order that could be submitted, with every word saved. */
async function writeInCall(): Promise<{ readonly number: string; readonly draftId: string }> {
  const { page, press, type } = seat
  await seat.ringAndAnswer('C25')
  await press('Alt+Q', '1', 'Alt+C')
  await type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await press('Enter', 'Alt+W')
  await page.keyboard.insertText(words)
  await expect(page.locator('[data-toast]')).toHaveCount(0)
  await expect.poll(() => reports.at(-1)?.text).toBe(words)
  return { number: await page.getByTestId('draft-number').innerText(), draftId: (await page.getByTestId('saved').getAttribute('data-draft')) ?? '' }
}
