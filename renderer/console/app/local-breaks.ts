import type { Clock, Timers } from '../../../shared/lib/clock'
import { emptyBreakLine, nextBreakLine, placeOf, type BreakLineEvent, type BreakPlace } from '../../../shared/queue/break-line'
import type { BreakQueue } from '../../../shared/queue/break-queue'

interface LocalBreaksParts {
  readonly quota: number
  readonly seat: string
  readonly clock: Clock
  readonly timers: Timers
}

/** The line of a seat that stands alone: nobody else is in it. */
export function createLocalBreaks({ quota, seat, clock, timers }: LocalBreaksParts): BreakQueue {
  let line = emptyBreakLine(quota)
  let timer: { cancel(): void } | null = null
  const listeners = new Set<(place: BreakPlace) => void>()

  function tell(kind: Exclude<BreakLineEvent['kind'], 'quota-set'>): void {
    line = nextBreakLine(line, { kind, seat, at: clock.now() })
    const place = placeOf(line, seat)
    timer?.cancel()
    timer = place.kind === 'offered' ? timers.after(place.until - clock.now(), () => tell('ticked')) : null
    for (const listener of [...listeners]) listener(place)
  }

  return {
    ask: () => tell('asked'),
    take: () => tell('taken'),
    withdraw: () => tell('withdrawn'),
    ended: () => tell('ended'),
    subscribe(listener) {
      listeners.add(listener)
      listener(placeOf(line, seat))
      return () => void listeners.delete(listener)
    },
  }
}
