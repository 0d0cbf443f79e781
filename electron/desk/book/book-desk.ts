import { createHash } from 'node:crypto'
import { unitFact, type AuditEntry } from '../../../shared/desk-api/audit'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import { recordKinds } from '../../../shared/desk-api/desk-records'
import type { Book, BookAnswer, BroughtBook } from '../../../shared/desk-book/desk-book'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { hashPassword, oneTimePassword } from '../people/password'
import type { DeskKeeping, SharedStore } from '../store/shared-store'
import { entriesOf, planBook, type BookStep, type Present } from './plan-book'

export interface BookDeskOptions {
  readonly store: Pick<SharedStore, 'inOne' | 'people' | 'seats' | 'records'>
  readonly clock: Clock
  readonly newId: NewId
}

/** The whole administration, given out and brought in again. */
export interface BookDesk {
  give(by: AuditEntry['by']): Promise<Book>
  /**
   * Without `apply`, or with any fault, nothing is written. Else all of it is, or nothing: `stale` when somebody has changed a list
   * since `base`.
   */
  bring(brought: BroughtBook, by: AuditEntry['by']): Promise<Result<BookAnswer, DeskError>>
}

interface Password {
  readonly password: string
  readonly hash: string
}

/** Somebody was faster; whatever was written in the same transaction is taken back by it. */
class Overtaken extends Error {}

export function createBookDesk({ store, clock, newId }: BookDeskOptions): BookDesk {
  async function write(brought: BroughtBook, passwords: ReadonlyMap<string, Password>, by: AuditEntry['by']): Promise<BookAnswer> {
    return store.inOne(async (keeping) => {
      // Two administrators at once: the second waits here, and then finds another base.
      await keeping.seats.lock()
      await keeping.people.activeAdministrators()
      const present = await presentOf(keeping)
      const plan = planBook(brought.entries, present)
      if (plan.faults.length > 0 || baseOf(present) !== brought.base) throw new Overtaken()
      const acts: AuditEntry['act'][] = []
      for (const step of plan.steps) acts.push(await take(step, keeping, passwords))
      for (const act of acts) await keeping.audit.add({ by, act }, clock.now())
      const added = plan.steps.filter(isAdded).length
      await keeping.audit.add({ by, act: { kind: 'administration-imported', added, changed: plan.steps.length - added } }, clock.now())
      return {
        ...answerOf(plan.steps, baseOf(await presentOf(keeping))),
        passwords: plan.steps.flatMap((step) => (step.kind === 'add-person' ? [{ login: step.login, name: step.name, password: passwords.get(step.login)?.password ?? '' }] : [])),
      }
    })
  }

  /** @throws Overtaken */
  async function take(step: BookStep, { people, seats, sessions, records }: DeskKeeping, passwords: ReadonlyMap<string, Password>): Promise<AuditEntry['act']> {
    const now = clock.now()
    const must = (isDone: boolean) => {
      if (!isDone) throw new Overtaken()
    }
    switch (step.kind) {
      case 'add-person': {
        const { login, name, roles, unit, isActive } = step
        const passwordHash = passwords.get(login)?.hash
        if (passwordHash === undefined) throw new Overtaken()
        const id = newId()
        must(await people.add({ id, login, name, roles, unit, passwordHash, mustChangePassword: true, isActive, version: 1, createdAt: now }))
        return { kind: 'person-added', personId: id, roles: [...roles], ...unitFact(unit) }
      }
      case 'change-person': {
        const { person, name, roles, unit, isActive } = step
        must(await people.change(person.id, person.version, { name, roles, unit, isActive }, now))
        if (!isActive) await sessions.end({ personId: person.id }, 'deactivated', now)
        return { kind: 'person-changed', personId: person.id, roles: [...roles], ...unitFact(unit), isActive }
      }
      case 'add-seat':
        must(await seats.add({ code: step.code, name: step.name, sipSealed: null, isActive: step.isActive, version: 1 }, now))
        return { kind: 'seat-added', seat: step.code }
      case 'change-seat': {
        const { seat, name, isActive } = step
        must(await seats.change(seat.code, seat.version, { name, isActive }, now))
        if (!isActive) await sessions.end({ seatCode: seat.code }, 'revoked', now)
        return { kind: 'seat-changed', seat: seat.code, isActive, sipChanged: false }
      }
      case 'put-record': {
        const { kind, key, isActive, version } = step.record
        must(await records.put(step.record, now))
        return { kind: 'record-changed', record: kind, key, version: version + 1, isActive }
      }
      default:
        return assertNever(step)
    }
  }

  return {
    async give(by) {
      const present = await presentOf(store)
      // Names and telephone numbers of colleagues leave the desk with it.
      await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'administration-exported' } }, clock.now()))
      return { entries: entriesOf(present), base: baseOf(present) }
    },
    async bring(brought, by) {
      const present = await presentOf(store)
      const base = baseOf(present)
      const plan = planBook(brought.entries, present)
      if (plan.faults.length > 0) return ok({ base, faults: [...plan.faults], changes: [], passwords: [] })
      if (!brought.apply) return ok(answerOf(plan.steps, base))
      if (brought.base !== base) return err({ code: 'stale' })
      const passwords = await passwordsFor(plan.steps)
      try {
        return ok(await write(brought, passwords, by))
      } catch (error) {
        if (error instanceof Overtaken) return err({ code: 'stale' })
        throw error
      }
    },
  }
}

const isAdded = (step: BookStep) => step.kind === 'add-person' || step.kind === 'add-seat' || (step.kind === 'put-record' && step.isNew)

function answerOf(steps: readonly BookStep[], base: string): BookAnswer {
  return { base, faults: [], changes: steps.map((step) => ({ entry: step.entry, what: isAdded(step) ? 'added' : 'changed' })), passwords: [] }
}

/** One after the other: somebody who signs in meanwhile waits for one of them and not for all. */
async function passwordsFor(steps: readonly BookStep[]): Promise<ReadonlyMap<string, Password>> {
  const made = new Map<string, Password>()
  for (const step of steps) {
    if (step.kind !== 'add-person') continue
    const password = oneTimePassword()
    made.set(step.login, { password, hash: await hashPassword(password) })
  }
  return made
}

async function presentOf({ people, seats, records }: Pick<DeskKeeping, 'people' | 'seats' | 'records'>): Promise<Present> {
  const lists = []
  // One after the other: a transaction has one connection.
  for (const kind of recordKinds) lists.push(...(await records.ofKind(kind)))
  return { people: await people.all(), seats: await seats.all(), records: lists }
}

/** Names a state of all lists. Versions grow with every change that an administrator makes. */
function baseOf({ people, seats, records }: Present): string {
  const lines = [
    ...people.map(({ id, version }) => `people ${id} ${version}`),
    ...seats.map(({ code, version }) => `seats ${code} ${version}`),
    ...records.map(({ kind, key, version }) => `${kind} ${key} ${version}`),
  ]
  return createHash('sha256').update(lines.join('\n')).digest('base64url')
}
