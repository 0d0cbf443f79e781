import path from 'node:path'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { proveNobodyOnDisk } from '../support/canary-shift'
import { pbx } from '../support/pbx'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'a shift at a real PBX, its page crashed and everything killed in the middle and at the end: nobody who called is found in any file of the console (rounds are callers)',
  rounds: 200,
  async run(rounds, log, seed) {
    await pbx.start()
    try {
      const { orders, kept, missed, byHand, thrownAway } = await proveNobodyOnDisk({ callers: rounds, seed, pictures: path.join(artifactsDir, 'sealed'), log })
      log(`0 finds; ${rounds} callers: ${orders} orders (${byHand} of them by hand), ${kept} kept for later, ${missed} missed, ${thrownAway} thrown away`)
    } finally {
      await pbx.stop()
    }
  },
}
