import { proveLineOutlivesMalformedSip } from '../support/malformed/malformed-sip-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'spoiled SIP messages: no crash, no hang, no rejection that nobody handles, no call to anywhere, good calls come through in between',
  rounds: 20_000,
  async run(rounds, log, seed) {
    const { warnings, goodCalls, slowestMs } = await proveLineOutlivesMalformedSip({ count: rounds, seed, log })
    log(`${rounds} messages, ${warnings} counted as malformed, ${goodCalls} good calls, the slowest message took ${slowestMs} ms`)
  },
}
