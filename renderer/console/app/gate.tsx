import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { FirstStart } from '../features/first-start/first-start'
import { SetPassword, SignIn, type SignInProblem } from '../features/sign-in/sign-in'
import { ConnectGate, DeskGate } from './desk-gate'
import type { Notices } from './notices'
import { ShownNotices } from './shown-notices'
import classes from './gate.module.css'

type Waiting = Exclude<StartInfo['access'], { state: 'signed-in' | 'locked' }>

interface GateParts {
  readonly lingxi: PageApi<'console'>
  readonly sharedDesk: StartInfo['sharedDesk']
  readonly access: Waiting
  onOpen(agent: Agent): void
}

/** What stands before the seat, under what has to be known first. */
export function Gate({ notices, ...parts }: GateParts & { readonly notices: Notices }) {
  return (
    <div className={classes.gate}>
      <ShownNotices notices={notices} place="gate" />
      <Entrance {...parts} />
    </div>
  )
}

/** Choosing how to begin, setting the password, signing in. */
function Entrance({ lingxi, sharedDesk, access, onOpen }: GateParts) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<SignInProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const [isConnecting, setConnecting] = useState(access.state === 'desk-not-set')
  // Whoever sat here before had commands in the system's menu; nobody has any here.
  useEffect(() => void lingxi.showMenu({ groups: [] }), [lingxi])
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    await work().finally(() => setBusy(false))
  }
  const failed = (error: { readonly code: string; readonly retryAfterMs?: number }) =>
    setProblem({ code: error.code, ...(error.retryAfterMs === undefined ? {} : { seconds: Math.ceil(error.retryAfterMs / 1000) }) })
  if (isConnecting) return <ConnectGate lingxi={lingxi} back={() => setConnecting(false)} />
  switch (access.state) {
    case 'mode-not-chosen':
    case 'desk-not-set':
      return <FirstStart busy={busy} connect={() => setConnecting(true)} choose={(mode) => void during(async () => void (await lingxi.chooseMode({ mode })))} />
    case 'password-not-set':
      return (
        <SetPassword busy={busy} problem={problem} set={(agent) => void during(async () => {
          const result = await lingxi.setPassword(agent)
          if (result.ok) onOpen(result.value.agent)
          else failed(result.error)
        })} />
      )
    case 'signed-out':
      return sharedDesk !== null ? <DeskGate lingxi={lingxi} desk={sharedDesk} onOpen={onOpen} /> : (
        <SignIn busy={busy} problem={problem} signIn={(password) => void during(async () => {
          const result = await lingxi.signIn({ password })
          if (result.ok) onOpen(result.value.agent)
          else failed(result.error)
        })} />
      )
    default:
      return <p>{t('app.common.loading')}</p>
  }
}
