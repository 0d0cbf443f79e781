import type { BreakPlace } from './break-line'

/**
 * The line for a break as one seat sees it; a desk keeps it for many. `subscribe` tells the present place before it returns, then every
 * change; it returns the way to stop.
 */
export interface BreakQueue {
  ask(): void
  take(): void
  withdraw(): void
  ended(): void
  subscribe(listener: (place: BreakPlace) => void): () => void
}
