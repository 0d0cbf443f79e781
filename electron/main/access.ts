import { assertNever } from '../../shared/lib/assert-never'
import type { Clock } from '../../shared/lib/clock'
import { oneAfterTheOther } from '../../shared/lib/one-after-the-other'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { Access, Agent, LockReason, StorageKeys } from '../../shared/ipc/values'
import type { Mode } from '../../shared/settings/settings'
import { createTryLimit } from './sign-in-limit'
import type { OpenVault, Vault } from './vault'

/** The agent of every practice: built in, no password, author of practice events only. */
export const practiceAgent: Agent = { id: 'practice-agent', number: '8017', name: '演练话务员' }

const shortestPassword = 8

export interface NewAgent {
  readonly agentName: string
  readonly agentNumber: string
  readonly password: string
}

export type SignInFailure =
  | { readonly code: 'wrong-password' | 'unreadable' | 'not-set' | 'not-in-this-mode' }
  | { readonly code: 'too-many-tries'; readonly retryAfterMs: number }

export type PasswordChangeFailure =
  | { readonly code: 'wrong-password' | 'too-short' | 'not-signed-in' | 'desk-away' }
  | { readonly code: 'too-many-tries'; readonly retryAfterMs: number }

/** How a seat was locked, which is all that it knows until somebody unlocks it. */
export type Lock = Omit<Extract<Access, { state: 'locked' }>, 'state'>

/** Who sits at this seat. */
export interface SeatAccess {
  state(): Access
  /** Whether there is a password to lock the seat with; none in practice. */
  readonly canBeLocked: boolean
  /** The agent of this seat, signed in or not; null before one has been set up. */
  knownAgent(): Agent | null
  setPassword(request: NewAgent): Promise<Result<Agent, { code: 'already-set' | 'too-short' | 'not-in-this-mode' }>>
  signIn(password: string): Promise<Result<Agent, SignInFailure>>
  /** The agent is still known and still takes calls; everything else takes the password again. */
  lock(reason: LockReason, redCalls: readonly string[]): Result<undefined, { code: 'not-signed-in' }>
  signOut(): Result<undefined, { code: 'not-in-this-mode' }>
  /** @throws when it could not be kept: the old one goes on */
  changePassword(current: string, next: string): Promise<Result<undefined, PasswordChangeFailure>>
  /** Of whoever is signed in; null in practice, which seals nothing. */
  storageKeys(): StorageKeys | null
  /** @throws when it could not be kept */
  allIsSealed(): Promise<Result<undefined, { code: 'not-signed-in' }>>
}

/** Where the keys of a desk on this PC are kept. */
export interface PasswordStore {
  /** Null: none has been set up. Unreadable: there is one, so nobody sets another, and nobody gets in. */
  readonly kept: Vault | null | 'unreadable'
  keep(agent: Agent, password: string): Promise<{ readonly vault: Vault; readonly opened: OpenVault }>
}

/** Who sits at every seat but that of a shared desk, which has `shared-desk/shared-access.ts`. */
export function createSeatAccess(
  mode: Exclude<Mode, 'desk-shared'> | null,
  passwords: PasswordStore,
  ports: { readonly clock: Clock; readonly newId: () => string },
): SeatAccess {
  let kept = passwords.kept
  let signedIn: OpenVault | null = null
  let lock: Lock | null = null
  const counted = createTryLimit(ports.clock)
  /** One at a time, or parallel tries would all be judged by the same count. */
  const inTurn = oneAfterTheOther()

  /** SECURITY: the one place where whatever opens this agent's data is let go of. */
  function forget(): void {
    signedIn?.close()
    signedIn = null
    lock = null
  }

  function state(): Access {
    switch (mode) {
      case null:
        return { state: 'mode-not-chosen' }
      case 'practice':
        return { state: 'signed-in', agent: practiceAgent }
      case 'desk-here':
        if (signedIn !== null) return { state: 'signed-in', agent: signedIn.agent }
        if (lock !== null) return { state: 'locked', ...lock }
        return { state: kept === null ? 'password-not-set' : 'signed-out' }
      default:
        return assertNever(mode)
    }
  }

  async function setPassword({ agentName, agentNumber, password }: NewAgent) {
    if (mode !== 'desk-here') return err({ code: 'not-in-this-mode' } as const)
    if (kept !== null) return err({ code: 'already-set' } as const)
    if (password.length < shortestPassword) return err({ code: 'too-short' } as const)
    const { vault, opened } = await passwords.keep({ id: ports.newId(), number: agentNumber, name: agentName }, password)
    kept = vault
    signedIn = opened
    return ok(vault.agent)
  }

  async function signIn(password: string): Promise<Result<Agent, SignInFailure>> {
    if (mode !== 'desk-here') return err({ code: 'not-in-this-mode' })
    if (kept === null) return err({ code: 'not-set' })
    if (kept === 'unreadable') return err({ code: 'unreadable' })
    const { agent, unlock } = kept
    const opened = await counted(() => unlock(password))
    if (!opened.ok) return opened
    lock = null
    signedIn = opened.value
    return ok(agent)
  }

  async function changePassword(current: string, next: string): Promise<Result<undefined, PasswordChangeFailure>> {
    if (signedIn === null || kept === null || kept === 'unreadable') return err({ code: 'not-signed-in' })
    if (next.length < shortestPassword) return err({ code: 'too-short' })
    const { changePassword: change } = kept
    const changed = await counted(async () => (await change(current, next)) || null)
    return changed.ok ? ok(undefined) : changed
  }

  async function allIsSealed(): Promise<Result<undefined, { code: 'not-signed-in' }>> {
    if (signedIn === null) return err({ code: 'not-signed-in' })
    await signedIn.allIsSealed()
    return ok(undefined)
  }

  return {
    state,
    canBeLocked: mode === 'desk-here',
    knownAgent() {
      if (mode === 'practice') return practiceAgent
      return kept === null || kept === 'unreadable' ? null : kept.agent
    },
    setPassword: (request) => inTurn(() => setPassword(request)),
    signIn: (password) => inTurn(() => signIn(password)),
    lock(reason, redCalls): Result<undefined, { code: 'not-signed-in' }> {
      if (signedIn === null) return err({ code: 'not-signed-in' })
      const { agent } = signedIn
      forget()
      lock = { agent, since: ports.clock.now(), reason, redCalls: [...redCalls] }
      return ok(undefined)
    },
    signOut(): Result<undefined, { code: 'not-in-this-mode' }> {
      if (mode !== 'desk-here') return err({ code: 'not-in-this-mode' })
      forget()
      return ok(undefined)
    },
    changePassword: (current, next) => inTurn(() => changePassword(current, next)),
    storageKeys: () => signedIn?.keys() ?? null,
    allIsSealed: () => inTurn(allIsSealed),
  }
}
