import { afterAll, beforeAll, describe } from 'vitest'
import { pbx } from './pbx'
import { whyNoPbx } from './pbx/prepare-pbx.mjs'

/** A suite that has a fresh PBX; where there can be none it is skipped, and its name says why. */
export function describeWithPbx(name: string, suite: () => void): void {
  const reason = whyNoPbx()
  if (reason !== undefined) {
    describe.skip(`${name} (${reason})`, suite)
    return
  }
  describe(name, () => {
    beforeAll(() => pbx.start())
    afterAll(() => pbx.stop())
    suite()
  })
}
