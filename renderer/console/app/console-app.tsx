import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { ConsoleScreen } from '../screens/console-screen'
import { useSettingsFollowed } from './follow-settings'
import { Gate } from './gate'
import { openConsole } from './open-console'
import type { PhonePorts } from './receive-ports'
import { ServicesProvider, type Services } from './services'

type Opening = { readonly state: 'opening' } | { readonly state: 'open'; readonly services: Services } | { readonly state: 'failed'; readonly reason: string }

/** The page: the gate, then the seat. */
export function ConsoleApp({ lingxi, info, ports }: { readonly lingxi: PageApi<'console'>; readonly info: StartInfo; readonly ports: PhonePorts }) {
  const [agent, setAgent] = useState<Agent | null>(info.agent)
  if (agent === null && info.access.state !== 'signed-in') return <Gate lingxi={lingxi} access={info.access} onOpen={setAgent} />
  if (agent === null) return null
  return <OpenSeat key={agent.id} lingxi={lingxi} info={info} ports={ports} agent={agent} />
}

function OpenSeat(props: { readonly lingxi: PageApi<'console'>; readonly info: StartInfo; readonly ports: PhonePorts; readonly agent: Agent }) {
  const { t } = useTranslation()
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  const { lingxi, info, ports, agent } = props
  useEffect(() => {
    openConsole({ lingxi, info, ports, agent }).then(
      (services) => setOpening({ state: 'open', services }),
      (error: unknown) => {
        void lingxi.reportProblem({ code: 'console-not-opened', facts: { name: error instanceof Error ? error.name : 'unknown' } })
        setOpening({ state: 'failed', reason: error instanceof Error ? error.name : 'unknown' })
      },
    )
  }, [lingxi, info, ports, agent])
  if (opening.state === 'opening') return <p role="status">{t('app.common.loading')}</p>
  if (opening.state === 'failed') return <p role="alert">{t('app.openFailed', { reason: opening.reason })}</p>
  return <Seated services={opening.services} />
}

function Seated({ services }: { readonly services: Services }) {
  return (
    <ServicesProvider value={useSettingsFollowed(services)}>
      <ConsoleScreen />
    </ServicesProvider>
  )
}
