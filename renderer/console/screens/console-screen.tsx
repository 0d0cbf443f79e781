import { memo, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '../app/services'
import { Shell } from '../app/shell'
import { useDraft } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { showStage } from '../app/view-store'
import { ringingCall } from '../seat/seat-store'
import { CallsScreen } from './calls-screen'
import { DiallerOverlay } from './dialler-overlay'
import { KnowledgeScreen } from './knowledge-screen'
import { OutboxColumn } from './outbox-column'
import { PracticeScreen } from './practice-screen'
import { RevealOverlay } from './reveal-overlay'
import { RingColumn } from './ring-column'
import { SearchOverlay } from './search-overlay'
import { SeatScreen } from './seat-screen'
import { SettingsScreen } from './settings-screen'
import { StageContext } from './stage-context'
import { StageScreen } from './stage-screen'
import { TicketsScreen } from './tickets-screen'
import { ToldBlock, useToldNumber } from './told-block'
import { ReferenceColumn } from './reference-column'
import { SeatContext } from './seat-context'

/** Which screen stands in the middle and what stands beside it. A ring fills the right column and moves nothing else. */
export function ConsoleScreen() {
  const { view, seat } = useServices()
  const place = useStore(view, (state) => state.place)
  const rightTab = useStore(view, (state) => state.rightTab)
  const { ringing, draftOnStage } = useSlice(seat.store, (state) => ({ ringing: ringingCall(state.line), draftOnStage: state.draftOnStage }))
  const draft = useDraft(draftOnStage)
  useFollowStage()
  const onStage = place === 'stage' && draft !== null
  const told = useToldNumber()
  const column = rightTab === 'outbox' ? <OutboxColumn /> : onStage ? <ReferenceColumn key={draft.id} draft={draft} /> : null
  const right = ringing !== null
    ? { body: <RingColumn call={ringing} />, isRing: true }
    : column === null && told === null ? null : { body: <>{told !== null && <ToldBlock told={told} />}{column}</>, isRing: false }
  return (
    <>
      <Shell
        context={onStage ? <StageContext draft={draft} /> : <SeatContext />}
        main={onStage ? <StageScreen key={draft.id} draft={draft} /> : <Middle />}
        right={right}
      />
      <SearchOverlay />
      <DiallerOverlay />
      <RevealOverlay />
    </>
  )
}

/** A ring draws nothing of this once more. */
const Middle = memo(function Middle() {
  const { view } = useServices()
  const { place, homePlace } = useStore(view)
  switch (place === 'stage' ? homePlace : place) {
    case 'practice':
      return <PracticeScreen />
    case 'calls':
      return <CallsScreen />
    case 'tickets':
      return <TicketsScreen />
    case 'knowledge':
      return <KnowledgeScreen />
    case 'settings':
      return <SettingsScreen />
    default:
      return <SeatScreen />
  }
})

/** A draft that comes to the stage is shown; when it is done, the agent is back where the day is. */
function useFollowStage(): void {
  const { seat, view } = useServices()
  const { t } = useTranslation()
  useEffect(() => {
    document.title = t('app.title')
  }, [t])
  useEffect(() => {
    // After a load in a call or its wrap-up the draft may be there before this screen is.
    if (seat.store.getState().draftOnStage !== null) showStage(view)
    return seat.store.subscribe((state, before) => {
      if (state.draftOnStage === before.draftOnStage) return
      if (state.draftOnStage !== null) showStage(view)
      else view.setState(({ place, homePlace }) => ({ place: place === 'stage' ? homePlace : place, rightTab: 'reference' }))
    })
  }, [seat, view])
}
