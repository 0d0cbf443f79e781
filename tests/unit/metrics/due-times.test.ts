import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DueTimes } from '../../../shared/metrics/due-times'

describe('the times at which something is looked at again', () => {
  it('give out everybody once, as soon as the time has come', () => {
    const step = fc.oneof(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), dueAt: fc.option(fc.integer({ min: 0, max: 600_000 })) }),
      fc.record({ laterMs: fc.integer({ min: 0, max: 200_000 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const due = new DueTimes()
        const expected = new Map<string, number>()
        let now = 0
        for (const each of steps) {
          if ('laterMs' in each) {
            now += each.laterMs
            const ready = [...expected].filter(([, dueAt]) => dueAt <= now).map(([id]) => id)
            for (const id of ready) expected.delete(id)
            expect(due.take(now).sort()).toEqual(ready.sort())
          } else {
            due.set(each.id, each.dueAt)
            if (each.dueAt === null) expected.delete(each.id)
            else expected.set(each.id, each.dueAt)
          }
          expect(due.size).toBe(expected.size)
        }
      }),
    )
  })
})
