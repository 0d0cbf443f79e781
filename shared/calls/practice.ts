import type { DrillId } from '../drills/drills'
import type { EpochMs } from '../lib/clock'
import type { Result } from '../lib/result'
import type { RecordingFacts } from '../recordings/recording'
import type { CallId } from './call'

/** What a practice call trains. `other` has no script of its own: the caller tells the story and waits. */
export type PracticeKind =
  | 'normal'
  | 'withheld'
  | 'dormitory'
  | 'repeat'
  | 'group'
  | 'crisis'
  | 'nuisance'
  | 'hang-up-before-answer'
  | 'other'

export interface PracticeScenario {
  /** Id of a caller in `shared/callers/practice-callers.json`. */
  readonly callerId: string
  readonly kind: PracticeKind
}

/** The practice call that goes on now. */
export interface PracticeCall {
  readonly callerId: string
  readonly kind: PracticeKind
  /** Null until the seat has seen the INVITE. */
  readonly callId: CallId | null
  /** The sentence that is being spoken, for those who cannot hear it; null in a pause. */
  readonly saying: string | null
  readonly startedAt: EpochMs
  /** Null where it is no RED drill. */
  readonly drillId: DrillId | null
  /** When the caller had said, or keyed, what makes the call RED; null before, and in a call that never is. */
  readonly toldAt: EpochMs | null
}

/** News of the practice line: what can be played, what plays, and the pace. */
export interface PracticeSnapshot {
  readonly scenarios: readonly PracticeScenario[]
  readonly drills: readonly DrillId[]
  readonly playing: PracticeCall | null
  /** Calls come by themselves, this long after the last one was over and the seat was free; null = only when asked. */
  readonly everyMs: number | null
}

export type PracticeCommand =
  | { readonly kind: 'play'; readonly callerId: string }
  | { readonly kind: 'play-drill'; readonly drillId: DrillId }
  | { readonly kind: 'pace'; readonly everyMs: number | null }
  /** The caller hangs up and no further call comes by itself. */
  | { readonly kind: 'stop' }

export type PracticeErrorCode =
  | 'not-practice'
  | 'no-such-caller'
  /** A practice call rings or is talked on; one at a time. */
  | 'call-in-progress'
  | 'seat-not-reached'
  | 'timed-out'
  | 'phone-gone'
  | 'invalid-command'

export interface PracticeError {
  readonly code: PracticeErrorCode
}

/** The recording of a practice call, as far as the phone's page holds it. */
export interface PracticeRecording {
  readonly facts: RecordingFacts
  /** Null: not there, or not asked for. */
  readonly sound: Uint8Array<ArrayBuffer> | null
}

export type PracticeListener = (snapshot: PracticeSnapshot | null) => unknown

/** The practice panel's way to the scripted callers. The snapshot is null on a line that is not a practice line. */
export interface PracticeControl {
  snapshot(): PracticeSnapshot | null
  /** Delivers the present snapshot before it returns, then every change. */
  subscribe(listener: PracticeListener): () => void
  execute(command: PracticeCommand): Promise<Result<void, PracticeError>>
  /** `id`: `queueCallId` of the call. */
  recording(id: string, wish: { readonly withSound: boolean }): Promise<Result<PracticeRecording, PracticeError>>
}
