import { setTimeout as delay } from 'node:timers/promises'
import { registered } from '../contract/phone-line.contract'
import { longestAfterEndMs } from '../support/ghost-proof'
import { pbx } from '../support/pbx'
import { seededRandom } from '../support/seeded-random'
import { openSurvivalSeat } from '../support/survival-seat'
import type { Soak } from './soak'

/** Longer than any re-INVITE waits for its answer: worth a look at what the PBX has said. */
const slowMs = 7_000

export const soak: Soak = {
  proves: 'the same against Asterisk, in the app: the cable is pulled at a drawn moment of a call, and the far end hangs up before or after it is back',
  rounds: 500,
  async run(rounds, log, seed) {
    const random = seededRandom(seed)
    await pbx.start()
    const seat = await openSurvivalSeat()
    let slowestMs = 0
    try {
      for (let round = 0; round < rounds; round += 1) {
        await registered(seat.line)
        const { caller, callId } = await seat.talk()
        const isMeanwhile = random.below(2) === 0
        await delay(random.below(1500))
        seat.link.cut()
        await delay(random.below(800))
        // What the caller sees of its own end is the PBX's affair.
        const hungUp = isMeanwhile ? caller.hangUp() : null
        await delay(random.below(800))
        seat.link.mend()
        const mendedAt = Date.now()
        await delay(isMeanwhile ? 0 : random.below(1500))
        await (hungUp ?? caller.hangUp())
        await seat.ended(callId, longestAfterEndMs)
        const tookMs = Date.now() - mendedAt
        if (tookMs > slowMs) log(`call ${round + 1}: over ${tookMs} ms after the cable was back; hung up ${isMeanwhile ? 'meanwhile' : 'afterwards'}`)
        slowestMs = Math.max(slowestMs, tookMs)
        if (round % 10 === 9) log(`${round + 1} calls`)
      }
      log(`ghosts 0 of ${rounds}; over at most ${slowestMs} ms after the cable was back`)
    } finally {
      await seat.close()
      await pbx.stop()
    }
  },
}
