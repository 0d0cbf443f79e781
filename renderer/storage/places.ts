import type { JournalRecord } from '../../shared/journal/journal-record'
import type { MetaRow, PersonRow, TicketRow } from './cache-database'
import type { Place, Sealed } from './seal'
import type { CallLogRow, DraftRow, OutboxRow, OwedRevealRow } from './work-database'

/** Of rows from the time before rows had one. */
const noVersion = 0

/** The place that each row is sealed for, from what lies beside its seal. */
export const placeOf = {
  drafts: ({ id, revision }: Pick<DraftRow, 'id' | 'revision'>): Place => ({ table: 'drafts', id, version: revision }),
  outbox: ({ id, draftRevision }: Pick<OutboxRow, 'id' | 'draftRevision'>): Place => ({ table: 'outbox', id, version: draftRevision ?? noVersion }),
  callLog: ({ callId, version = noVersion }: Pick<CallLogRow, 'callId' | 'version'>): Place => ({ table: 'callLog', id: callId, version }),
  owedReveals: ({ id }: Pick<OwedRevealRow, 'id'>): Place => ({ table: 'owedReveals', id, version: noVersion }),
  tickets: ({ id, version = noVersion }: Pick<TicketRow, 'id' | 'version'>): Place => ({ table: 'tickets', id, version }),
  people: ({ id, version = noVersion }: Pick<PersonRow, 'id' | 'version'>): Place => ({ table: 'people', id, version }),
  meta: ({ key, version = noVersion }: Pick<Extract<MetaRow, { sealed: Sealed }>, 'key' | 'version'>): Place => ({ table: 'meta', id: key, version }),
  /** A line of the journal in main. */
  journal: ({ kind, id, revision }: Pick<JournalRecord, 'kind' | 'id' | 'revision'>): Place => ({ table: `journal/${kind}`, id, version: revision }),
}

/** The place of a row of any of these tables. */
export function placeOfRow(table: string, row: unknown): Place {
  return Object.hasOwn(placeOf, table) ? placeOf[table as keyof typeof placeOf](row as never) : { table, id: '', version: noVersion }
}
