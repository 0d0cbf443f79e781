import { useMemo } from 'react'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { administrationTabsOf } from '../app/administration-tabs'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { Administration } from '../features/administration/administration'
import type { AdministrationTools } from '../features/administration/administration-port'

/** The lists of the shared desk, as far as this person's roles go. */
export function AdministrationScreen() {
  const { administration, deskSession, clock, line, settings, saveTable } = useServices()
  const tabs = administrationTabsOf(useStore(deskSession, (session) => session?.roles) ?? [])
  const dutyList = useStore(settings, (now) => now.dutyList)
  const tools = useMemo((): AdministrationTools => ({ line, dutyList, saveTable }), [line, dutyList, saveTable])
  return <Administration desk={administration} tools={tools} tabs={tabs} today={localDateOf(clock.now())} />
}
