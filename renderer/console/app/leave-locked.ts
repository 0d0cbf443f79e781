import type { TFunction } from 'i18next'
import { useState } from 'react'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { LockNews, OwedAtDesk } from '../../../shared/ipc/values'
import type { LeaveLockedProps } from '../features/sign-in/leave-locked'

type Api = Pick<PageApi<'console'>, 'lockNews' | 'owedAtDesk' | 'leaveWork' | 'signOut'>

/** `away`: the desk has not said what is owed; `own`: nobody else works at this desk. */
interface Undone {
  readonly unsent: LockNews['unsent']
  readonly owed: OwedAtDesk | 'away' | 'own'
}

export interface LeavingLocked {
  /** Signs out, or asks first where something is undone. */
  wish(): void
  readonly question: LeaveLockedProps | null
}

/** Signing out of a locked seat. */
export function useLeavingLocked(lingxi: Api, t: TFunction): LeavingLocked {
  const [undone, setUndone] = useState<Undone | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function wish(): Promise<void> {
    const found = await lookForUndone(lingxi)
    setProblem(null)
    if (isAnything(found)) setUndone(found)
    else await lingxi.signOut()
  }

  async function leaveTo(to: string | null): Promise<void> {
    setBusy(true)
    const left = await lingxi.leaveWork({ to })
    setBusy(false)
    if (left.ok) return void (await lingxi.signOut())
    const { code } = left.error
    setProblem(t(`lock.leaving.problem.${code === 'taker-gone' || code === 'not-taken' ? code : 'away'}`))
    // Who sits there has changed; what is owed may have.
    if (code === 'taker-gone') setUndone(await lookForUndone(lingxi))
  }

  return {
    wish: () => void wish(),
    question: undone === null ? null : {
      ...wordsOf(undone, t), busy, problem: problem ?? (undone.owed === 'away' ? t('lock.leaving.problem.away') : null),
      leaveTo: (to) => void leaveTo(to),
      leaveAnyway: () => void lingxi.signOut(),
      stay: () => setUndone(null),
    },
  }
}

async function lookForUndone(lingxi: Api): Promise<Undone> {
  const [news, owed] = await Promise.all([lingxi.lockNews(), lingxi.owedAtDesk()])
  return { unsent: news.ok ? news.value.unsent : null, owed: owed.ok ? owed.value : owed.error.code === 'not-in-this-mode' ? 'own' : 'away' }
}

/** What could not be counted is not nothing. */
function isAnything({ unsent, owed }: Undone): boolean {
  const isOwed = owed === 'away' || (owed !== 'own' && owed.promises + owed.callBacks > 0)
  return isOwed || unsent === null || unsent.drafts + unsent.submissions > 0
}

function wordsOf({ unsent, owed }: Undone, t: TFunction): Pick<LeaveLockedProps, 'stays' | 'handedOn' | 'takers'> {
  const counted = (key: string, count: number) => (count === 0 ? [] : [t(`lock.leaving.${key}`, { count })])
  const known = typeof owed === 'string' ? null : owed
  return {
    stays: unsent === null ? [t('lock.leaving.unread')] : [...counted('drafts', unsent.drafts), ...counted(owed === 'own' ? 'submissions' : 'parcels', unsent.submissions)],
    handedOn: known === null ? [] : [...counted('promises', known.promises), ...counted('callBacks', known.callBacks)],
    takers: known === null ? null : known.takers.map(({ personId, name, seat }) => ({ id: personId, name: `${name} ${seat}` })),
  }
}
