import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Call } from '../../../shared/calls/call'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, LockNews, StartInfo } from '../../../shared/ipc/values'
import { isBetweenCalls } from '../../../shared/queue/agent-state'
import { formatMinute } from '../../ui/format-time'
import { DeskQuestion } from './desk-gate'
import { useDeskEntrance, type Entrance } from './desk-entrance'
import { entranceWords } from './desk-words'
import { systemClock } from '../../desk-client/system-time'
import { DeclineReasons } from '../features/dial-pad/decline-reasons'
import { LockSheet, lockPasswordId, type LockFact } from '../features/sign-in/lock-sheet'
import type { SignInProblem } from '../features/sign-in/sign-in'
import { liveCall } from '../seat/seat-store'
import { reportLine } from './commands'
import type { DroppedCaller } from './dropped-red'
import { useLeavingLocked } from './leave-locked'
import { lineWords } from './line-words'
import { LockedBar } from './locked-bar'
import type { Notices } from './notices'
import { openLocked, type Locked, type LockedSeat } from './open-locked'
import type { PhonePorts } from './receive-ports'
import { Toast } from './shell-toast'
import { ShownNotices } from './shown-notices'
import { useCommandKeys } from './use-command-keys'
import { useSlice } from './use-vanilla-store'
import classes from './locked-console.module.css'

interface LockedConsoleParts {
  readonly lingxi: PageApi<'console'>
  readonly info: StartInfo
  readonly ports: PhonePorts
  readonly notices: Notices
  readonly lock: Locked
  onOpen(agent: Agent, lost: readonly Call[], dropped: DroppedCaller | null): void
}

/** The page of a seat that is locked: who may open it, and the telephone, which goes on. */
export function LockedConsole({ lingxi, info, ports, notices, lock, onOpen }: LockedConsoleParts) {
  const { t } = useTranslation()
  const [locked, setLocked] = useState<LockedSeat | null>(null)
  const open = (agent: Agent) => onOpen(agent, locked?.lost() ?? [], agent.id === lock.agent.id ? (locked?.dropped() ?? null) : null)
  const unlocking = useUnlocking(lingxi, open)
  const entrance = useDeskEntrance(lingxi, open)
  useEffect(() => {
    let isGone = false
    let opened: LockedSeat | null = null
    void lingxi.showMenu({ groups: [] })
    void openLocked({ lingxi, info, ports, lock }).then((seat) => {
      if (isGone) return seat.close()
      opened = seat
      setLocked(seat)
    })
    return () => {
      isGone = true
      opened?.close()
    }
  }, [lingxi, info, ports, lock])
  return (
    <div className={classes.page}>
      {locked === null ? <div className={classes.bar} /> : <LockedCall locked={locked} agent={nameOf(lock.agent)} />}
      <div className={classes.notices}><ShownNotices notices={notices} place="gate" /></div>
      {locked === null ? <main /> : entrance.step.kind !== 'sign-in' ? <DeskQuestion entrance={entrance} place="below" />
        : <LockedSheet {...{ lingxi, lock, locked }} unlocking={info.sharedDesk === null ? unlocking : atDesk(entrance, t)} />}
    </div>
  )
}

interface Unlocking {
  readonly problem: SignInProblem | null
  /** The same in sentences, where the desk has them. */
  readonly words?: readonly string[]
  readonly busy: boolean
  unlock(password: string): void
}

function useUnlocking(lingxi: PageApi<'console'>, onOpen: (agent: Agent) => void): Unlocking {
  const [problem, setProblem] = useState<SignInProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const unlock = async (password: string) => {
    setBusy(true)
    setProblem(null)
    const result = await lingxi.signIn({ password })
    if (result.ok) return onOpen(result.value.agent)
    const { error } = result
    setBusy(false)
    setProblem('retryAfterMs' in error ? { code: error.code, seconds: Math.ceil(error.retryAfterMs / 1000) } : { code: error.code })
  }
  return { problem, busy, unlock: (password) => void unlock(password) }
}

/** A seat of a shared desk: the person is known, and the desk may have to let them in again. */
function atDesk({ failure, busy, signIn }: Entrance, t: TFunction): Unlocking {
  return { problem: null, words: failure === null ? [] : entranceWords(failure, t, systemClock.now()), busy, unlock: (password) => signIn(null, password) }
}

/** Bar, keys and words of the call. */
function LockedCall({ locked, agent }: { readonly locked: LockedSeat; readonly agent: string }) {
  const { commands, view, keymap, seat } = locked
  useCommandKeys(keymap, commands, view)
  const overlay = useStore(view, (state) => state.overlay)
  const close = () => view.setState({ overlay: null })
  useEffect(() => seat.store.subscribe(({ line }) => {
    if (!line.calls.some((call) => call.state === 'ringing')) view.setState(({ overlay: shown }) => (shown === 'decline' ? { overlay: null } : {}))
  }), [seat, view])
  // The keyboard goes back to where the password is typed.
  useEffect(() => (overlay === 'decline' ? () => document.getElementById(lockPasswordId)?.focus() : undefined), [overlay])
  return (
    <>
      <LockedBar locked={locked} agent={agent} />
      <Toast view={view} />
      {overlay === 'decline' && <DeclineReasons onClose={close} choose={(reason) => { close(); reportLine(view, seat.decline(reason)) }} />}
    </>
  )
}

function LockedSheet({ lingxi, lock, locked, unlocking }: { readonly lingxi: PageApi<'console'>; readonly lock: Locked; readonly locked: LockedSeat; readonly unlocking: Unlocking }) {
  const { t } = useTranslation()
  const news = useLockNews(lingxi)
  const alarm = useStore(locked.alarm, (state) => state.alarm)
  const messages = useStore(locked.messages, ({ count }) => count)
  const { registration, isTalking, agent } = useSlice(locked.seat.store, (state) => ({ registration: state.line.registration, isTalking: liveCall(state.line) !== null, agent: state.agent }))
  const leaving = useLeavingLocked(lingxi, t)
  const line = lineWords(registration, null, false, null, t)
  const reason = t(`lock.reason.${lock.reason}`, { count: locked.settings.lockAfterMinutes })
  return (
    <LockSheet
      {...unlocking}
      agent={nameOf(lock.agent)}
      reason={t('lock.since', { reason, at: formatMinute(lock.since) })}
      callNote={isTalking ? t('lock.talking') : agent.kind === 'wrap-up' ? t('lock.wrapUp') : null}
      alarm={alarm.kind === 'calling' ? { badge: t('lock.red'), words: t(alarm.drill ? 'lock.help.drill' : 'lock.help.calling', { seat: alarm.seat }), next: t('lock.help.next'), since: alarm.since } : null}
      facts={[...(alarm.kind === 'unheard' ? [{ id: 'help', label: t('lock.help.label'), value: t('lock.help.unheard'), look: 'bad' as const }] : []), ...(messages === 0 ? [] : [{ id: 'messages', label: t('lock.messages.label'), value: t('lock.messages.waiting', { count: messages }), look: 'plain' as const }]), { id: 'line', label: t('statusBar.line'), value: line.value, look: line.isDown ? 'bad' : 'plain' }, ...factsOf(news, t)]}
      leaving={isBetweenCalls(agent) ? leaving.question : null}
      signOut={isBetweenCalls(agent) ? leaving.wish : null}
    />
  )
}

function factsOf(news: LockNews | null, t: TFunction): readonly LockFact[] {
  if (news === null) return []
  const { unsent, desk } = news
  const desks: LockFact = { id: 'desk', label: t('statusBar.desk'), value: t(`lock.desk.${desk}`), look: desk === 'stopped' ? 'bad' : 'plain' }
  if (unsent === null) return [desks, { id: 'unsent', label: t('lock.unsent'), value: t('lock.unread'), look: 'bad' }]
  return [
    desks,
    { id: 'drafts', label: t('lock.drafts'), value: t('lock.count', { count: unsent.drafts }), look: 'plain' },
    { id: 'submissions', label: t('lock.submissions'), value: t('lock.count', { count: unsent.submissions }), look: 'plain' },
  ]
}

/** Nothing of it hurries. */
const newsEveryMs = 5_000

function useLockNews(lingxi: PageApi<'console'>): LockNews | null {
  const [news, setNews] = useState<LockNews | null>(null)
  useEffect(() => {
    const ask = () => void lingxi.lockNews().then((answer) => answer.ok && setNews(answer.value))
    ask()
    const timer = setInterval(ask, newsEveryMs)
    return () => clearInterval(timer)
  }, [lingxi])
  return news
}

function nameOf({ name, number }: Agent): string {
  return `${name} ${number}`
}

/** In the moment between the screen and its lock. */
export function Cover() {
  const { t } = useTranslation()
  return <p className={classes.cover} role="status">{t('lock.coming')}</p>
}
