import { beforeEach, describe, expect, it } from 'vitest'
import { createCountReport } from '../../../shared/calls/count-report'
import type { Counts } from '../../../shared/calls/count-report'
import { createManualTime } from '../../support/manual-time'
import type { ManualTime } from '../../support/manual-time'

let time: ManualTime
let reported: Counts[]
let look: (counts: Counts) => void

beforeEach(() => {
  time = createManualTime()
  reported = []
  look = createCountReport(time, (counts) => reported.push(counts)).look
})

describe('counts for the log', () => {
  it('that have not grown are not reported', async () => {
    look({ rubbish: 0 })
    await time.advance(600_000)
    expect(reported).toEqual([])
  })

  it('are reported at once, and then once a minute however fast they grow', async () => {
    for (let count = 1; count <= 100; count += 1) look({ rubbish: count })
    expect(reported).toEqual([{ rubbish: 1 }])
    await time.advance(60_000)
    expect(reported).toEqual([{ rubbish: 1 }, { rubbish: 100 }])
    await time.advance(600_000)
    expect(reported).toHaveLength(2)
    look({ rubbish: 101 })
    expect(reported.at(-1)).toEqual({ rubbish: 101 })
  })
})
