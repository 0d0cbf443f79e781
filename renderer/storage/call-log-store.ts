import { Dexie, type EntityTable } from 'dexie'
import { z } from 'zod'
import { callLineSchema, type AuditedCallLog, type CallLine, type CallLogEntry } from '../../shared/calls/call-log'
import type { CallReveal } from '../../shared/desk-api/call-reveals'
import { cleanTexts } from '../../shared/tickets/fields/clean-text'
import { mostReveals, type Reveal } from '../../shared/tickets/reveal'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import type { WorkStoreDeps } from './draft-store'
import { owedRevealRow } from './owed-reveals'
import { placeOf } from './places'
import { openRecord, putAside } from './set-aside'
import type { CallLogRow } from './work-database'

const storedLineSchema = callLineSchema.extend({ ticketNumber: z.string().max(40).nullable().optional() })

/** The seat's own list of calls, in the strict database. */
export function createCallLog(deps: WorkStoreDeps): AuditedCallLog {
  const { database, seal, journal } = deps
  const { callLog, drafts, owedReveals } = database

  async function read(row: CallLogRow): Promise<CallLogEntry | null> {
    const opened = await openRecord(seal, storedLineSchema, placeOf.callLog(row), row.sealed)
    if (opened.ok) {
      const { ticketNumber, ...line } = opened.value
      const onlyNumber = row.ticketNumber === undefined ? ticketNumber : row.ticketNumber
      const numbers = row.ticketNumbers === undefined ? (onlyNumber == null ? [] : [onlyNumber]) : Object.values(row.ticketNumbers)
      const { recordedOn } = row
      return { ...line, ticketNumbers: [...new Set([...numbers, ...(line.orders ?? [])])], ...(recordedOn === undefined ? {} : { recordedOn }) }
    }
    await putAside(deps, 'callLog', row.callId, row, opened.problem)
    return null
  }

  async function readAll(rows: readonly CallLogRow[]): Promise<readonly CallLogEntry[]> {
    return (await Promise.all(rows.map(read))).filter((entry) => entry !== null)
  }

  return {
    async write(line, insteadOfDraft) {
      const row = await callLogRow(deps, line)
      let isForgotten = false
      await database.transaction('rw', callLog, drafts, async () => {
        const before = await callLog.get(line.callId)
        const { ticketNumbers = {}, ticketNumber, recordedOn = [] } = before ?? {}
        await callLog.put({ ...row, recordedOn, ...(ticketNumber == null ? { ticketNumbers } : { ticketNumber }) })
        if (insteadOfDraft === undefined) return
        isForgotten = (await drafts.where('id').equals(insteadOfDraft).and((draft) => draft.state === 'unfinished').delete()) > 0
      })
      // Nothing was written in it: should this fail, the next start brings back an empty draft and nothing else.
      if (isForgotten && insteadOfDraft !== undefined) await journal.forgetDraft(insteadOfDraft)
    },
    async noteReveal(callId, reveal, owedAs) {
      const before = await callLog.get(callId)
      const entry = before === undefined ? null : await read(before)
      if (before === undefined || entry === null) throw new Error('no such call')
      const { ticketNumbers: [onlyNumber], recordedOn: _, ...line } = entry
      const row = await callLogRow(deps, { ...line, reveals: [...(line.reveals ?? []), reveal].slice(-mostReveals) })
      const owed = owedAs === null ? null : owedReveal(owedAs, line, reveal)
      const owedRow = owed === null ? null : await owedRevealRow(seal, owed)
      // The journal first: what it alone has the next start brings back.
      if (owed !== null && !(await journal.oweReveal(owed)).ok) throw new Error('the journal has not taken it')
      try {
        await database.transaction('rw', callLog, owedReveals, async () => {
          const now = (await callLog.get(callId)) ?? before
          // In a line of an older version the number stood inside.
          const number = now.ticketNumbers === undefined && onlyNumber !== undefined ? { ticketNumber: onlyNumber } : {}
          await callLog.put({ ...now, ...row, ...number })
          if (owedRow !== null) await owedReveals.put(owedRow)
        })
      } catch (error) {
        // Nothing is shown then: the audit is to hear of no look that there was not.
        if (owed !== null) await journal.forgetReveal(owed.id)
        throw error
      }
    },
    async recent(limit) {
      const rows = await callLog.orderBy('startedAt').reverse().limit(limit).toArray()
      return readAll(rows)
    },
    async ofNumber(key, limit) {
      const number = await seal.indexKey(key)
      const rows = await callLog.where('[number+newestFirst]').between([number, Dexie.minKey], [number, Dexie.maxKey]).limit(limit).toArray()
      return readAll(rows)
    },
  }
}

function owedReveal(id: string, { callId, queueCallId, startedAt }: CallLine, { at, parts, reason, note }: Reveal): CallReveal {
  return cleanTexts<CallReveal>({ id, call: { callId, queueCallId, startedAt }, at, facts: { parts, reason, note } })
}

export async function callLogRow({ seal, clock }: Pick<WorkStoreDeps, 'seal' | 'clock'>, line: CallLine): Promise<CallLogRow> {
  const { callId, startedAt, historyKey } = line
  const version = clock.now()
  const number = historyKey === null ? {} : { number: await seal.indexKey(historyKey) }
  return { callId, startedAt, newestFirst: -startedAt, version, ...number, sealed: await seal.seal(placeOf.callLog({ callId, version }), line) }
}

/**
 * What came of a draft of a call, as part of the caller's transaction: an order, or none. A line that is there knows the call
 * better than `row`.
 */
export async function markCall(callLog: EntityTable<CallLogRow, 'callId'>, row: CallLogRow, draftId: string, number: string | null): Promise<void> {
  // The one number of an older version is that of the same draft: it knew no second one.
  const { ticketNumber: _, ...before } = (await callLog.get(row.callId)) ?? { ...row, recordedOn: [] }
  const { [draftId]: __, ...others } = before.ticketNumbers ?? {}
  await callLog.put({ ...before, ticketNumbers: number === null ? others : { ...others, [draftId]: number } })
}

/** Which orders have been told how a call went, as part of the transaction that writes or takes back what tells them. */
export async function markRecorded(callLog: EntityTable<CallLogRow, 'callId'>, events: readonly TicketEvent[], isTold: boolean): Promise<void> {
  for (const event of events) {
    if (event.type !== 'call-recorded') continue
    const row = await callLog.get(event.data.callId)
    if (row === undefined) continue
    const others = (row.recordedOn ?? []).filter((ticketId) => ticketId !== event.ticketId)
    await callLog.put({ ...row, recordedOn: isTold ? [...others, event.ticketId] : others })
  }
}
