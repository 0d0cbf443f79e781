import { callLogEntrySchema, type CallLog, type CallLogEntry } from '../../shared/calls/call-log'
import type { WorkStoreDeps } from './draft-store'
import { openRecord, putAside } from './set-aside'
import type { CallLogRow } from './work-database'

/** The seat's own list of calls, in the strict database. */
export function createCallLog(deps: WorkStoreDeps): CallLog {
  const { database, seal } = deps
  const { callLog, drafts } = database

  async function read(row: CallLogRow): Promise<CallLogEntry | null> {
    const opened = await openRecord(seal, callLogEntrySchema, row.sealed)
    if (opened.ok) return opened.value
    await putAside(deps, 'callLog', row.callId, row, opened.problem)
    return null
  }

  return {
    async write(entry, insteadOfDraft) {
      const row = { callId: entry.callId, startedAt: entry.startedAt, sealed: await seal.seal(entry) }
      await database.transaction('rw', callLog, drafts, async () => {
        await callLog.put(row)
        if (insteadOfDraft === undefined) return
        await drafts.where('id').equals(insteadOfDraft).and((draft) => draft.state === 'unfinished').delete()
      })
    },
    async recent(limit) {
      const rows = await callLog.orderBy('startedAt').reverse().limit(limit).toArray()
      return (await Promise.all(rows.map(read))).filter((entry) => entry !== null)
    },
  }
}
