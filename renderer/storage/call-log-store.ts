import { Dexie, type EntityTable } from 'dexie'
import { z } from 'zod'
import { callLineSchema, type CallLine, type CallLog, type CallLogEntry } from '../../shared/calls/call-log'
import type { WorkStoreDeps } from './draft-store'
import type { Seal } from './seal'
import { openRecord, putAside } from './set-aside'
import type { CallLogRow } from './work-database'

const storedLineSchema = callLineSchema.extend({ ticketNumber: z.string().max(40).nullable().default(null) })

/** The seat's own list of calls, in the strict database. */
export function createCallLog(deps: WorkStoreDeps): CallLog {
  const { database, seal } = deps
  const { callLog, drafts } = database

  async function read(row: CallLogRow): Promise<CallLogEntry | null> {
    const opened = await openRecord(seal, storedLineSchema, row.sealed)
    if (opened.ok) return row.ticketNumber === undefined ? opened.value : { ...opened.value, ticketNumber: row.ticketNumber }
    await putAside(deps, 'callLog', row.callId, row, opened.problem)
    return null
  }

  async function readAll(rows: readonly CallLogRow[]): Promise<readonly CallLogEntry[]> {
    return (await Promise.all(rows.map(read))).filter((entry) => entry !== null)
  }

  return {
    async write(line, insteadOfDraft) {
      const row = await callLogRow(seal, line)
      await database.transaction('rw', callLog, drafts, async () => {
        const before = await callLog.get(line.callId)
        await callLog.put({ ...row, ticketNumber: before?.ticketNumber ?? null })
        if (insteadOfDraft === undefined) return
        await drafts.where('id').equals(insteadOfDraft).and((draft) => draft.state === 'unfinished').delete()
      })
    },
    async recent(limit) {
      const rows = await callLog.orderBy('startedAt').reverse().limit(limit).toArray()
      return readAll(rows)
    },
    async ofNumber(key, limit) {
      const number = await seal.indexKey(key)
      const rows = await callLog.where('[number+startedAt]').between([number, Dexie.minKey], [number, Dexie.maxKey]).reverse().limit(limit).toArray()
      return readAll(rows)
    },
  }
}

export async function callLogRow(seal: Seal, line: CallLine): Promise<CallLogRow> {
  const { callId, startedAt, historyKey } = line
  const number = historyKey === null ? {} : { number: await seal.indexKey(historyKey) }
  return { callId, startedAt, ...number, sealed: await seal.seal(line) }
}

/** What came of a call, as part of the caller's transaction. A line that is there knows the call better than `row`. */
export async function markCall(callLog: EntityTable<CallLogRow, 'callId'>, row: CallLogRow, ticketNumber: string | null): Promise<void> {
  const before = await callLog.get(row.callId)
  await callLog.put({ ...(before ?? row), ticketNumber })
}
