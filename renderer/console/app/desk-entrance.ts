import { useState } from 'react'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { DeskSignInFailure, DeskStepFailure } from '../../../shared/ipc/shared-desk-values'
import type { Agent } from '../../../shared/ipc/values'
import type { Result } from '../../../shared/lib/result'

/** What a person who signs in at a shared desk is asked for now. */
export type EntranceStep =
  | { readonly kind: 'sign-in' }
  /** They are signed in at another seat. */
  | { readonly kind: 'take-over'; readonly seat: string; readonly since: number; readonly login: string | null; readonly password: string }
  | { readonly kind: 'new-password' }
  | { readonly kind: 'old-password' }

export type EntranceFailure = DeskSignInFailure | DeskStepFailure | { readonly code: string }

export interface Entrance {
  readonly step: EntranceStep
  readonly failure: EntranceFailure | null
  readonly busy: boolean
  signIn(login: string | null, password: string): void
  takeOver(): void
  renew(next: string): void
  giveOld(old: string): void
  beginAnew(): void
  /** Back to login and password; what was asked for is forgotten. */
  back(): void
}

type EntranceCalls = Pick<PageApi<'console'>, 'signInAtDesk' | 'renewDeskPassword' | 'giveOldPassword' | 'beginAnew'>

/**
 * ```
 * sign-in --let in--> (done)
 *    | signed-in-elsewhere --> take-over --yes--> as sign-in
 *    | must-change-password --> new-password --> (done) | old-password
 *    | old-password-needed --> old-password --given | begun anew--> (done)
 * ```
 * SECURITY: a password is kept no longer than the question that needs it again.
 */
export function useDeskEntrance(lingxi: EntranceCalls, onOpen: (agent: Agent) => void): Entrance {
  const [step, setStep] = useState<EntranceStep>({ kind: 'sign-in' })
  const [failure, setFailure] = useState<EntranceFailure | null>(null)
  const [busy, setBusy] = useState(false)

  async function during(ask: () => Promise<Result<{ readonly agent: Agent }, EntranceFailure>>, next: (failure: EntranceFailure) => EntranceStep | null): Promise<void> {
    setBusy(true)
    setFailure(null)
    const result = await ask()
    setBusy(false)
    if (result.ok) return onOpen(result.value.agent)
    const moved = next(result.error)
    if (moved !== null) setStep(moved)
    // A question speaks for itself.
    if (moved === null || moved.kind === 'sign-in') setFailure(result.error)
  }

  function signIn(login: string | null, password: string, takeOver: boolean): void {
    void during(() => lingxi.signInAtDesk({ login, password, takeOver }), (refused) => {
      if ('seat' in refused && refused.code === 'signed-in-elsewhere') return { kind: 'take-over', seat: refused.seat, since: refused.since, login, password }
      return nextStep(refused) ?? { kind: 'sign-in' }
    })
  }

  return {
    step,
    failure,
    busy,
    signIn: (login, password) => signIn(login, password, false),
    takeOver() {
      if (step.kind === 'take-over') signIn(step.login, step.password, true)
    },
    renew: (next) => void during(() => lingxi.renewDeskPassword({ next }), nextStep),
    giveOld: (old) => void during(() => lingxi.giveOldPassword({ old }), nextStep),
    beginAnew: () => void during(() => lingxi.beginAnew(), nextStep),
    back() {
      setFailure(null)
      setStep({ kind: 'sign-in' })
    },
  }
}

/** Null: the same question again, with words. */
function nextStep({ code }: EntranceFailure): EntranceStep | null {
  switch (code) {
    case 'must-change-password':
      return { kind: 'new-password' }
    case 'old-password-needed':
      return { kind: 'old-password' }
    case 'no-step':
      return { kind: 'sign-in' }
    default:
      return null
  }
}
