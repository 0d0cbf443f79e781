import { z } from 'zod'
import {
  administrationRoutes, oneTimePasswordSchema, peopleAnswerSchema, personSchema, retentionSchema, seatSchema, seatsAnswerSchema,
  type newPersonSchema, type newSeatSchema, type personChangeSchema, type seatChangeSchema,
} from '../../shared/desk-api/administration'
import { auditPageSchema, auditProofSchema, auditRoutes } from '../../shared/desk-api/audit'
import { bookInUseAnswerSchema, recordRoutes, recordSchema, recordsAnswerSchema, type ListRecord, type RecordKind } from '../../shared/desk-api/desk-records'
import { bookAnswerSchema, bookRoutes, bookSchema, type BroughtBook } from '../../shared/desk-book/desk-book'
import { goLiveRoutes, goLiveSheetSchema, type GoLiveShown } from '../../shared/golive/go-live-sheet'
import { err, ok, type Result } from '../../shared/lib/result'
import type { DeskCallError, DeskHttp } from './desk-http'
import { refusalOf, type DeskRefusal } from './desk-refusal'

/** Why nothing was changed: somebody was faster, a name is taken, no role allows it, the desk is not to be reached, something else. */
export type AdministrationProblem = 'stale' | 'taken' | DeskRefusal
type Administered<T> = Promise<Result<T, AdministrationProblem>>

const nothing = z.object({})

/** Rows of the audit in one answer. */
export const auditPageRows = 1_000

/** The lists of a shared desk, asked for one by one; `desk` gives the desk of the moment, null while there is none. */
export function createDeskAdministration(desk: () => Pick<DeskHttp, 'ask'> | null) {
  async function ask<T, U>(path: string, schema: z.ZodType<T>, take: (answer: T) => U, body?: unknown, method?: 'PUT'): Administered<U> {
    const answer = await desk()?.ask(path, schema, body, method)
    if (answer === undefined) return err('away')
    return answer.ok ? ok(take(answer.value)) : err(problemOf(answer.error))
  }
  const { people, passwordReset, revoke, seats, freeSeat, retention } = administrationRoutes
  const same = <T>(value: T) => value
  return {
    people: () => ask(people, peopleAnswerSchema, (answer) => answer.people),
    addPerson: (person: z.infer<typeof newPersonSchema>) => ask(people, oneTimePasswordSchema, same, person),
    changePerson: (change: z.infer<typeof personChangeSchema>) => ask(people, personSchema, same, change, 'PUT'),
    resetPassword: (id: string) => ask(passwordReset, oneTimePasswordSchema, same, { id }),
    signOutEverywhere: (id: string) => ask(revoke, nothing, same, { id }),
    seats: () => ask(seats, seatsAnswerSchema, (answer) => answer.seats),
    addSeat: (seat: z.infer<typeof newSeatSchema>) => ask(seats, seatSchema, same, seat),
    changeSeat: (change: z.infer<typeof seatChangeSchema>) => ask(seats, seatSchema, same, change, 'PUT'),
    freeSeat: (code: string) => ask(freeSeat, nothing, same, { code }),
    records: (kind: RecordKind) => ask(recordRoutes.lists, recordsAnswerSchema, (answer) => answer.records, { kind }),
    inUse: () => ask(recordRoutes.inUse, bookInUseAnswerSchema, same, {}),
    changeRecord: (record: ListRecord) => ask(recordRoutes.record, recordSchema, same, record, 'PUT'),
    retention: () => ask(retention, retentionSchema, same),
    audit: (query: { readonly day: string; readonly after: number }) => ask(auditRoutes.read, auditPageSchema, same, { ...query, limit: auditPageRows }),
    goLive: () => ask(goLiveRoutes.sheet, goLiveSheetSchema, same),
    showGoLive: (shown: GoLiveShown) => ask(goLiveRoutes.sheet, goLiveSheetSchema, same, shown),
    book: () => ask(bookRoutes.book, bookSchema, same),
    bringBook: (brought: BroughtBook) => ask(bookRoutes.book, bookAnswerSchema, same, brought),
    verifyAudit: () => ask(auditRoutes.verify, auditProofSchema, same, {}),
  }
}

function problemOf(error: DeskCallError): AdministrationProblem {
  const code = error.code === 'desk-error' ? error.error.code : null
  return code === 'stale' || code === 'taken' ? code : refusalOf(error)
}
