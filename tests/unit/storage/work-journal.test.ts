import { describe, expect, it } from 'vitest'
import { openSeal } from '../../../renderer/storage/seal'
import { createWorkJournal, type JournalCalls } from '../../../renderer/storage/work-journal'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import { draftOf, submissionOfDraft, wageComplaint } from '../../support/drafts'

function setUp() {
  const written: string[] = []
  let isFull = false
  const calls: JournalCalls = {
    readJournal: () => Promise.resolve(ok({ records: [], damaged: 0 })),
    writeJournal({ records }) {
      if (isFull) return Promise.resolve(err({ code: 'full' }))
      written.push(...records.map(({ kind, revision }) => `${kind} ${revision}`))
      return Promise.resolve(ok(undefined))
    },
  }
  return { journal: createWorkJournal(calls, openSeal), written, fill: (full: boolean) => void (isFull = full) }
}

const draft = draftOf(1, { values: wageComplaint })

describe('what the page remembers of its journal', () => {
  it('is nothing of a draft that is gone: taking it away once more writes nothing', async () => {
    const { journal, written } = setUp()
    await journal.saveDraft(draft)
    await journal.forgetDraft(draft.id)
    await journal.forgetDraft(draft.id)
    await journal.saveDraft({ ...draft, revision: 4 })
    await journal.settle(draft.id, 4)
    await journal.forgetDraft(draft.id)
    expect(written).toEqual(['draft-saved 1', 'draft-gone 1', 'draft-saved 4', 'draft-gone 4', 'submission-settled 4'])
  })

  it('is a draft that could not be taken away, and a later revision of one that was settled', async () => {
    const { journal, written, fill } = setUp()
    await journal.saveDraft({ ...draft, revision: 3 })
    fill(true)
    expect((await journal.forgetDraft(draft.id)).ok).toBe(false)
    fill(false)
    await journal.settle(draft.id, 2)
    await journal.forgetDraft(draft.id)
    expect(written).toEqual(['draft-saved 3', 'draft-gone 2', 'submission-settled 2', 'draft-gone 3'])
  })

  it('is the latest revision of a draft, also of one that was not taken, until it is gone', async () => {
    const { journal, fill } = setUp()
    expect(journal.latestOf(draft.id)).toBe(0)
    await journal.saveDraft({ ...draft, revision: 3 })
    fill(true)
    await journal.saveDraft({ ...draft, revision: 4 })
    expect(journal.latestOf(draft.id)).toBe(4)
    fill(false)
    await journal.forgetDraft(draft.id)
    expect(journal.latestOf(draft.id)).toBe(0)
  })

  it('is what was asked about since a fill began: of that nothing is filled in', async () => {
    const { journal, written } = setUp()
    const filling = journal.beginFill()
    const [saving, forgetting] = [filling.saveDraft({ ...draft, revision: 2 }), journal.forgetDraft(draft.id)]
    expect([await saving, await forgetting]).toEqual([ok(undefined), ok(undefined)])
    expect(written).toEqual([])
    const other = draftOf(2, { values: wageComplaint })
    await filling.saveDraft(other)
    filling.end()
    expect(written).toEqual(['draft-saved 1'])
    expect(journal.isContinuedBy({ ...other, revision: 2 })).toBe(false)
  })

  it('is that a draft goes on, until something else is asked about it or its words were not taken', async () => {
    const { journal, fill } = setUp()
    const next = { ...draft, revision: 2 }
    const goesOn = () => journal.isContinuedBy(next)
    expect(goesOn()).toBe(false)
    const ends = {
      queued: () => journal.queue({ ...submissionOfDraft(draft), enqueuedAt: epochMs(0) }),
      'thrown away': () => journal.forgetDraft(draft.id),
      settled: () => journal.settle(draft.id, 1),
      'not taken': () => {
        fill(true)
        return journal.saveDraft(draft)
      },
    }
    for (const [name, end] of Object.entries(ends)) {
      await journal.saveDraft(draft)
      expect(goesOn(), `before it is ${name}`).toBe(true)
      expect(journal.isContinuedBy(draft), 'by the same revision').toBe(false)
      await end()
      expect(goesOn(), name).toBe(false)
    }
  })

  it('is what was asked for last, whatever is done last', async () => {
    const { journal } = setUp()
    const saving = journal.saveDraft(draft)
    const queueing = journal.queue({ ...submissionOfDraft(draft), enqueuedAt: epochMs(0) })
    await Promise.all([saving, queueing])
    expect(journal.isContinuedBy({ ...draft, revision: 2 })).toBe(false)
  })
})
