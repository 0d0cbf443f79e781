import type { Clock, Timers } from '../../../shared/lib/clock'
import { errorFacts, type DeskLog } from '../desk-log'
import { hourly } from '../hourly'
import type { FloorTable } from '../store/floor-table'

export interface FloorKeeperOptions {
  readonly floor: Pick<FloorTable, 'forgetSignals'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
}

const hourMs = 3_600_000
/** A console hears the last day anew; what is older nobody reads any more. What has to be kept longer is in the audit and on the orders. */
export const signalsKeptMs = 48 * hourMs

/** Takes signals away that are past their age: at the start, and every hour. */
export function createFloorKeeper({ floor, clock, timers, log }: FloorKeeperOptions): { stop(): Promise<void> } {
  return hourly(timers, () => floor.forgetSignals(clock.now() - signalsKeptMs).catch((error: unknown) => log({ event: 'floor-not-forgotten', ...errorFacts(error) })))
}
