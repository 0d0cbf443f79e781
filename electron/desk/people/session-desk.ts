import type { z } from 'zod'
import { sipAccountSchema, type passwordChangeSchema, type Session, type SignIn, type SignInAnswer, type SignInRefusal } from '../../../shared/desk-api/sessions'
import type { Clock } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { LockPolicy, Person } from '../store/people-table'
import type { Seat } from '../store/seats-table'
import type { LiveSession } from '../store/sessions-table'
import type { DeskKeeping, SharedStore } from '../store/shared-store'
import type { Caller } from './caller'
import { giveSeat } from './give-seat'
import { hashInVain, hashPassword, isPassword } from './password'
import { policyOf } from './policies'
import type { SecretBox } from './secret-box'
import { hashOfToken, newSessionToken } from './session-token'
import { createTokenCheck } from './token-check'

export interface SessionDeskOptions {
  readonly store: SharedStore
  readonly box: SecretBox
  /** Public half, as consoles get it. */
  readonly recoveryKey: string
  readonly clock: Clock
  readonly newId: NewId
}

/** Signing in and out of a desk that many share. */
export interface SessionDesk {
  signIn(wish: SignIn): Promise<Result<SignInAnswer, SignInRefusal>>
  /** Whose token that is at this moment. */
  find(token: string): Promise<LiveSession | null>
  view(session: LiveSession): Promise<Session>
  signOut(caller: Caller): Promise<void>
  /** False when `old` is not the password. Tries count as those of signing in do. */
  changePassword(caller: Caller, change: z.infer<typeof passwordChangeSchema>): Promise<boolean>
}

const hourMs = 3_600_000
export const usualLocks: LockPolicy = { freeTries: 5, firstLockMs: 30_000, longestLockMs: 900_000 }
/** Tries under a login that nobody has: the same number, then the same answer. */
const unknownWindowMs = 900_000

export function createSessionDesk({ store, box, recoveryKey, clock, newId }: SessionDeskOptions): SessionDesk {
  async function refuseUnknown({ login, password }: SignIn): Promise<SignInRefusal> {
    const now = clock.now()
    const tries = await store.countTry(`login ${login.toLowerCase()}`, now, unknownWindowMs)
    if (tries > usualLocks.freeTries) return { code: 'locked-out', until: now + usualLocks.firstLockMs }
    await hashInVain(password)
    return { code: 'wrong-credentials' }
  }

  async function open(keeping: DeskKeeping, person: Person, { installation, takeOver }: SignIn): Promise<Result<string, SignInRefusal>> {
    const now = clock.now()
    const given = await giveSeat(keeping, installation, now)
    await keeping.people.forgetTries(person.id)
    await keeping.sessions.endExpired(now)
    const live = await keeping.sessions.liveOf(person.id)
    if (given === null) return err({ code: 'no-seat' })
    const { seat, isNew } = given
    const isElsewhere = live !== null && live.seatCode !== seat.code
    if (isElsewhere && !takeOver) return err({ code: 'signed-in-elsewhere', seat: live.seatCode, since: live.startedAt })

    if (live !== null) await keeping.sessions.end({ id: live.id }, isElsewhere ? 'taken-over' : 'signed-out', now)
    await keeping.sessions.end({ seatCode: seat.code }, 'seat-used-by-another', now)
    const token = newSessionToken()
    const { hours } = await policyOf(keeping.records, 'sessions')
    await keeping.sessions.add({
      id: newId(), tokenHash: hashOfToken(token), personId: person.id, seatCode: seat.code, installation,
      startedAt: now, expiresAt: now + hours * hourMs,
    })
    if (isNew) await keeping.audit.add({ by: { kind: 'desk' }, act: { kind: 'seat-given', seat: seat.code, installation } }, now)
    await keeping.audit.add({
      by: { kind: 'person', id: person.id, seat: seat.code },
      act: { kind: 'signed-in', personId: person.id, seat: seat.code, takenOver: isElsewhere },
    }, now)
    return ok(token)
  }

  const find = createTokenCheck((hashes) => store.sessions.find(hashes, clock.now()))

  async function view(session: LiveSession): Promise<Session> {
    const [seat, { offlineDays }] = await Promise.all([store.seats.byCode(session.seatCode), policyOf(store.records, 'sessions')])
    const { personId: id, login, name, roles, unit } = session
    return {
      deskId: store.deskId,
      practice: false,
      person: { id, login, name, roles: [...roles], unit },
      seat: { code: session.seatCode, name: session.seatName },
      sip: seat === null ? null : sipAccountOf(seat, box),
      startedAt: session.startedAt,
      expiresAt: session.expiresAt,
      offlineDays,
      recoveryKey,
      mustChangePassword: session.mustChangePassword,
      now: clock.now(),
    }
  }

  async function numbered(seatCode: string): Promise<NonNullable<Session['numbered']>> {
    const today = localDateOf(clock.now())
    return { date: today.replaceAll('-', ''), counter: await store.seats.highestCounter(seatCode, today) }
  }

  return {
    find,
    view,
    async signIn(wish) {
      const person = await store.people.byLogin(wish.login.trim())
      if (person === null || !person.isActive) return err(await refuseUnknown(wish))
      const lockedUntil = await store.people.beginTry(person.id, clock.now(), usualLocks)
      if (lockedUntil !== null) return err({ code: 'locked-out', until: lockedUntil })
      if (!(await isPassword(wish.password, person.passwordHash))) {
        await store.inOne(({ audit }) => audit.add({ by: { kind: 'desk' }, act: { kind: 'sign-in-failed', personId: person.id } }, clock.now()))
        return err({ code: 'wrong-credentials' })
      }
      const opened = await store.inOne((keeping) => open(keeping, person, wish))
      if (!opened.ok) return opened
      const session = await find(opened.value)
      // Somebody has ended it in the same moment: asked again, everything is said anew.
      if (session === null) return err({ code: 'wrong-credentials' })
      return ok({ token: opened.value, session: { ...(await view(session)), numbered: await numbered(session.seatCode) } })
    },

    async signOut({ session }) {
      await store.sessions.end({ id: session.id }, 'signed-out', clock.now())
    },

    async changePassword({ session, by }, change) {
      const { personId } = session
      const person = await store.people.byId(personId)
      const isLocked = (await store.people.beginTry(personId, clock.now(), usualLocks)) !== null
      if (person === null || isLocked || !(await isPassword(change.old, person.passwordHash))) return false
      const passwordHash = await hashPassword(change.new)
      await store.inOne(async ({ people, sessions, audit }) => {
        await people.setPassword(personId, passwordHash, false, clock.now())
        await sessions.end({ personId, except: session.id }, 'password-changed', clock.now())
        await audit.add({ by, act: { kind: 'password-changed', personId } }, clock.now())
      })
      return true
    },
  }
}

/** The telephone account of a seat; null where it has none. @throws when it was sealed with another secret */
export function sipAccountOf({ code, sipSealed }: Pick<Seat, 'code' | 'sipSealed'>, box: SecretBox): Session['sip'] {
  return sipSealed === null ? null : sipAccountSchema.parse(parseJson(box.open(sipPlace(code), sipSealed)))
}

/** Where a seat's account is sealed for. */
export function sipPlace(code: string): string {
  return `sip account of seat ${code}`
}
