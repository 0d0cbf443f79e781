import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Call } from '../../../shared/calls/call'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { errorFacts } from '../../../shared/lib/error-facts'
import { ConsoleScreen } from '../screens/console-screen'
import type { DroppedCaller } from './dropped-red'
import { useSettingsFollowed } from './follow-settings'
import { NotOpened, SafePage, SafeSeat } from './fault-screens'
import type { Faults } from './faults'
import { Gate } from './gate'
import { Cover, LockedConsole } from './locked-console'
import { openConsole } from './open-console'
import type { Notices } from './notices'
import type { PhonePorts } from './receive-ports'
import { ServicesProvider, type Services } from './services'

type Opening = { readonly state: 'opening' } | { readonly state: 'open'; readonly services: Services } | { readonly state: 'failed'; readonly reason: string }

interface AppParts {
  readonly lingxi: PageApi<'console'>
  readonly info: StartInfo
  readonly ports: PhonePorts
  readonly faults: Faults
  readonly notices: Notices
}

/** The page: the gate, then the seat. */
export function ConsoleApp(parts: AppParts) {
  return <SafePage faults={parts.faults}><GateOrSeat {...parts} /></SafePage>
}

/** Who has come in, and what befell the telephone before. */
interface Opener {
  readonly agent: Agent
  /** As it is once somebody has come in: a shared desk gives seat and store only then. */
  readonly info: StartInfo
  readonly lost: readonly Call[]
  /** Whose RED call has dropped while the seat was locked. */
  readonly dropped: DroppedCaller | null
}

function GateOrSeat(parts: AppParts) {
  const { lingxi, info, notices } = parts
  const [opener, setOpener] = useState<Opener | null>(info.agent === null ? null : { agent: info.agent, info, lost: [], dropped: null })
  const open = async (agent: Agent, lost: readonly Call[], dropped: DroppedCaller | null) => {
    const fresh = info.sharedDesk === null ? null : await lingxi.startInfo()
    setOpener({ agent, lost, dropped, info: fresh?.ok ? fresh.value : info })
  }
  if (opener !== null) return <OpenSeat key={opener.agent.id} {...parts} {...opener} />
  switch (info.access.state) {
    case 'signed-in':
      return null
    case 'locked':
      return <LockedConsole {...parts} lock={info.access} onOpen={(agent, lost, dropped) => void open(agent, lost, dropped)} />
    default:
      return <Gate lingxi={lingxi} sharedDesk={info.sharedDesk} access={info.access} notices={notices} onOpen={(agent) => void open(agent, [], null)} />
  }
}

function OpenSeat({ lingxi, info, ports, faults, notices, agent, lost, dropped }: AppParts & Opener) {
  const { t } = useTranslation()
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    openConsole({ lingxi, info, ports, agent, faults, notices, lost, dropped }).then(
      (services) => setOpening({ state: 'open', services }),
      (error: unknown) => {
        faults.report('console-not-opened', error)
        setOpening({ state: 'failed', reason: errorFacts(error).name })
      },
    )
  }, [lingxi, info, ports, agent, faults, notices, lost, dropped])
  if (opening.state === 'opening') return <p role="status">{t('app.common.loading')}</p>
  if (opening.state === 'failed') return <NotOpened reason={opening.reason} again={() => faults.reload()} />
  return <Seated services={opening.services} />
}

/** Made once: the services around it are looked at again whenever a draft comes or goes, and nothing of it is to be drawn for that. */
const screen = <SafeSeat><ConsoleScreen /></SafeSeat>

function Seated({ services }: { readonly services: Services }) {
  const isCovered = useStore(services.view, (view) => view.isCovered)
  return (
    <ServicesProvider value={useSettingsFollowed(services)}>
      {isCovered ? <Cover /> : screen}
    </ServicesProvider>
  )
}
