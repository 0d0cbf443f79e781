import type { Brand } from './brand'

/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = Brand<number, 'EpochMs'>

export function epochMs(value: number): EpochMs {
  if (!Number.isFinite(value)) throw new Error(`not a time: ${value}`)
  return value as EpochMs
}

/** Where the time comes from; a parameter everywhere, so that tests own it. */
export interface Clock {
  now(): EpochMs
}

/** Milliseconds since some moment of this page's life; setting the clock does not move them. For spans only. */
export type SteadyMs = () => number

/** One-shot timers as a port. `cancel` of a timer that has fired does nothing. */
export interface Timers {
  after(delayMs: number, run: () => void): { cancel(): void }
}
