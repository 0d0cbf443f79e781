import { mostRecordings } from '../../../shared/desk-api/recordings'
import type { PracticeControl } from '../../../shared/calls/practice'
import { err, ok } from '../../../shared/lib/result'
import { longestSound, recordingIdOf } from '../../../shared/recordings/recording'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { RecordingsClient } from '../../desk-client/recordings'

/** Recordings of practice: what the phone's page holds of its last calls in memory. Nothing of it is kept, and no audit has it. */
export function createPracticeRecordings({ practice, cache }: { readonly practice: Pick<PracticeControl, 'recording'>; readonly cache: Pick<CallerCache, 'ticket'> }): Pick<RecordingsClient, 'ofOrder' | 'sound' | 'lock'> {
  return {
    async ofOrder(ticketId) {
      const calls = ((await cache.ticket(ticketId))?.ticket.calls ?? []).slice(-mostRecordings)
      const recordings = await Promise.all(calls.map(async ({ queueCallId, startedAt }) => {
        const id = recordingIdOf(queueCallId)
        const asked = id === null ? null : await practice.recording(id, { withSound: false })
        return id === null || asked?.ok !== true ? [] : [{ id, startedAt, ...asked.value.facts }]
      }))
      return ok({ isConnected: true, mayHear: true, recordings: recordings.flat() })
    },
    async sound({ id }) {
      const asked = await practice.recording(id, { withSound: true })
      if (!asked.ok) return err('away')
      const { sound } = asked.value
      if (sound === null) return err('gone')
      return sound.length > longestSound ? err('too-long') : ok(sound)
    },
    lock: () => Promise.resolve(ok('by-hand')),
  }
}
