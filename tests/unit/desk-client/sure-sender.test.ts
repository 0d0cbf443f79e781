import { describe, expect, it } from 'vitest'
import type { DeskCallError } from '../../../renderer/desk-client/desk-http'
import { createSureSender } from '../../../renderer/desk-client/sure-sender'
import type { NewFloorSignal } from '../../../shared/floor/floor-signal'
import { err, ok } from '../../../shared/lib/result'
import { testUuid } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'

const signal = (index: number): NewFloorSignal => ({ id: testUuid(index), to: { kind: 'leads' }, body: { kind: 'red-closed', redId: testUuid(index) } })

function sending() {
  const time = createManualTime()
  const told: string[] = []
  let problem: DeskCallError | null = null
  const sender = createSureSender({
    clock: time, timers: time,
    async send({ id }) {
      if (problem !== null) return err(problem)
      told.push(id)
      return ok(1)
    },
  })
  return { time, told, sender, isAway: (away: boolean) => void (problem = away ? { code: 'unreachable' } : null), says: (next: DeskCallError) => void (problem = next) }
}

describe('what has to reach the leads', () => {
  it('waits for a desk that is away, and arrives once and in order', async () => {
    const { time, told, sender, isAway } = sending()
    isAway(true)
    const answers = [sender.tell(signal(1)), sender.tell(signal(2))]
    await time.advance(30_000)
    expect(told).toEqual([])
    isAway(false)
    await time.advance(1_000)
    expect(told).toEqual([testUuid(1), testUuid(2)])
    expect(await Promise.all(answers)).toEqual([true, true])
  })

  it('is not told when it would only mislead', async () => {
    const { time, told, sender, isAway } = sending()
    isAway(true)
    const answer = sender.tell(signal(1))
    await time.advance(130_000)
    isAway(false)
    await time.advance(5_000)
    expect([told, await answer]).toEqual([[], false])
  })

  it('is given up at once where the desk says no, and holds nothing back', async () => {
    const { time, told, sender, says, isAway } = sending()
    says({ code: 'desk-error', httpStatus: 403, error: { code: 'forbidden', reason: 'take-calls' } })
    expect(await sender.tell(signal(1))).toBe(false)
    isAway(false)
    await sender.tell(signal(2))
    await time.advance(0)
    expect(told).toEqual([testUuid(2)])
  })

  it('replaces words that nobody has been told yet by newer ones', async () => {
    const { time, told, sender, isAway } = sending()
    isAway(true)
    void sender.tell(signal(1))
    for (const index of [2, 3, 4]) void sender.tell(signal(index), 'words')
    isAway(false)
    await time.advance(1_000)
    expect(told).toEqual([testUuid(1), testUuid(4)])
  })
})
