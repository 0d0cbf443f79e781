import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { errorFacts } from '../../../shared/lib/error-facts'
import { ConsoleScreen } from '../screens/console-screen'
import { useSettingsFollowed } from './follow-settings'
import { SafePage, SafeSeat } from './fault-screens'
import type { Faults } from './faults'
import { Gate } from './gate'
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

function GateOrSeat(parts: AppParts) {
  const { lingxi, info, notices } = parts
  const [agent, setAgent] = useState<Agent | null>(info.agent)
  if (agent === null && info.access.state !== 'signed-in') return <Gate lingxi={lingxi} access={info.access} notices={notices} onOpen={setAgent} />
  if (agent === null) return null
  return <OpenSeat key={agent.id} {...parts} agent={agent} />
}

function OpenSeat({ lingxi, info, ports, faults, notices, agent }: AppParts & { readonly agent: Agent }) {
  const { t } = useTranslation()
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    openConsole({ lingxi, info, ports, agent, faults, notices }).then(
      (services) => setOpening({ state: 'open', services }),
      (error: unknown) => {
        faults.report('console-not-opened', error)
        setOpening({ state: 'failed', reason: errorFacts(error).name })
      },
    )
  }, [lingxi, info, ports, agent, faults, notices])
  if (opening.state === 'opening') return <p role="status">{t('app.common.loading')}</p>
  if (opening.state === 'failed') return <NotOpened reason={opening.reason} again={() => faults.reload()} />
  return <Seated services={opening.services} />
}

/** A database that was locked, or a disk that was full, may be well again: nobody has to restart the program to see. */
function NotOpened({ reason, again }: { readonly reason: string; again(): void }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <p>{t(`app.openFailedBy.${reason}`, { reason, defaultValue: t('app.openFailed', { reason }) })}</p>
      <button type="button" autoFocus onClick={again}>{t('app.common.retry')}</button>
    </div>
  )
}

function Seated({ services }: { readonly services: Services }) {
  return (
    <ServicesProvider value={useSettingsFollowed(services)}>
      <SafeSeat><ConsoleScreen /></SafeSeat>
    </ServicesProvider>
  )
}
