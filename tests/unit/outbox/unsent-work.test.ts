import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QueuedWork } from '../../../shared/outbox/outbox'
import { readUnsentWork, writeUnsentWork } from '../../../shared/outbox/unsent-work'
import { epochMs } from '../../../shared/lib/clock'
import { draftArbitrary, draftOf, morning, submissionOfDraft, wageComplaint } from '../../support/drafts'

const queued = (number: number, minutes: number): QueuedWork => ({ ...submissionOfDraft(draftOf(number, { values: wageComplaint })), enqueuedAt: epochMs(morning + minutes * 60_000) })

describe('unsent work in a file', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(fc.array(draftArbitrary, { maxLength: 4 }), (drafts) => {
      expect(readUnsentWork(writeUnsentWork({ drafts, submissions: [queued(901, 0)] }))).toEqual({ drafts, submissions: [queued(901, 0)], unreadable: 0 })
    }), { numRuns: 30 })
  })

  it('keeps submissions in the order in which they were queued, though the clock was set back in between', () => {
    const read = readUnsentWork(writeUnsentWork({ drafts: [], submissions: [queued(2, 9), queued(1, 3)] }))
    expect(read?.submissions.map(({ id }) => id)).toEqual([queued(2, 9).id, queued(1, 3).id])
  })

  it('counts what it cannot read and keeps the rest', () => {
    const text = JSON.stringify({ drafts: [draftOf(1), { id: 'of a later version' }], submissions: [{ ...queued(2, 0), events: [] }, queued(3, 0)] })
    expect(readUnsentWork(text)).toMatchObject({ drafts: [{ id: draftOf(1).id }], submissions: [{ id: queued(3, 0).id }], unreadable: 2 })
  })

  it.each(['', '{}', '[]', '{"drafts":[]}', 'words'])('is not %j', (text) => {
    expect(readUnsentWork(text)).toBeNull()
  })
})
