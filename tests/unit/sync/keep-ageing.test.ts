import { describe, expect, it } from 'vitest'
import { keepAgeing } from '../../../renderer/sync/keep-ageing'
import { createManualTime } from '../../support/manual-time'

const day = 24 * 3_600_000

function start({ slices = [] as (boolean | Error)[] } = {}) {
  const time = createManualTime()
  const done = { cache: 0, callLog: 0, others: 0 }
  const ageing = keepAgeing({
    timers: time,
    async ageCache() {
      done.cache += 1
      const next = slices.shift() ?? false
      if (next instanceof Error) throw next
      return next
    },
    ageCallLog: async () => void (done.callLog += 1),
    ageOthers: async () => void (done.others += 1),
  })
  return { time, done, ageing }
}

describe('taking out what is too old', () => {
  it('is done at the start and once a day', async () => {
    const { time, done } = start()
    await time.advance(0)
    expect(done).toEqual({ cache: 1, callLog: 1, others: 1 })
    await time.advance(day - 1)
    expect(done.callLog).toBe(1)
    await time.advance(1)
    expect(done).toEqual({ cache: 2, callLog: 2, others: 2 })
  })

  it('goes slice after slice, with a pause for others between them', async () => {
    const { time, done } = start({ slices: [true, true, false] })
    await time.advance(0)
    expect(done.cache).toBe(1)
    await time.advance(20)
    expect(done.cache).toBe(2)
    await time.advance(20)
    expect(done.cache).toBe(3)
  })

  it('is tried again a quarter of an hour after a failure', async () => {
    const { time, done } = start({ slices: [new Error('the disk is full')] })
    await time.advance(15 * 60_000)
    expect(done.cache).toBe(2)
  })

  it('is done again when that is asked for meanwhile, and not after it was stopped', async () => {
    const { time, done, ageing } = start({ slices: [true] })
    await time.advance(0)
    ageing.soon()
    await time.advance(20)
    expect(done.callLog).toBe(1)
    await time.advance(20)
    expect(done.callLog).toBe(2)
    ageing.stop()
    await time.advance(3 * day)
    expect(done.callLog).toBe(2)
  })
})
