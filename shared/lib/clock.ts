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

/** One-shot timers as a port. `cancel` of a timer that has fired does nothing. */
export interface Timers {
  after(delayMs: number, run: () => void): { cancel(): void }
}
