import type { z } from 'zod'
import type { newPersonSchema, newSeatSchema, oneTimePasswordSchema, personChangeSchema, personSchema, Retention, seatChangeSchema, seatSchema } from '../../../../shared/desk-api/administration'
import type { auditPageSchema, AuditProof } from '../../../../shared/desk-api/audit'
import type { ListRecord, RecordKind } from '../../../../shared/desk-api/desk-records'
import type { Book, BookAnswer, BroughtBook } from '../../../../shared/desk-book/desk-book'
import type { GoLiveSheet, GoLiveShown } from '../../../../shared/golive/go-live-sheet'
import type { Result } from '../../../../shared/lib/result'
import type { DutyContact } from '../../../../shared/help/duty-list'
import type { PhoneLine } from '../../../../shared/calls/phone-line'

export type Person = z.infer<typeof personSchema>
export type Seat = z.infer<typeof seatSchema>
export type OneTimePassword = z.infer<typeof oneTimePasswordSchema>
/** Rows of the audit in one answer. */
export const auditPageRows = 1_000
export type AuditPage = z.infer<typeof auditPageSchema>

/** Why nothing was changed: somebody was faster, a name is taken, no role allows it, the desk is not to be reached, something else. */
export type AdministrationProblem = 'stale' | 'taken' | 'forbidden' | 'away' | 'refused'
export type Administered<T> = Promise<Result<T, AdministrationProblem>>

/** The shared desk as its administrator works with it. Nothing here works without the desk: no list is kept on this PC. */
export interface AdministrationPort {
  people(): Administered<readonly Person[]>
  addPerson(person: z.infer<typeof newPersonSchema>): Administered<OneTimePassword>
  changePerson(change: z.infer<typeof personChangeSchema>): Administered<Person>
  resetPassword(id: string): Administered<OneTimePassword>
  signOutEverywhere(id: string): Administered<unknown>
  seats(): Administered<readonly Seat[]>
  addSeat(seat: z.infer<typeof newSeatSchema>): Administered<Seat>
  changeSeat(change: z.infer<typeof seatChangeSchema>): Administered<Seat>
  freeSeat(code: string): Administered<unknown>
  records(kind: RecordKind): Administered<readonly ListRecord[]>
  changeRecord(record: ListRecord): Administered<ListRecord>
  /** What was erased last, by the policy of how long personal data is kept. */
  retention(): Administered<Retention>
  /** At most `auditPageRows` of them. */
  audit(query: { readonly day: string; readonly after: number }): Administered<AuditPage>
  verifyAudit(): Administered<AuditProof>
  /** What has to be shown before the first call; looked at anew with every question. */
  goLive(): Administered<GoLiveSheet>
  showGoLive(shown: GoLiveShown): Administered<GoLiveSheet>
  /** Everything that is kept here, as one list. */
  book(): Administered<Book>
  bringBook(brought: BroughtBook): Administered<BookAnswer>
}

/** What of this console an administrator works with beside the desk. */
export interface AdministrationTools {
  readonly line: Pick<PhoneLine, 'snapshot' | 'subscribe' | 'execute'>
  /** Whom this console rings under RED. */
  readonly dutyList: readonly DutyContact[]
  /** Asks where to and writes the workbook there; false when the person would rather not. */
  saveTable(name: string, content: Uint8Array): Promise<Result<boolean, 'not-saved'>>
}
