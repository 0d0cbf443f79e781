import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextStorageHealth, watchStorage, type StorageEvent, type StorageHealth } from '../../../../renderer/console/app/storage-health'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok } from '../../../../shared/lib/result'
import type { Outbox } from '../../../../shared/outbox/outbox'
import { draftOf, submissionOfDraft, wageComplaint } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

const well: StorageHealth = { state: 'well' }
const draft = draftOf(1, { values: wageComplaint })

function watched() {
  const time = createManualTime()
  const disk: { trouble: 'storage-full' | 'storage-failed' | null; tries: number } = { trouble: null, tries: 0 }
  const writing = async () => (disk.trouble === null ? ok({ revision: 1 }) : err({ code: disk.trouble }))
  const outbox = { enqueue: writing, discard: writing, reopen: writing } as unknown as Outbox
  let isOwed = false
  const watch = watchStorage({
    drafts: { save: writing, get: async () => null, unfinished: async () => [] },
    outbox, clock: time, timers: time, random: () => 1,
    canWrite: async () => {
      disk.tries += 1
      return disk.trouble === null
    },
  })
  watch.tryAgain(() => isOwed)
  return { ...watch, time, disk, owe: (owed: boolean) => (isOwed = owed) }
}

describe('whether this computer keeps what is written', () => {
  it('is told by the last write: since the first that failed, and well again with one that went through', () => {
    const failed = (at: number, code: 'storage-full' | 'storage-failed' = 'storage-full'): StorageEvent => ({ kind: 'failed', code, at: epochMs(at) })
    expect(nextStorageHealth(well, { kind: 'written' })).toBe(well)
    const failing = nextStorageHealth(well, failed(5))
    expect(failing).toEqual({ state: 'failing', code: 'storage-full', since: 5 })
    expect(nextStorageHealth(failing, failed(9))).toBe(failing)
    expect(nextStorageHealth(failing, failed(9, 'storage-failed'))).toEqual({ state: 'failing', code: 'storage-failed', since: 5 })
    fc.assert(fc.property(fc.array(fc.integer({ min: 1 }).map((at) => failed(at)), { maxLength: 9 }), (events) => {
      expect(nextStorageHealth(events.reduce(nextStorageHealth, well), { kind: 'written' })).toEqual(well)
    }))
  })

  it.each([
    ['saving a draft', (watch: ReturnType<typeof watched>) => watch.drafts.save(draft)],
    ['submitting', (watch: ReturnType<typeof watched>) => watch.outbox.enqueue(submissionOfDraft(draft))],
    ['discarding', (watch: ReturnType<typeof watched>) => watch.outbox.discard(draft.id, null)],
    ['opening a refused one', (watch: ReturnType<typeof watched>) => watch.outbox.reopen(draft.id)],
  ])('%s that fails shows', async (_what, act) => {
    const watch = watched()
    watch.disk.trouble = 'storage-full'
    await act(watch)
    expect(watch.health.getState()).toMatchObject({ state: 'failing', code: 'storage-full', since: watch.time.now() })
  })

  it('is tried out at growing distances while nobody writes, and well again by itself', async () => {
    const watch = watched()
    watch.disk.trouble = 'storage-failed'
    watch.failed()
    await watch.time.advance(60_000)
    expect(watch.health.getState().state).toBe('failing')
    expect(watch.disk.tries).toBeLessThan(12)
    watch.disk.trouble = null
    await watch.time.advance(10_000)
    expect(watch.health.getState()).toEqual(well)
    const { tries } = watch.disk
    await watch.time.advance(60_000)
    expect(watch.disk.tries).toBe(tries)
  })

  it('is not called well by a small try while words wait that are larger', async () => {
    const watch = watched()
    watch.disk.trouble = 'storage-full'
    watch.owe(true)
    await watch.drafts.save(draft)
    watch.disk.trouble = null
    await watch.time.advance(60_000)
    expect([watch.health.getState().state, watch.disk.tries]).toEqual(['failing', 0])
    await watch.drafts.save(draft)
    expect(watch.health.getState()).toEqual(well)
  })

  it('what does not fit a schema says nothing about the disk', async () => {
    const time = createManualTime()
    const malformed = async () => err({ code: 'malformed' as const, paths: [] })
    const watch = watchStorage({ drafts: { save: malformed, get: async () => null, unfinished: async () => [] }, outbox: {} as Outbox, clock: time, timers: time, random: () => 1, canWrite: async () => true })
    await watch.drafts.save(draft)
    expect(watch.health.getState()).toEqual(well)
  })
})
