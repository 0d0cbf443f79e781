import { describe, expect, it } from 'vitest'
import { phoneLineContract } from './phone-line.contract'
import { createPracticeHarness } from './phone-line-harness'

describe('the practice line keeps the contract of a phone line', () => {
  for (const { title, run } of [...phoneLineContract.always, ...phoneLineContract.faults]) {
    it(title, async () => {
      const harness = createPracticeHarness()
      try {
        await run(harness)
      } finally {
        await harness.stop()
        expect(harness.media.openCalls(), 'calls whose sound was left open').toBe(0)
      }
    })
  }
})
