import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { maskPhone } from '../../../shared/callers/masking'
import { loadPracticeCallers, sipIdentityOf } from '../../../shared/callers/practice-callers'
import { identityFromSip } from '../../../shared/callers/sip-identity'
import { useServices } from '../app/services'
import { useSlice } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { PracticePanel, type PracticeEntry } from '../features/practice/practice-panel'

/** Who can ring in practice. Only the scenarios that this line really plays are listed. */
export function PracticeScreen() {
  const { t } = useTranslation()
  const { line, seat, view, start } = useServices()
  const practice = useSyncExternalStore(line.practice.subscribe, line.practice.snapshot)
  const { isFree } = useSlice(seat.store, (state) => ({ isFree: state.line.calls.every((call) => call.state === 'ended') && state.line.registration.state === 'registered' }))
  const callers = useMemo(() => new Map(loadPracticeCallers().map((caller) => [caller.id, caller])), [])
  const scenarios = practice?.scenarios
  const entries = useMemo(
    () => (scenarios ?? []).flatMap((scenario): PracticeEntry[] => {
      const caller = callers.get(scenario.callerId)
      if (caller === undefined) return []
      const { number } = identityFromSip(sipIdentityOf(caller), { homeArea: start.homeArea })
      const focus = t(`practice.kind.${scenario.kind}`, { returnObjects: true }) as unknown as readonly string[]
      return [{ id: caller.id, name: caller.name, number: maskPhone(number), story: caller.story, severity: caller.severity ?? null, focus }]
    }),
    [scenarios, callers, start.homeArea, t],
  )
  const report = (result: Promise<{ readonly ok: boolean }>) =>
    void result.then((settled) => {
      if (!settled.ok) showToast(view, 'warn', 'practice.notPlayed')
    })
  return (
    <PracticePanel
      key={entries.length}
      entries={entries}
      playing={practice?.playing?.callerId ?? null}
      paceMs={practice?.everyMs ?? null}
      canPlay={isFree && practice?.playing === null}
      play={(callerId) => report(line.practice.execute({ kind: 'play', callerId }))}
      setPace={(everyMs) => report(line.practice.execute({ kind: 'pace', everyMs }))}
    />
  )
}
