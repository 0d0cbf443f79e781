import { describe, expect, it } from 'vitest'
import { createDraftKeeper, savePauseMs, saveAtLeastEveryMs } from '../../../renderer/console/seat/draft-keeper'
import { ok, err, type Result } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import type { DraftStoreError } from '../../../shared/tickets/draft-store'
import { createManualTime } from '../../support/manual-time'
import { draftOf } from '../../support/drafts'

function setUp(answer: (draft: Draft) => Result<{ revision: number }, DraftStoreError> = (draft) => ok({ revision: draft.revision })) {
  const time = createManualTime()
  const saved: Draft[] = []
  const keeper = createDraftKeeper({
    clock: time, timers: time,
    store: { save: (draft) => { const result = answer(draft); if (result.ok) saved.push(draft); return Promise.resolve(result) } },
  })
  return { time, saved, keeper }
}

const type = (text: string) => (draft: Draft): Draft => ({ ...draft, values: { ...draft.values, description: text } })

describe('drafts under the agent\'s hands', () => {
  it('are saved the moment they are opened for the first time', async () => {
    const { time, saved, keeper } = setUp()
    keeper.open(draftOf(1, { revision: 0 }))
    await time.advance(0)
    expect(saved.map((draft) => draft.revision)).toEqual([1])
    expect(keeper.all()[0]?.savedAt).not.toBeNull()
  })

  it('are saved once after a pause in typing, not at every key', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 3 })
    keeper.open(draft)
    for (const text of ['欠', '欠薪', '欠薪三', '欠薪三月']) {
      keeper.change(draft.id, type(text))
      await time.advance(savePauseMs - 50)
    }
    expect(saved).toEqual([])
    expect(keeper.get(draft.id)?.isDirty).toBe(true)
    await time.advance(50)
    expect(saved.map((each) => [each.revision, each.values.description])).toEqual([[4, '欠薪三月']])
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, draft: { revision: 4 } })
  })

  it('are saved in the middle of typing that never pauses', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    for (let step = 0; step < 30; step += 1) {
      keeper.change(draft.id, type(`第${step}个字`))
      await time.advance(100)
    }
    expect(saved.length).toBe(1)
    expect(30 * 100).toBeGreaterThan(saveAtLeastEveryMs)
  })

  it('are never shown as saved when the disk refused them, and are tried again', async () => {
    let isFull = true
    const { time, saved, keeper } = setUp((draft) => (isFull ? err({ code: 'storage-full' }) : ok({ revision: draft.revision })))
    const draft = draftOf(1, { revision: 0 })
    keeper.open(draft)
    await time.advance(0)
    expect(keeper.get(draft.id)).toMatchObject({ problem: 'storage-full', isDirty: true, savedAt: null })
    isFull = false
    await time.advance(1000)
    expect(saved.length).toBe(1)
    expect(keeper.get(draft.id)).toMatchObject({ problem: null, isDirty: false })
  })

  it('give no other words the number of a save that failed: it may lie in one of the two media', async () => {
    const tried: [number, string | undefined][] = []
    const { time, keeper } = setUp((draft) => {
      tried.push([draft.revision, draft.values.description])
      return tried.length === 1 ? err({ code: 'storage-failed' }) : ok({ revision: draft.revision })
    })
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('先'))
    await time.advance(savePauseMs)
    keeper.change(draft.id, type('后'))
    await time.advance(1000)
    expect(tried).toEqual([[2, '先'], [3, '后']])
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, draft: { revision: 3 } })
  })

  it('do not pass for saved while words for them stand in a field only', async () => {
    const { time, keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.expectWords(draft.id, true)
    expect(keeper.get(draft.id)?.isDirty).toBe(true)
    // Something else about the call is saved meanwhile.
    keeper.change(draft.id, (now) => ({ ...now, noRisk: true }))
    await time.advance(savePauseMs)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: true, draft: { revision: 2 } })
    keeper.change(draft.id, type('来了'))
    keeper.expectWords(draft.id, false)
    expect(keeper.get(draft.id)?.isDirty).toBe(true)
    await time.advance(savePauseMs)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, draft: { revision: 3, values: { description: '来了' } } })
  })

  it('pass for saved again when what was typed came to nothing', () => {
    const { keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.expectWords(draft.id, true)
    keeper.expectWords(draft.id, false)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, draft: { revision: 1 } })
  })

  it('that do not fit the disk say what does not, and are saved with the change that mends them', async () => {
    let tries = 0
    const { time, saved, keeper } = setUp((draft) => {
      tries += 1
      return draft.values.description === '太长' ? err({ code: 'malformed', paths: ['values.description'] }) : ok({ revision: draft.revision })
    })
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('太长'))
    await time.advance(60_000)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: true, problem: 'malformed', misfits: ['values.description'] })
    expect(tries).toBe(1)
    keeper.change(draft.id, type('短'))
    await time.advance(savePauseMs)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, problem: null, misfits: [] })
    expect(saved.map(({ revision, values }) => [revision, values.description])).toEqual([[3, '短']])
  })

  it('that are mended while they are being refused are saved all the same', async () => {
    const time = createManualTime()
    const saved: Draft[] = []
    const keeper = createDraftKeeper({ clock: time, timers: time, store: { save: (draft) => new Promise((resolve) => time.after(5_000, () => {
      const isTooLong = draft.values.description === '太长'
      if (!isTooLong) saved.push(draft)
      resolve(isTooLong ? err({ code: 'malformed', paths: ['values.description'] }) : ok({ revision: draft.revision }))
    })) } })
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('太长'))
    await time.advance(1_000)
    keeper.change(draft.id, type('短'))
    await time.advance(60_000)
    expect(saved.map(({ values }) => values.description)).toEqual(['短'])
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: false, problem: null })
  })

  it('overtake an older revision that lies on the disk', async () => {
    const { time, saved, keeper } = setUp((draft) => (draft.revision <= 7 ? err({ code: 'stale-revision', stored: 7 }) : ok({ revision: draft.revision })))
    const draft = draftOf(1, { revision: 2 })
    keeper.open(draft)
    keeper.change(draft.id, type('新的'))
    await time.advance(savePauseMs)
    await time.advance(10)
    expect(saved.map((each) => each.revision)).toEqual([8])
  })

  it('are on the disk when flushing has resolved', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('最后一个字'))
    const flushed = keeper.flush(draft.id)
    await time.advance(0)
    await flushed
    expect(saved.at(-1)?.values.description).toBe('最后一个字')
  })

  it('stay as they are when they are opened once more', () => {
    const { keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('还没存的字'))
    keeper.open(draft)
    expect(keeper.get(draft.id)).toMatchObject({ isDirty: true, draft: { values: { description: '还没存的字' } } })
  })

  it('wait for the agent once the call was answered or something is written; the list stays the same while others are saved', async () => {
    const { time, keeper } = setUp()
    const ringing = draftOf(1, { revision: 0, touched: false, call: { ...draftOf(1).call, answeredAt: null } })
    const answered = draftOf(2, { touched: false })
    keeper.open(answered)
    const before = keeper.unfinished()
    expect(before.map(({ draft }) => draft.id)).toEqual([answered.id])
    keeper.open(ringing)
    await time.advance(0)
    expect(keeper.get(ringing.id)?.savedAt).not.toBeNull()
    expect(keeper.unfinished()).toBe(before)
    keeper.change(ringing.id, (draft) => ({ ...draft, touched: true }))
    expect(keeper.unfinished().map(({ draft }) => draft.id)).toEqual([answered.id, ringing.id])
  })

  it('are not written any more once they are let go', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 1 })
    keeper.open(draft)
    keeper.change(draft.id, type('不要了'))
    keeper.close(draft.id)
    await time.advance(5000)
    expect(saved).toEqual([])
    expect(keeper.get(draft.id)).toBeNull()
  })
})

describe('a draft that is handed in', () => {
  it('is saved first, and after that no more', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 3 })
    keeper.open(draft)
    keeper.change(draft.id, type('最后的字'))
    expect(await keeper.handIn(draft.id)).toMatchObject({ revision: 4, values: { description: '最后的字' } })
    keeper.change(draft.id, type('之后的字'))
    await keeper.flush(draft.id)
    await time.advance(saveAtLeastEveryMs)
    expect(saved.map((each) => each.values.description)).toEqual(['最后的字'])
    keeper.close(draft.id)
    await time.advance(saveAtLeastEveryMs)
    expect(saved.length).toBe(1)
  })

  it('is in nobody else’s hands, from the first moment', async () => {
    const { keeper } = setUp()
    const draft = draftOf(1, { revision: 3 })
    keeper.open(draft)
    const handing = keeper.handIn(draft.id)
    expect(keeper.get(draft.id)?.isHandedIn).toBe(true)
    expect(await keeper.handIn(draft.id)).toBeNull()
    expect(await handing).not.toBeNull()
    keeper.close(draft.id)
    expect(await keeper.handIn(draft.id)).toBeNull()
  })

  it('is saved with what came meanwhile once it is given back', async () => {
    const { time, saved, keeper } = setUp()
    const draft = draftOf(1, { revision: 3 })
    keeper.open(draft)
    await keeper.handIn(draft.id)
    keeper.change(draft.id, type('之后的字'))
    keeper.giveBack(draft.id)
    await time.advance(savePauseMs)
    expect(saved.map((each) => [each.revision, each.values.description])).toEqual([[4, '之后的字']])
    expect(keeper.get(draft.id)).toMatchObject({ isHandedIn: false, isDirty: false })
  })
})
