import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageApi } from '../../../shared/ipc/page-api'
import { deskTroubleSchema, type DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { Agent } from '../../../shared/ipc/values'
import { defaultSettings, type SharedDeskSettings } from '../../../shared/settings/settings'
import { systemClock } from '../../desk-client/system-time'
import { formatMomentOf } from '../../ui/format-time'
import { ConnectDesk } from '../features/connect-desk/connect-desk'
import { deskOf, typedDeskOf } from '../features/connect-desk/desk-typed'
import { readCertificateFile } from '../features/settings/read-certificate-file'
import { RefusedCertificateNote } from '../features/settings/refused-certificate-note'
import { DeskSignIn, NewDeskPassword, OldPassword, TakeOver, type Place } from '../features/sign-in/desk-sign-in'
import { useDeskEntrance, type Entrance } from './desk-entrance'
import { deskTroubleWords, entranceWords } from './desk-words'

interface ConnectGateProps {
  readonly lingxi: Pick<PageApi<'console'>, 'testDesk' | 'useDesk' | 'settings'>
  back(): void
}

/** Asks where the shared desk is, tries it, and keeps the address when it is one. */
export function ConnectGate({ lingxi, back }: ConnectGateProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(() => typedDeskOf(defaultSettings.sharedDesk))
  const [trouble, setTrouble] = useState<DeskTrouble | null>(null)
  const [notKept, setNotKept] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    void lingxi.settings().then((known) => known.ok && known.value.sharedDesk.origin !== '' && setTyped(typedDeskOf(known.value.sharedDesk)))
  }, [lingxi])

  async function use(desk: SharedDeskSettings): Promise<void> {
    const used = await lingxi.useDesk(desk)
    if (!used.ok) setNotKept(used.error.code)
  }
  async function during(desk: SharedDeskSettings | null, work: (desk: SharedDeskSettings) => Promise<void>): Promise<void> {
    if (desk === null) return
    setBusy(true)
    setTrouble(null)
    setNotKept(null)
    await work(desk)
    setBusy(false)
  }
  const connect = () => during(deskOf(typed), async (desk) => {
    const tried = await lingxi.testDesk(desk)
    if (tried.ok) return use(desk)
    const known = deskTroubleSchema.safeParse(tried.error)
    setTrouble(known.success ? known.data : { code: 'unreachable' })
  })
  const refused = trouble?.code === 'certificate' ? trouble.refused : null
  // What is not trusted, or is no desk at all, is not kept: it would only be asked for a password.
  const mayComeBack = trouble !== null && ['not-found', 'refused', 'timed-out', 'unreachable', 'not-ready'].includes(trouble.code)
  return (
    <ConnectDesk
      typed={typed}
      busy={busy}
      trouble={notKept !== null ? t(`connectDesk.notKept.${notKept}`, { defaultValue: t('settings.notSaved') }) : trouble === null || refused !== null ? null : deskTroubleWords(trouble, t)}
      certificate={refused === null ? null : <RefusedCertificateNote refused={refused} take={(fingerprints) => setTyped((before) => ({ ...before, fingerprints }))} />}
      set={(change) => setTyped((before) => ({ ...before, ...change }))}
      connect={() => void connect()}
      keepAnyway={mayComeBack ? () => void during(deskOf(typed), use) : null}
      back={back}
      readFile={readCertificateFile}
    />
  )
}

interface DeskGateProps {
  readonly lingxi: PageApi<'console'>
  readonly desk: { readonly origin: string; readonly login: string | null }
  onOpen(agent: Agent): void
}

/** Login and password at the shared desk, and what it still asks before the seat is open. */
export function DeskGate({ lingxi, desk, onOpen }: DeskGateProps) {
  const entrance = useDeskEntrance(lingxi, onOpen)
  const [isConnecting, setConnecting] = useState(false)
  const [login, setLogin] = useState(desk.login ?? '')
  const problems = useProblems(entrance)
  if (isConnecting) return <ConnectGate lingxi={lingxi} back={() => setConnecting(false)} />
  if (entrance.step.kind !== 'sign-in') return <DeskQuestion entrance={entrance} />
  return (
    <DeskSignIn
      login={login}
      desk={desk.origin.replace(/^https?:\/\//, '')}
      busy={entrance.busy}
      problems={problems}
      signIn={(name, password) => {
        setLogin(name)
        entrance.signIn(name, password)
      }}
      changeDesk={() => setConnecting(true)}
    />
  )
}

/** Whatever the desk asks after the password. */
export function DeskQuestion({ entrance, place = 'page' }: { readonly entrance: Entrance; readonly place?: Place }) {
  const { step, busy } = entrance
  const asked = { busy, problems: useProblems(entrance), back: entrance.back, place }
  switch (step.kind) {
    case 'sign-in':
      return null
    case 'take-over':
      return <TakeOver {...asked} seat={step.seat} since={formatMomentOf(step.since, systemClock.now())} takeOver={entrance.takeOver} />
    case 'new-password':
      return <NewDeskPassword {...asked} renew={entrance.renew} />
    case 'old-password':
      return <OldPassword {...asked} give={entrance.giveOld} beginAnew={entrance.beginAnew} />
  }
}

function useProblems({ failure }: Entrance): readonly string[] {
  const { t } = useTranslation()
  return failure === null ? [] : entranceWords(failure, t, systemClock.now())
}
