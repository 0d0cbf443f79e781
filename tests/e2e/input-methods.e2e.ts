import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { Draft } from '../../shared/tickets/draft'
import { startInputMethod } from '../support/input-method'
import type { CommitKey, Composition, InputMethod } from '../support/input-method'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { keepPracticePort, ringFromElsewhere } from '../support/practice-port'
import { seededRandom } from '../support/seeded-random'

/**
 * Everybody here writes with an input method: its Enter, space and digits are part of writing, and none of them may submit,
 * choose, tag or answer. 500 compositions, half of them in a call, half of them after it with calls ringing into them.
 */

const seed = 20261123
const compositions = 500
const ringEvery = 25
/** A field holds its words back for a moment, and the draft is saved after a pause. */
const savedWithin = { timeout: 15_000 }

const phrases: readonly (readonly [letters: string, text: string])[] = [
  ['tuoqian', '拖欠'], ['gongdi', '工地'], ['tiaolou', '跳楼'], ['qifen', '气愤'], ['ku', '哭'], ['gongtou', '工头'],
  ['shui', '睡'], ['yi', '一'], ['er', '二'], ['shang', '伤'], ['shebao', '社保'], ['yao', '要'], ['ren', '人'],
  ['gongzi', '工资'], ['yuzhong', '渝中'], ['jiangan', '江岸'], ['jieqing', '结清'], ['gongsi', '公司'],
]
const commitKeys: readonly CommitKey[] = ['Enter', 'Space', 'Digit1', 'Digit2', 'Digit3', 'Digit5', 'Digit9']

interface Target {
  readonly name: string
  readonly field: Locator
  /** What is typed here is thrown away after each time, because it grows nowhere. */
  readonly isQuery: boolean
  readonly room: number
  open(): Promise<void>
  leave(): Promise<void>
}

function targetsOf({ page, press }: PracticeSeat): readonly Target[] {
  const stay = async () => undefined
  const field = (id: string) => page.locator(`#field-${id}`)
  const searchBox = page.getByRole('dialog').getByRole('combobox')
  return [
    { name: 'narrative', field: field('description'), isQuery: false, room: 3900, open: () => press('Alt+W', 'Control+End'), leave: stay },
    { name: 'category', field: field('category'), isQuery: true, room: 100, open: () => press('Alt+C'), leave: stay },
    { name: 'employer', field: field('employer_name'), isQuery: false, room: 150, open: () => field('employer_name').focus(), leave: stay },
    { name: 'search', field: searchBox, isQuery: true, room: 100, open: () => press('Control+K'), leave: () => press('Escape') },
  ]
}

function nextComposition(random: ReturnType<typeof seededRandom>): Composition {
  const [letters, text] = random.pick(phrases)
  const commitKey = random.pick(commitKeys)
  // Enter takes the letters as they are, as with most pinyin methods.
  return commitKey === 'Enter' ? { letters, text: letters, commitKey } : { letters, text, commitKey }
}

async function composeAndCheck(method: InputMethod, target: Target, composition: Composition, words: Map<string, string>, more: { readonly ownName: boolean; midway?(): Promise<void> }) {
  await target.open()
  const stands = () => target.field.evaluate((input: HTMLInputElement) => [input === document.activeElement, input.value])
  const before = words.get(target.name) ?? ''
  await expect.poll(stands).toEqual([true, before])
  await method.compose(composition, more.ownName ? 'own-name' : 'process', more.midway)
  const expected = before + composition.text
  await expect.poll(stands, `${target.name}: ${JSON.stringify(composition)}`).toEqual([true, expected])
  const isFull = expected.length > target.room
  if (target.isQuery || isFull) await target.field.fill('')
  words.set(target.name, target.isQuery || isFull ? '' : expected)
  await target.leave()
}

/** The draft as it lies on the disk; practice keeps it unsealed. */
function draftOnDisk(page: Page, id: string): Promise<Draft> {
  return page.evaluate(
    (draftId) =>
      new Promise<Draft>((resolve, reject) => {
        const opening = indexedDB.open('lingxi-practice-work')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('drafts').objectStore('drafts').get(draftId)
          reading.onsuccess = () => resolve((reading.result as { sealed: { record: Draft } }).sealed.record)
          reading.onerror = () => reject(reading.error)
        }
      }),
    id,
  )
}

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

test(`${compositions} compositions submit, choose, tag and answer nothing, and lose no character`, async () => {
  test.setTimeout(400_000)
  const { page } = seat
  await keepPracticePort(page)
  await expect(page.locator('#practice-C01')).toBeVisible()
  await expect(seat.truth('queue')).toHaveAttribute('data-look', 'ok')
  await seat.isSynced()
  const delivered = (await seat.changes()).length
  await seat.ringAndAnswer('C01')
  const draftId = (await page.getByTestId('saved').getAttribute('data-draft')) ?? ''
  const number = await page.getByTestId('draft-number').innerText()

  const random = seededRandom(seed)
  const method = await startInputMethod(page)
  const targets = targetsOf(seat)
  const words = new Map<string, string>()
  const ringStage = page.getByTestId('ring-stage')
  const talking = page.locator('[data-command="hold"]')
  let rings = 0
  for (let count = 0; count < compositions; count += 1) {
    if (count === compositions / 2) {
      // What was composed hints at RED by now: the first press only asks.
      await expect(async () => {
        await seat.press('Shift+F2')
        await expect(page.locator('[data-command="finish-wrap-up"]')).toBeVisible({ timeout: 1000 })
      }).toPass()
      await seat.press('F8')
      await expect(seat.truth('queue')).toHaveAttribute('data-look', 'ok')
      await expect(page.getByTestId('draft-number')).toHaveText(number)
    }
    const isAfterCall = count >= compositions / 2
    const rang = isAfterCall && count % ringEvery === 0
    if (rang) await expect(ringStage).toBeHidden({ timeout: 15_000 })
    const midway = async () => {
      await ringFromElsewhere(page, 'C19')
      await expect(ringStage).toBeVisible()
      rings += 1
    }
    await composeAndCheck(method, random.pick(targets), nextComposition(random), words, { ownName: random.below(2) === 0, ...(rang ? { midway } : {}) })
    expect(await talking.count()).toBe(isAfterCall ? 0 : 1)
  }
  expect(rings).toBe(compositions / 2 / ringEvery)

  await expect(page.getByTestId('draft-number')).toHaveText(number)
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true', savedWithin)
  const draft = await draftOnDisk(page, draftId)
  expect(draft.values).toEqual({ description: words.get('narrative'), employer_name: words.get('employer') })
  expect(draft).toMatchObject({ emotions: { start: null, end: null }, risks: [], noRisk: false, answeredSuggestions: [], actionsDone: {}, knowledgeUsed: [] })
  expect(draft).toMatchObject({ caller: { kind: 'undecided' }, mergeInto: null, noContent: null })
  expect(await seat.changes()).toHaveLength(delivered)
  await expect(seat.truth('outbox')).toContainText('0 件')
})
