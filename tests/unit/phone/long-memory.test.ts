import { describe, expect, it } from 'vitest'
import { createLongMemory } from '../../../renderer/phone/long-memory'
import { createManualTime } from '../../support/manual-time'

describe('the memory of a phone', () => {
  it('is long while the seat is locked, and until its console has had the time to open', async () => {
    const time = createManualTime()
    const memory = createLongMemory(time, false)
    expect(memory.isRemembering()).toBe(false)
    memory.seatIs(true)
    await time.advance(8 * 3_600_000)
    expect(memory.isRemembering()).toBe(true)
    memory.seatIs(false)
    await time.advance(59_000)
    expect(memory.isRemembering()).toBe(true)
    await time.advance(1_000)
    expect(memory.isRemembering()).toBe(false)
  })

  it('is long from the start when the phone was loaded anew at a locked seat', () => {
    expect(createLongMemory(createManualTime(), true).isRemembering()).toBe(true)
  })
})
