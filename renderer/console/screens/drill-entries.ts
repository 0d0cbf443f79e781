import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { noDrill, type DrillResult, type DrillRun } from '../../../shared/drills/drill-run'
import { drills as allDrills, type DrillCheck } from '../../../shared/drills/drills'
import { emergencyDial } from '../../../shared/help/emergency-number'
import { useServices } from '../app/services'
import { subscribeToNothing } from '../app/use-vanilla-store'
import type { DrillLine } from '../features/practice/drill-detail'
import type { PracticeEntry } from '../features/practice/practice-panel'

export function useDrillRun(): DrillRun {
  const { drills } = useServices()
  return useSyncExternalStore(drills?.store.subscribe ?? subscribeToNothing, () => drills?.store.getState() ?? noDrill)
}

/** The drills of the practice list, the last one with what became of it. None where this line plays none. */
export function useDrillEntries(isListed: boolean): readonly PracticeEntry[] {
  const { t } = useTranslation()
  const { drills, line, start } = useServices()
  const run = useDrillRun()
  return useMemo(() => {
    const played = isListed && drills !== null ? (line.practice.snapshot()?.drills ?? []) : []
    const words = (check: DrillCheck) => t(`drills.check.${check.code}`, {
      ...('withinMs' in check ? { seconds: check.withinMs / 1000 } : {}),
      ...(check.code === 'emergency-of-place' ? { number: emergencyDial(check.service, check.areaCode, start.homeArea) } : {}),
    })
    const lineOf = (check: DrillCheck): DrillLine => ({ code: check.code, words: words(check), outcome: null, note: null })
    const judged = ({ check, outcome, afterMs, instead }: DrillResult): DrillLine => ({
      ...lineOf(check), outcome,
      note: instead !== null ? t('drills.instead', { number: instead }) : afterMs === null || afterMs < 500 ? null : t('drills.after', { count: Math.round(afterMs / 1000) }),
    })
    return allDrills.filter(({ id }) => played.includes(id)).map(({ id, checks }): PracticeEntry => {
      const results = run.kind === 'judged' && run.drillId === id ? run.results : null
      return {
        id, name: t(`drills.drill.${id}.name`), number: '', story: t(`drills.drill.${id}.wrong`), severity: id === 'wrong-press' ? null : 'RED',
        focus: t(`drills.drill.${id}.focus`, { returnObjects: true }) as unknown as readonly string[],
        drill: {
          lines: checks.map(lineOf), results: results?.map(judged) ?? null,
          summary: results === null ? null : t('drills.results', { done: results.filter(({ outcome }) => outcome === 'done').length, all: results.length }),
        },
      }
    })
  }, [drills, isListed, line, run, start.homeArea, t])
}
