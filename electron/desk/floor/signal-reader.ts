import type { FloorSignal } from '../../../shared/floor/floor-signal'
import type { Clock } from '../../../shared/lib/clock'
import type { FloorTable } from '../store/floor-table'

/** What is said on the floor, each signal once and in the desk's order. */
export interface SignalReader {
  /** Everything since the last time; the first time, everything that is younger than `withinMs`. */
  readOn(hear: (signal: FloorSignal) => void): Promise<void>
  /** Behind what was heard last. */
  position(): number
}

type SignalsAfter = FloorTable['signalsAfter']

const page = 500

export function createSignalReader(floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>, { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number }): SignalReader {
  let position: number | null = null
  return {
    async readOn(hear) {
      position ??= await floor.positionBefore(clock.now() - withinMs)
      await readSignals(floor.signalsAfter, position, (signal) => {
        hear(signal)
        position = signal.position
      })
    },
    position: () => position ?? 0,
  }
}

/** Everything behind that position, page by page. */
export async function readSignals(signalsAfter: SignalsAfter, position: number, hear: (signal: FloorSignal) => void): Promise<void> {
  for (let after: number | null = position; after !== null; ) {
    const signals: readonly FloorSignal[] = await signalsAfter(after, page)
    for (const signal of signals) hear(signal)
    after = signals.length === page ? (signals.at(-1)?.position ?? null) : null
  }
}
