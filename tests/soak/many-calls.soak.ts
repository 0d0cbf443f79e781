import { proveCallsLeaveNothing } from '../support/many-calls-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'answered, cancelled, declined and failed calls in one load of both pages leave nothing behind: no connection, track, session, node or listener',
  rounds: 2000,
  run: proveCallsLeaveNothing,
}
