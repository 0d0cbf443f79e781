import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { PracticeSnapshot } from '../../../shared/calls/practice'
import { maskPhone } from '../../../shared/callers/masking'
import { loadPracticeCallers, sipIdentityOf } from '../../../shared/callers/practice-callers'
import { identityFromSip } from '../../../shared/callers/sip-identity'
import { drillIds } from '../../../shared/drills/drills'
import { useServices } from '../app/services'
import { useSlice } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { useDrillEntries, useDrillRun } from './drill-entries'
import { PracticePanel, type PracticeEntry } from '../features/practice/practice-panel'

/** Who can ring in practice. Only the scenarios that this line really plays are listed. */
export function PracticeScreen() {
  const { t } = useTranslation()
  const { line, seat, view, start, practiceFloor, drills } = useServices()
  const of = <T,>(select: (practice: PracticeSnapshot | null) => T) => () => select(line.practice.snapshot())
  // Each snapshot brings a list of its own; what it lists is the same from the first to the last.
  const listed = useSyncExternalStore(line.practice.subscribe, of((practice) => practice?.scenarios.map(({ callerId }) => callerId).join(' ') ?? null))
  const playing = useSyncExternalStore(line.practice.subscribe, of((practice) => practice?.playing?.callerId ?? null))
  const paceMs = useSyncExternalStore(line.practice.subscribe, of((practice) => practice?.everyMs ?? null))
  const { isFree } = useSlice(seat.store, (state) => ({ isFree: state.line.calls.every((call) => call.state === 'ended') && state.line.registration.state === 'registered' }))
  const callers = useMemo(() => new Map(loadPracticeCallers().map((caller) => [caller.id, caller])), [])
  const entries = useMemo(
    () => (listed === null ? [] : (line.practice.snapshot()?.scenarios ?? [])).flatMap((scenario): PracticeEntry[] => {
      const caller = callers.get(scenario.callerId)
      if (caller === undefined) return []
      const { number } = identityFromSip(sipIdentityOf(caller), { homeArea: start.homeArea })
      const focus = t(`practice.kind.${scenario.kind}`, { returnObjects: true }) as unknown as readonly string[]
      return [{ id: caller.id, name: caller.name, number: maskPhone(number), story: caller.story, severity: caller.severity ?? null, focus, drill: null }]
    }),
    [listed, line, callers, start.homeArea, t],
  )
  const drillEntries = useDrillEntries(listed !== null)
  const last = useDrillRun()
  const report = (result: Promise<{ readonly ok: boolean }>) =>
    void result.then((settled) => {
      if (!settled.ok) showToast(view, 'warn', 'practice.notPlayed')
    })
  return (
    <PracticePanel
      key={entries.length}
      groups={[{ id: 'callers', name: t('drills.callers'), entries }, ...(drillEntries.length > 0 ? [{ id: 'drills' as const, name: t('drills.title'), entries: drillEntries }] : [])]}
      opensWith={last.kind === 'none' ? null : last.drillId}
      playing={playing}
      paceMs={paceMs}
      canPlay={isFree && listed !== null && playing === null}
      play={({ id }) => {
        const drillId = drillIds.find((each) => each === id)
        report(drillId === undefined || drills === null ? line.practice.execute({ kind: 'play', callerId: id }) : drills.play(drillId))
      }}
      colleagues={practiceFloor === null ? [] : [
        { id: 'red', perform: () => practiceFloor.callForHelp() },
        { id: 'hand', perform: () => practiceFloor.raiseHand() },
        { id: 'message', perform: () => practiceFloor.sayToAll() },
      ]}
      setPace={(everyMs) => report(line.practice.execute({ kind: 'pace', everyMs }))}
    />
  )
}
