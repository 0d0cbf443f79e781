import { z } from 'zod'
import {
  administrationRoutes, newPersonSchema, newSeatSchema, personChangeSchema, personIdSchema, seatChangeSchema, seatCodeSchema,
} from '../../../shared/desk-api/administration'
import { actionForKind, recordQuerySchema, recordRoutes, recordSchema } from '../../../shared/desk-api/desk-records'
import { err, ok } from '../../../shared/lib/result'
import type { Administration } from '../people/administration'
import type { BookKeeper } from '../people/book-keeper'
import type { Records } from '../store/records-table'
import type { Retention } from '../store/retention-table'
import type { GuardedRoutes } from './guarded-routes'

export interface AdministrationLists {
  readonly records: Pick<Records, 'ofKind'>
  readonly book: Pick<BookKeeper, 'answer'>
  readonly retention: Pick<Retention, 'lastRun'>
}

export function addAdministrationRoutes(routes: GuardedRoutes, administration: Administration, { records, book, retention }: AdministrationLists): void {
  const { people, passwordReset, revoke, seats, freeSeat, retention: lastErasure } = administrationRoutes
  routes.get(people, 'edit-people', async (_caller, c) => c.json({ people: await administration.people() }))
  routes.post(people, 'edit-people', newPersonSchema, (wish, { by }) => administration.addPerson(wish, by))
  routes.put(people, 'edit-people', personChangeSchema, (wish, { by }) => administration.changePerson(wish, by))
  routes.post(passwordReset, 'edit-people', personIdSchema, ({ id }, { by }) => administration.resetPassword(id, by))
  routes.post(revoke, 'edit-people', personIdSchema, ({ id }, { by }) => administration.revokeSessions(id, by))

  routes.get(seats, 'edit-seats', async (_caller, c) => c.json({ seats: await administration.seats() }))
  routes.post(seats, 'edit-seats', newSeatSchema, (wish, { by }) => administration.addSeat(wish, by))
  routes.put(seats, 'edit-seats', seatChangeSchema, (wish, { by }) => administration.changeSeat(wish, by))
  routes.post(freeSeat, 'edit-seats', seatCodeSchema, ({ code }, { by }) => administration.freeSeat(code, by))

  routes.get(lastErasure, 'edit-policies', async (_caller, c) => c.json({ last: await retention.lastRun() }))
  routes.post(recordRoutes.lists, 'signed-in', recordQuerySchema, async ({ kind }) => ok({ records: await records.ofKind(kind) }))
  routes.post(recordRoutes.inUse, 'signed-in', z.object({}), async () => ok(await book.answer()))
  routes.put(recordRoutes.record, 'signed-in', recordSchema, async (record, caller) => {
    const need = actionForKind[record.kind]
    return caller.may(need) ? administration.putRecord(record, caller.by) : err({ code: 'forbidden', reason: need })
  })
}
