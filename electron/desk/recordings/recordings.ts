import type { ReadableStream } from 'node:stream/web'
import type { RecordingFacts } from '../../../shared/recordings/recording'

/** A recording as it is given out. Whoever does not read it to its end cancels `stream`. */
export interface RecordedSound {
  readonly bytes: number
  readonly stream: ReadableStream<Uint8Array>
}

/**
 * The PBX's recorder as the desk knows it; every id passes `recordingIdSchema`. Adapters say what is so: nothing is "locked" or "played"
 * because it was asked for.
 */
export interface Recordings {
  /** False: no recordings reach this desk. */
  readonly isConnected: boolean
  facts(id: string): Promise<RecordingFacts>
  /** Asks for it to be kept from the house's clean-up, also while it is still being made; resolves with how that stands. */
  keep(id: string): Promise<RecordingFacts['lock']>
  /** `gone`: not there, or not whole yet. `too-long`: more than `longestSound`. */
  sound(id: string): Promise<RecordedSound | 'gone' | 'too-long'>
  /** Resolves once nothing of it is under way. */
  stop(): Promise<void>
}

/** Without an adapter a row says whom to ask. */
export const noRecordings: Recordings = {
  isConnected: false,
  facts: () => Promise.resolve({ sound: 'gone', seconds: null, notice: null, lock: 'by-hand' }),
  keep: () => Promise.resolve('by-hand'),
  sound: () => Promise.resolve('gone'),
  stop: () => Promise.resolve(),
}
