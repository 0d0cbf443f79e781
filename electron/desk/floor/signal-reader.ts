import type { FloorSignal } from '../../../shared/floor/floor-signal'
import type { Clock } from '../../../shared/lib/clock'
import type { FloorTable } from '../store/floor-table'

/** What is said on the floor, each signal once and in the desk's order. */
export interface SignalReader {
  /** Everything since the last time; the first time, everything that is younger than `withinMs`. */
  readOn(hear: (signal: FloorSignal) => void): Promise<void>
}

const page = 500

export function createSignalReader(floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>, { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number }): SignalReader {
  let position: number | null = null
  return {
    async readOn(hear) {
      position ??= await floor.positionBefore(clock.now() - withinMs)
      for (let more = true; more; ) {
        const signals = await floor.signalsAfter(position, page)
        for (const signal of signals) {
          hear(signal)
          position = signal.position
        }
        more = signals.length === page
      }
    },
  }
}
