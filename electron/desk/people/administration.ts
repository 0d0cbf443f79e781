import type { z } from 'zod'
import type {
  newPersonSchema, newSeatSchema, oneTimePasswordSchema, personChangeSchema, personSchema, seatChangeSchema, seatSchema,
} from '../../../shared/desk-api/administration'
import { unitFact, type AuditEntry } from '../../../shared/desk-api/audit'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import { valueSchemaOf, type ListRecord } from '../../../shared/desk-api/desk-records'
import { keptUnits } from '../../../shared/desk-book/kept-units'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { Person } from '../store/people-table'
import type { SeatWithInstallation } from '../store/seats-table'
import type { DeskKeeping, SharedStore } from '../store/shared-store'
import { nextSeatCode } from './give-seat'
import { hashPassword, oneTimePassword } from './password'
import type { SecretBox } from './secret-box'
import { sipPlace } from './session-desk'

type By = AuditEntry['by']
type PersonView = z.infer<typeof personSchema>
type SeatView = z.infer<typeof seatSchema>
type Made<T> = Promise<Result<T, DeskError>>

export interface AdministrationOptions {
  readonly store: SharedStore
  readonly box: SecretBox
  readonly clock: Clock
  readonly newId: NewId
}

/** People, seats and lists, every act of it with its line in the audit. Errors: `taken`, `stale`, `not-found`, `refused`. */
export interface Administration {
  people(): Promise<PersonView[]>
  addPerson(wish: z.infer<typeof newPersonSchema>, by: By): Made<z.infer<typeof oneTimePasswordSchema>>
  changePerson(wish: z.infer<typeof personChangeSchema>, by: By): Made<PersonView>
  resetPassword(id: string, by: By): Made<z.infer<typeof oneTimePasswordSchema>>
  revokeSessions(id: string, by: By): Made<object>
  seats(): Promise<SeatView[]>
  addSeat(wish: z.infer<typeof newSeatSchema>, by: By): Made<SeatView>
  changeSeat(wish: z.infer<typeof seatChangeSchema>, by: By): Made<SeatView>
  freeSeat(code: string, by: By): Made<object>
  putRecord(record: ListRecord, by: By): Made<ListRecord>
}

export function createAdministration({ store, box, clock, newId }: AdministrationOptions): Administration {
  async function seatView(code: string): Made<SeatView> {
    const seat = (await store.seats.all()).find((each) => each.code === code)
    return seat === undefined ? err({ code: 'not-found' }) : ok(viewOfSeat(seat))
  }

  return {
    people: async () => (await store.people.all()).map(viewOfPerson),

    async addPerson({ login, name, roles, unit }, by) {
      const password = oneTimePassword()
      const person: Person = {
        id: newId(), login: login.toLowerCase(), name, roles, unit, passwordHash: await hashPassword(password),
        mustChangePassword: true, isActive: true, version: 1, createdAt: clock.now(),
      }
      return store.inOne(async ({ people, records, audit }) => {
        if (!(await keepsUnit(records, unit))) return err({ code: 'refused', reason: 'unit-unknown' })
        if (!(await people.add(person))) return err({ code: 'taken' })
        await audit.add({ by, act: { kind: 'person-added', personId: person.id, roles, ...unitFact(unit) } }, clock.now())
        return ok({ person: viewOfPerson(person), password })
      })
    },

    changePerson: ({ id, version, name, roles, unit, isActive }, by) =>
      store.inOne(async ({ people, sessions, records, audit }) => {
        const now = clock.now()
        const administrators = await people.activeAdministrators()
        const before = await people.byId(id)
        if (before === null) return err({ code: 'not-found' })
        const isOneNow = before.isActive && before.roles.includes('ADMIN')
        const staysOne = isActive && roles.includes('ADMIN')
        if (isOneNow && !staysOne && administrators === 1) return err({ code: 'refused', reason: 'last-administrator' })
        if (unit !== before.unit && !(await keepsUnit(records, unit))) return err({ code: 'refused', reason: 'unit-unknown' })
        if (!(await people.change(id, version, { name, roles, unit, isActive }, now))) return err({ code: 'stale' })
        if (!isActive) await sessions.end({ personId: id }, 'deactivated', now)
        await audit.add({ by, act: { kind: 'person-changed', personId: id, roles, ...unitFact(unit), isActive } }, now)
        return ok(viewOfPerson({ ...before, name, roles, unit, isActive, version: version + 1 }))
      }),

    async resetPassword(id, by) {
      const password = oneTimePassword()
      const passwordHash = await hashPassword(password)
      return store.inOne(async ({ people, sessions, audit }) => {
        const person = await people.byId(id)
        if (person === null) return err({ code: 'not-found' })
        await people.setPassword(id, passwordHash, true, clock.now())
        await sessions.end({ personId: id }, 'revoked', clock.now())
        await audit.add({ by, act: { kind: 'password-reset', personId: id } }, clock.now())
        return ok({ person: viewOfPerson({ ...person, mustChangePassword: true }), password })
      })
    },

    revokeSessions: (id, by) =>
      store.inOne(async ({ people, sessions, audit }) => {
        if ((await people.byId(id)) === null) return err({ code: 'not-found' })
        await sessions.end({ personId: id }, 'revoked', clock.now())
        await audit.add({ by, act: { kind: 'sessions-revoked', personId: id } }, clock.now())
        return ok({})
      }),

    seats: async () => (await store.seats.all()).map(viewOfSeat),

    async addSeat({ code: wished, name, sip }, by) {
      const made = await store.inOne(async ({ seats, audit }) => {
        await seats.lock()
        const code = wished ?? (await nextSeatCode(seats))
        if (code === null) return err({ code: 'refused', reason: 'no-code-left' } as const)
        const sipSealed = sip === null ? null : box.seal(sipPlace(code), JSON.stringify(sip))
        if (!(await seats.add({ code, name, sipSealed, isActive: true, version: 1 }, clock.now()))) return err({ code: 'taken' } as const)
        await audit.add({ by, act: { kind: 'seat-added', seat: code } }, clock.now())
        return ok(code)
      })
      return made.ok ? seatView(made.value) : made
    },

    async changeSeat({ code, version, name, isActive, sip }, by) {
      const changed = await store.inOne(async ({ seats, sessions, audit }) => {
        if ((await seats.byCode(code)) === null) return err({ code: 'not-found' } as const)
        const sealed = sip === undefined ? {} : { sipSealed: sip === null ? null : box.seal(sipPlace(code), JSON.stringify(sip)) }
        if (!(await seats.change(code, version, { name, isActive, ...sealed }, clock.now()))) return err({ code: 'stale' } as const)
        if (!isActive) await sessions.end({ seatCode: code }, 'revoked', clock.now())
        await audit.add({ by, act: { kind: 'seat-changed', seat: code, isActive, sipChanged: sip !== undefined } }, clock.now())
        return ok(code)
      })
      return changed.ok ? seatView(changed.value) : changed
    },

    freeSeat: (code, by) =>
      store.inOne(async ({ seats, sessions, audit }) => {
        if ((await seats.byCode(code)) === null) return err({ code: 'not-found' })
        await seats.unbind(code)
        await sessions.end({ seatCode: code }, 'revoked', clock.now())
        await audit.add({ by, act: { kind: 'seat-freed', seat: code } }, clock.now())
        return ok({})
      }),

    async putRecord(record, by) {
      const { kind, key, isActive, version } = record
      const schema = valueSchemaOf(kind, key)
      if (schema === null) return err({ code: 'malformed', paths: ['key'] })
      const value = schema.safeParse(record.value)
      if (!value.success) return err({ code: 'malformed', paths: value.error.issues.map(({ path }) => ['value', ...path].join('.')) })
      return store.inOne(async ({ records, audit }) => {
        const next = { kind, key, value: value.data, isActive, version }
        if (!(await records.put(next, clock.now()))) return err({ code: 'stale' })
        await audit.add({ by, act: { kind: 'record-changed', record: kind, key, version: version + 1, isActive } }, clock.now())
        return ok({ ...next, version: version + 1 })
      })
    },
  }
}

async function keepsUnit(records: Pick<DeskKeeping['records'], 'ofKind'>, unit: string | null): Promise<boolean> {
  return unit === null || keptUnits(await records.ofKind('units')).some(({ key }) => key === unit)
}

function viewOfPerson({ id, login, name, roles, unit, isActive, mustChangePassword, version }: Person): PersonView {
  return { id, login, name, roles: [...roles], unit, isActive, mustChangePassword, version }
}

function viewOfSeat({ code, name, sipSealed, isActive, installation, version }: SeatWithInstallation): SeatView {
  return { code, name, hasSip: sipSealed !== null, isActive, isInUse: installation !== null, version }
}
