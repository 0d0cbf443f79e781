import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrillId } from '../../../shared/drills/drills'
import type { DrillDesk } from '../app/drill-desk'
import { useServices } from '../app/services'
import { subscribeToNothing } from '../app/use-vanilla-store'
import { DrillStrip } from '../features/practice/drill-strip'

/** The drill that goes on at this seat; null while none does. */
export function useDrillGoingOn(): DrillId | null {
  const { drills } = useServices()
  return useSyncExternalStore(drills?.store.subscribe ?? subscribeToNothing, () => goingOn(drills))
}

function goingOn(drills: DrillDesk | null): DrillId | null {
  const run = drills?.store.getState()
  return run?.kind === 'waiting' || run?.kind === 'under-way' ? run.drillId : null
}

export function DrillBlock({ drillId }: { readonly drillId: DrillId }) {
  const { t } = useTranslation()
  const { line } = useServices()
  const saying = useSyncExternalStore(line.practice.subscribe, () => line.practice.snapshot()?.playing?.saying ?? null)
  return <DrillStrip name={t(`drills.drill.${drillId}.name`)} saying={saying} />
}
