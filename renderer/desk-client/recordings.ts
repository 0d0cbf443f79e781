import { keptAnswerSchema, recordingRoutes, recordingsAnswerSchema, type RecordingsAnswer } from '../../shared/desk-api/recordings'
import type { Recording } from '../../shared/help/recording'
import { err, ok, type Result } from '../../shared/lib/result'
import { longestSound, recordingIdOf, type PlayFacts, type RecordingFacts } from '../../shared/recordings/recording'
import type { DeskCallError, DeskHttp } from './desk-http'
import { refusalOf } from './desk-refusal'

/** Why nothing is heard or known: no role allows it, the desk is not to be reached, it is not there any more, it is too long, something else. */
export type RecordingProblem = 'forbidden' | 'away' | 'gone' | 'too-long' | 'refused'

export interface CallOfOrder {
  readonly ticketId: string
  readonly id: string
}

/** What a shared desk knows of recordings; for a call under RED it is who keeps them. */
export interface RecordingsClient extends Recording {
  ofOrder(ticketId: string): Promise<Result<RecordingsAnswer, RecordingProblem>>
  /** A whole file. Who, when and why is put down at the desk before it comes. */
  sound(call: CallOfOrder, why: PlayFacts): Promise<Result<Uint8Array<ArrayBuffer>, RecordingProblem>>
  lock(call: CallOfOrder): Promise<Result<RecordingFacts['lock'], RecordingProblem>>
}

/** `desk` gives the desk of the moment, null while there is none. */
export function createRecordingsClient(desk: () => Pick<DeskHttp, 'ask' | 'bytes'> | null): RecordingsClient {
  return {
    async ofOrder(ticketId) {
      const answer = await desk()?.ask(recordingRoutes.ofOrder, recordingsAnswerSchema, { ticketId })
      if (answer === undefined) return err('away')
      return answer.ok ? answer : err(problemOf(answer.error))
    },
    async sound({ ticketId, id }, why) {
      const answer = await desk()?.bytes(recordingRoutes.sound, { ticketId, id, ...why }, longestSound)
      if (answer === undefined) return err('away')
      return answer.ok ? answer : err(problemOf(answer.error))
    },
    async lock({ ticketId, id }) {
      const answer = await desk()?.ask(recordingRoutes.lock, keptAnswerSchema, { ticketId, id })
      if (answer === undefined) return err('away')
      return answer.ok ? ok(answer.value.lock) : err(problemOf(answer.error))
    },
    async keep(queueCallId) {
      const id = recordingIdOf(queueCallId)
      if (id === null) return { kind: 'by-hand' }
      const answer = await desk()?.ask(recordingRoutes.keep, keptAnswerSchema, { id })
      if (answer?.ok !== true) return { kind: 'failed' }
      // Neither kept nor on the way to it: somebody has to.
      return { kind: answer.value.lock === 'open' ? 'by-hand' : answer.value.lock }
    },
  }
}

function problemOf(error: DeskCallError): RecordingProblem {
  const code = error.code === 'desk-error' ? error.error.code : null
  if (code === 'not-found') return 'gone'
  return code === 'too-large' ? 'too-long' : refusalOf(error)
}
