import type { SignInRefusal } from '../../../shared/desk-api/sessions'
import type { DeskSession, DeskSignInFailure, DeskStepFailure, DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { Agent, StorageKeys } from '../../../shared/ipc/values'
import type { Clock, EpochMs } from '../../../shared/lib/clock'
import { oneAfterTheOther } from '../../../shared/lib/one-after-the-other'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { Lock, PasswordChangeFailure, SeatAccess } from '../access'
import { createTryLimit } from '../sign-in-limit'
import type { OpenVault } from '../vault'
import type { DeskSessions, SessionEnd } from './desk-sessions'
import type { KeptSession } from './kept-session'
import { offlineUntil, refusalWithoutDesk } from './offline-limit'
import type { PeopleFiles } from './people-files'
import { agentOf, type DeskLinkOfPerson, type Person } from './person'
import { createWayIn } from './way-in'

/**
 * ```
 * out --(desk lets in, vault opens)--> in --lock--> locked --(vault opens)--> in
 *  |   --(desk away, vault opens, in time)--> in      |  ^
 *  |                                         |        |  +--(desk ends the session: as from out from then on)
 *  |                                         +--------+--signOut--> out
 *  +--(desk lets in)--> the way in (way-in.ts)--> in
 * ```
 */
type Seat =
  | { readonly kind: 'out' }
  | { readonly kind: 'in'; readonly person: Person; readonly opened: OpenVault }
  | { readonly kind: 'locked'; readonly person: Person; readonly lock: Lock }

export interface AtDesk {
  readonly login: string | null
  readonly password: string
  readonly takeOver: boolean
}

/** Who sits at a seat of a shared desk. */
export interface SharedAccess extends SeatAccess {
  signInAtDesk(request: AtDesk): Promise<Result<Agent, DeskSignInFailure>>
  renewPassword(next: string): Promise<Result<Agent, DeskStepFailure>>
  giveOldPassword(old: string): Promise<Result<Agent, DeskStepFailure>>
  beginAnew(): Promise<Result<Agent, DeskStepFailure>>
  /** What the desk said of whoever is here, signed in or locked; null while nobody is. */
  kept(): KeptSession | null
  link(): DeskLinkOfPerson | null
  view(isDeskBack: boolean): DeskSession | null
  /** The store of whoever is here. */
  store(): string | null
  lastLogin(): string | null
  /** The desk does not know the token any more. False where it was another one than the one in use. */
  ended(token: string, end: SessionEnd): Promise<boolean>
  /** Keeps that the clock has come so far; for the days without the desk. */
  keepTime(): Promise<void>
}

export interface SharedAccessPorts {
  readonly clock: Clock
  readonly newStore: () => string
  readonly people: PeopleFiles
  readonly sessions: DeskSessions
  desk(): SharedDeskSettings
  /** Drawn once for this installation. */
  installation(): string
  onError(code: string, error: unknown): void
}

export function createSharedAccess(ports: SharedAccessPorts): SharedAccess {
  const { clock, people, sessions } = ports
  const counted = createTryLimit(clock)
  let seat: Seat = { kind: 'out' }
  const wayIn = createWayIn({ ...ports, counted, open })
  const serially = oneAfterTheOther()

  const personHere = () => (seat.kind === 'out' ? null : seat.person)

  function open(person: Person, opened: OpenVault): Result<Agent, never> {
    wayIn.forget()
    if (seat.kind === 'in' && seat.opened !== opened) seat.opened.close()
    seat = { kind: 'in', person, opened }
    return ok(agentOf(person.kept.session))
  }

  async function withoutDesk(login: string, password: string, trouble: DeskTrouble): Promise<Result<Agent, DeskSignInFailure>> {
    const away = (offline: Extract<DeskSignInFailure, { code: 'desk-away' }>['offline'], kept: KeptSession | null = null) =>
      err({ code: 'desk-away' as const, trouble, offline, lastAt: kept?.lastWithDeskAt ?? null, days: kept?.session.offlineDays ?? 0 })
    if (seat.kind === 'in') return away('still-away', seat.person.kept)
    const known = personHere()
    const here = known?.here ?? people.byLogin(login)
    if (here === null) return away('never-here')
    const vault = await people.vaultOf(here.store).catch(() => null)
    if (vault === null) return err({ code: 'unreadable' })
    const opened = await counted(() => vault.unlock(password))
    if (!opened.ok) return opened
    // A locked seat has heard more than it could write down without the key.
    const kept = known?.kept ?? (await people.kept(here.store, opened.value.ownKey()))
    const refusal = kept === null ? 'must-be-online' : refusalWithoutDesk(timesOf(kept), clock.now())
    if (kept === null || refusal !== null) {
      opened.value.close()
      return away(refusal ?? 'must-be-online', kept)
    }
    const result = open({ here, vault, kept, link: { kind: 'without-desk' } }, opened.value)
    await keepTime()
    return result
  }

  /**
   * A seat that was locked with its session alive: the password is enough, as at every lock.
   *
   * SECURITY: for as long as the desk has given the session, and after that as long as it is to sign in without the desk. Nobody has asked it, and a
   * program that stays locked for weeks is no way around its limit.
   */
  function opensByPassword({ link, kept }: Person): boolean {
    if (seat.kind !== 'locked' || link.kind !== 'with-desk') return false
    const refusal = refusalWithoutDesk(timesOf(kept), clock.now())
    return refusal === null || (refusal === 'too-long' && !isOver(kept, clock.now()))
  }

  async function unlock({ person, password }: { readonly person: Person; readonly password: string }): Promise<Result<Agent, DeskSignInFailure>> {
    const opened = await counted(() => person.vault.unlock(password))
    return opened.ok ? open(person, opened.value) : opened
  }

  async function signInAtDesk({ login, password, takeOver }: AtDesk): Promise<Result<Agent, DeskSignInFailure>> {
    wayIn.forget()
    const person = personHere()
    const name = person?.here.login ?? login?.trim() ?? people.lastLogin() ?? ''
    if (person !== null && opensByPassword(person)) return unlock({ person, password })
    const answer = await sessions.signIn(ports.desk(), { login: name, password, installation: ports.installation(), takeOver })
    if (!answer.ok) return isRefusal(answer.error) ? err(answer.error) : withoutDesk(name, password, answer.error)
    const { token, session } = answer.value
    if (session.practice) return err({ code: 'practice-desk' })
    if (person !== null && session.person.id !== person.here.personId) return err({ code: 'wrong-credentials' })
    const admitted = { token, session, password }
    if (!session.mustChangePassword) return wayIn.enter(admitted)
    wayIn.askForNewPassword(admitted)
    return err({ code: 'must-change-password' })
  }

  async function changePassword(current: string, next: string): Promise<Result<undefined, PasswordChangeFailure>> {
    if (seat.kind !== 'in') return err({ code: 'not-signed-in' })
    const { person } = seat
    if (person.link.kind !== 'with-desk') return err({ code: 'desk-away' })
    const changed = await sessions.changePassword(ports.desk(), person.link.token, { old: current, new: next })
    if (!changed.ok) {
      const { code } = changed.error
      return err({ code: code === 'wrong-password' || code === 'too-short' ? code : code === 'ended' ? 'not-signed-in' : 'desk-away' })
    }
    // The desk has the new one now; where the vault could not follow, the next sign-in asks for the old one.
    await person.vault.changePassword(current, next).catch((error: unknown) => ports.onError('password-not-rewrapped', error))
    return ok(undefined)
  }

  async function keepTimes(person: Person, opened: OpenVault, change: Partial<KeptSession>): Promise<void> {
    const kept = { ...person.kept, lastSeenAt: Math.max(person.kept.lastSeenAt, clock.now()), ...change }
    if (seat.kind !== 'out' && seat.person === person) seat = { ...seat, person: { ...person, kept } }
    await people.keep(person.here.store, opened.ownKey(), kept).catch((error: unknown) => ports.onError('session-not-kept', error))
  }

  async function keepTime(): Promise<void> {
    if (seat.kind === 'in') await keepTimes(seat.person, seat.opened, {})
    if (seat.kind === 'locked') note(seat, { lastSeenAt: Math.max(seat.person.kept.lastSeenAt, clock.now()) })
  }

  /** Of a locked seat, for as long as the program runs: there is no key to write it down with. */
  function note(locked: Extract<Seat, { kind: 'locked' }>, change: Partial<KeptSession>): void {
    seat = { ...locked, person: { ...locked.person, kept: { ...locked.person.kept, ...change } } }
  }

  async function ended(token: string, end: SessionEnd): Promise<boolean> {
    if (seat.kind === 'out' || seat.person.link.kind !== 'with-desk' || seat.person.link.token !== token) return false
    const why = end === 'session-ended' && isOver(seat.person.kept, clock.now()) ? 'session-expired' : end
    seat = { ...seat, person: { ...seat.person, link: { kind: 'ended', end: why } } }
    // A time that was over says nothing against the person; whatever else ended it may.
    if (why !== 'session-expired') await keepOut(seat)
    return true
  }

  /** Until the desk lets them in again, also after a restart. A locked seat has no key: without what the desk said last, nobody is let in without it. */
  async function keepOut(here: Exclude<Seat, { kind: 'out' }>): Promise<void> {
    if (here.kind === 'in') return keepTimes(here.person, here.opened, { mustBeOnline: true })
    note(here, { mustBeOnline: true })
    await people.forgetSession(here.person.here.store).catch((error: unknown) => ports.onError('session-not-forgotten', error))
  }

  /** SECURITY: the one place where whatever opens this person's data is let go of. */
  function close(): void {
    wayIn.forget()
    if (seat.kind === 'in') seat.opened.close()
  }

  return {
    canBeLocked: true,
    state() {
      if (ports.desk().origin === '') return { state: 'desk-not-set' }
      if (seat.kind === 'in') return { state: 'signed-in', agent: agentOf(seat.person.kept.session) }
      return seat.kind === 'locked' ? { state: 'locked', ...seat.lock } : { state: 'signed-out' }
    },
    knownAgent: () => (seat.kind === 'out' ? null : agentOf(seat.person.kept.session)),
    setPassword: async () => err({ code: 'not-in-this-mode' }),
    signIn: async () => err({ code: 'not-in-this-mode' }),
    lock(reason, redCalls) {
      if (seat.kind !== 'in') return err({ code: 'not-signed-in' })
      const { person } = seat
      close()
      const why = person.link.kind === 'ended' ? person.link.end : reason
      seat = { kind: 'locked', person, lock: { agent: agentOf(person.kept.session), since: clock.now(), reason: why, redCalls: [...redCalls] } }
      return ok(undefined)
    },
    signOut() {
      const link = personHere()?.link
      if (link?.kind === 'with-desk') void sessions.signOut(ports.desk(), link.token)
      close()
      seat = { kind: 'out' }
      return ok(undefined)
    },
    changePassword: (current, next) => serially(() => changePassword(current, next)),
    storageKeys: (): StorageKeys | null => (seat.kind === 'in' ? seat.opened.keys() : null),
    allIsSealed: () => serially(async () => {
      if (seat.kind !== 'in') return err({ code: 'not-signed-in' })
      await seat.opened.allIsSealed()
      return ok(undefined)
    }),
    signInAtDesk: (request) => serially(() => signInAtDesk(request)),
    renewPassword: (next) => serially(() => wayIn.renewPassword(next)),
    giveOldPassword: (old) => serially(() => wayIn.giveOldPassword(old)),
    beginAnew: () => serially(wayIn.beginAnew),
    kept: () => personHere()?.kept ?? null,
    link: () => personHere()?.link ?? null,
    view: (isDeskBack) => {
      const person = personHere()
      return person === null ? null : viewOf(person, isDeskBack)
    },
    store: () => personHere()?.here.store ?? null,
    lastLogin: () => people.lastLogin(),
    ended: (token, end) => serially(() => ended(token, end)),
    keepTime: () => serially(keepTime),
  }
}

/** The session has lasted as long as the desk has given it, by the time that has passed here since. */
function isOver({ session, lastWithDeskAt }: KeptSession, now: EpochMs): boolean {
  return session.expiresAt - session.now <= now - lastWithDeskAt
}

function timesOf({ session, lastWithDeskAt, lastSeenAt, mustBeOnline }: KeptSession) {
  return { lastWithDeskAt, lastSeenAt, mustBeOnline, offlineDays: session.offlineDays }
}

function viewOf({ here, kept, link }: Person, isDeskBack: boolean): DeskSession {
  const { person, seat } = kept.session
  return {
    store: here.store,
    state: link.kind === 'with-desk' ? 'with-desk' : 'without-desk',
    login: person.login,
    roles: person.roles,
    unit: person.unit,
    seatName: seat.name,
    lastWithDeskAt: kept.lastWithDeskAt,
    offlineUntil: offlineUntil(timesOf(kept)),
    recoveryKey: kept.session.recoveryKey,
    isDeskBack,
  }
}

const refusals: readonly string[] = ['wrong-credentials', 'locked-out', 'signed-in-elsewhere', 'no-seat'] satisfies readonly SignInRefusal['code'][]

function isRefusal(error: SignInRefusal | DeskTrouble): error is SignInRefusal {
  return refusals.includes(error.code)
}
