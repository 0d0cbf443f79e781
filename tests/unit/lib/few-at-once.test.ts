import { describe, expect, it } from 'vitest'
import { fewAtOnce } from '../../../shared/lib/few-at-once'

describe('work that is done by few at once', () => {
  it('waits in its order, goes on behind what failed, and never runs more than it may', async () => {
    const inTurn = fewAtOnce(2)
    const begun: number[] = []
    const ends: (() => void)[] = []
    const works = Array.from({ length: 4 }, (_, number) => inTurn(() => new Promise<number>((resolve, reject) => {
      begun.push(number)
      ends.push(() => (number === 1 ? reject(new Error('broken')) : resolve(number)))
    })))
    const outcomes = Promise.allSettled(works)
    await Promise.resolve()
    expect(begun).toEqual([0, 1])
    ends[1]?.()
    await works[1]?.catch(() => undefined)
    expect(begun).toEqual([0, 1, 2])
    ends[0]?.()
    await works[0]
    expect(begun).toEqual([0, 1, 2, 3])
    ends[2]?.()
    ends[3]?.()
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  })
})
