import { expect, it } from 'vitest'
import { atMostEvery } from '../../../../renderer/console/app/at-most-every'
import { createManualTime } from '../../../support/manual-time'

it('something asked for all the time is done at once, then once in a while, and once more at the end', async () => {
  const time = createManualTime()
  let done = 0
  const ask = atMostEvery(1_000, time, () => void (done += 1))
  ask()
  expect(done).toBe(1)
  for (let step = 0; step < 25; step += 1) {
    ask()
    await time.advance(100)
  }
  expect(done).toBe(3)
  await time.advance(1_000)
  expect(done).toBe(4)
  await time.advance(5_000)
  expect(done).toBe(4)
  ask()
  expect(done).toBe(5)
})
