import type { Session } from '../../../shared/desk-api/sessions'
import type { DeskStepFailure, DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { Agent } from '../../../shared/ipc/values'
import type { Clock } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { createTryLimit } from '../sign-in-limit'
import type { OpenVault, Vault } from '../vault'
import type { DeskSessions } from './desk-sessions'
import type { PeopleFiles, PersonHere } from './people-files'
import { agentOf, type Person } from './person'

/** Somebody whom the desk has let in. SECURITY: the password is let go of with the step. */
export interface Admitted {
  readonly token: string
  readonly session: Session
  readonly password: string
}

/** The desk has let somebody in, and something is still asked. */
type Step = Admitted & { readonly kind: 'change-password' | 'old-password' }

/**
 * From the desk's word to an open store on this PC.
 *
 * ```
 * admitted --(password to be changed)--> step --renewPassword--> admitted
 *    |------(vault opens)--> in       |------(none here yet)--> begun --> in
 *    +------(vault has an older password)--> step --giveOldPassword | beginAnew--> in
 * ```
 */
export interface WayIn {
  enter(admitted: Admitted): Promise<Result<Agent, { code: 'old-password-needed' | 'unreadable' | 'not-saved' }>>
  askForNewPassword(admitted: Admitted): void
  renewPassword(next: string): Promise<Result<Agent, DeskStepFailure>>
  giveOldPassword(old: string): Promise<Result<Agent, DeskStepFailure>>
  beginAnew(): Promise<Result<Agent, DeskStepFailure>>
  /** Lets go of whatever is still asked. */
  forget(): void
}

interface WayInPorts {
  readonly clock: Clock
  readonly newStore: () => string
  readonly people: PeopleFiles
  readonly sessions: DeskSessions
  desk(): SharedDeskSettings
  onError(code: string, error: unknown): void
  readonly counted: ReturnType<typeof createTryLimit>
  /** Seats them. */
  open(person: Person, opened: OpenVault): Result<Agent, never>
}

export function createWayIn(ports: WayInPorts): WayIn {
  const { clock, people, sessions, counted, open } = ports
  let step: Step | null = null

  /** The desk has let somebody in; what they have on this PC is opened by the same password, or set up with it. */
  async function enter(found: Admitted): Promise<Result<Agent, { code: 'old-password-needed' | 'unreadable' | 'not-saved' }>> {
    const { session, password } = found
    const here = people.byId(session.deskId, session.person.id)
    if (here === null) return beginStore(found)
    const vault = await people.vaultOf(here.store).catch(() => null)
    if (vault === null) return err({ code: 'unreadable' })
    const opened = await vault.unlock(password)
    if (opened !== null) return keepAndOpen(found, here, vault, opened)
    step = { kind: 'old-password', ...found }
    return err({ code: 'old-password-needed' })
  }

  async function beginStore(found: Admitted): Promise<Result<Agent, { code: 'not-saved' }>> {
    const { session, password } = found
    const here = { store: ports.newStore(), deskId: session.deskId, personId: session.person.id, login: session.person.login, isLeft: false }
    try {
      const { vault, opened } = await people.setUp(here.store, agentOf(session), password)
      return await keepAndOpen(found, here, vault, opened)
    } catch (error) {
      ports.onError('store-not-begun', error)
      return err({ code: 'not-saved' })
    }
  }

  /** A disk that keeps nothing of it must not keep anybody from the telephone: only the days without the desk suffer. */
  async function keepAndOpen({ session, token }: Admitted, here: PersonHere, vault: Vault, opened: OpenVault): Promise<Result<Agent, never>> {
    const now = clock.now()
    const kept = { session, lastWithDeskAt: now, lastSeenAt: now, mustBeOnline: false }
    const known = { ...here, login: session.person.login }
    try {
      await people.keep(here.store, opened.ownKey(), kept)
      await people.remember(known)
    } catch (error) {
      ports.onError('session-not-kept', error)
    }
    return open({ here: known, vault, kept, link: { kind: 'with-desk', token } }, opened)
  }

  async function renewPassword(next: string): Promise<Result<Agent, DeskStepFailure>> {
    if (step?.kind !== 'change-password') return err({ code: 'no-step' })
    const { token, session, password } = step
    const changed = await sessions.changePassword(ports.desk(), token, { old: password, new: next })
    if (!changed.ok) return stepFailure(changed.error)
    const here = people.byId(session.deskId, session.person.id)
    if (here !== null) await rewrap(here, password, next)
    return enter({ token, session: { ...session, mustChangePassword: false }, password: next })
  }

  /** One that the old password does not open asks for another one later. */
  async function rewrap(here: PersonHere, old: string, next: string): Promise<void> {
    const vault = await people.vaultOf(here.store).catch(() => null)
    await vault?.changePassword(old, next).catch((error: unknown) => ports.onError('password-not-rewrapped', error))
  }

  async function giveOldPassword(old: string): Promise<Result<Agent, DeskStepFailure>> {
    if (step?.kind !== 'old-password') return err({ code: 'no-step' })
    const found = step
    const here = people.byId(found.session.deskId, found.session.person.id)
    const vault = here === null ? null : await people.vaultOf(here.store).catch(() => null)
    if (here === null || vault === null) return err({ code: 'unreadable' })
    try {
      const changed = await counted(async () => (await vault.changePassword(old, found.password)) || null)
      if (!changed.ok) return changed
    } catch (error) {
      ports.onError('password-not-rewrapped', error)
      return err({ code: 'not-saved' })
    }
    return enter(found)
  }

  async function beginAnew(): Promise<Result<Agent, DeskStepFailure>> {
    if (step?.kind !== 'old-password') return err({ code: 'no-step' })
    const found = step
    const here = people.byId(found.session.deskId, found.session.person.id)
    try {
      if (here !== null) await people.remember({ ...here, isLeft: true })
    } catch (error) {
      ports.onError('store-not-left', error)
      return err({ code: 'not-saved' })
    }
    return beginStore(found)
  }

  return {
    enter,
    askForNewPassword(admitted) {
      step = { kind: 'change-password', ...admitted }
    },
    renewPassword,
    giveOldPassword,
    beginAnew,
    forget() {
      step = null
    },
  }
}

function stepFailure(error: { readonly code: 'wrong-password' | 'too-short' | 'ended' } | DeskTrouble): Result<never, DeskStepFailure> {
  switch (error.code) {
    case 'wrong-password':
    case 'too-short':
      return err({ code: error.code })
    case 'ended':
      return err({ code: 'no-step' })
    default:
      return err({ code: 'desk-trouble', trouble: error })
  }
}

