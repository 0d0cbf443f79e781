import { memo, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '../app/services'
import { Shell } from '../app/shell'
import { useDraft } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { showStage } from '../app/view-store'
import { ringingCall } from '../seat/seat-store'
import { AdministrationScreen } from './administration-screen'
import { CallsScreen } from './calls-screen'
import { DrillBlock, useDrillGoingOn } from './drill-block'
import { DiallerOverlay } from './dialler-overlay'
import { KnowledgeScreen } from './knowledge-screen'
import { OrderExportOverlay } from './order-export-overlay'
import { OutboxColumn } from './outbox-column'
import { PracticeScreen } from './practice-screen'
import { RevealOverlay } from './reveal-overlay'
import { RingColumn } from './ring-column'
import { SearchOverlay } from './search-overlay'
import { SeatScreen } from './seat-screen'
import { ApprovalsScreen } from './approvals-screen'
import { ShiftScreen } from './shift-screen'
import { SetAsideOverlay } from './set-aside-overlay'
import { SettingsScreen } from './settings-screen'
import { FloorBlocks, useHasFloorBlocks, WriteMessageOverlay } from './floor-column'
import { HandOverlay, RaisedHandBlock } from './hand-overlay'
import { RedHelpBlock, useRedHelp } from './red-help-block'
import { StateOverlay } from './state-overlay'
import { StageContext } from './stage-context'
import { StageScreen } from './stage-screen'
import { TicketsScreen } from './tickets-screen'
import { ToldBlock, useToldNumber } from './told-block'
import { ReferenceColumn } from './reference-column'
import { SeatContext } from './seat-context'

/** Which screen stands in the middle and what stands beside it. A ring fills the right column and moves nothing else. */
export function ConsoleScreen() {
  const { view, seat, hand } = useServices()
  const place = useStore(view, (state) => state.place)
  const rightTab = useStore(view, (state) => state.rightTab)
  const { ringing, draftOnStage } = useSlice(seat.store, (state) => ({ ringing: ringingCall(state.line), draftOnStage: state.draftOnStage }))
  const draft = useDraft(draftOnStage)
  useFollowStage()
  const onStage = place === 'stage' && draft !== null
  const told = useToldNumber()
  const column = rightTab === 'outbox' ? <OutboxColumn /> : onStage ? <ReferenceColumn key={draft.id} draft={draft} /> : null
  const red = useRedHelp()
  const isHandUp = useStore(hand.store, (state) => state.hand.kind !== 'down')
  const hasFloorBlocks = useHasFloorBlocks()
  const drill = useDrillGoingOn()
  const help = <>{drill !== null && <DrillBlock drillId={drill} />}<FloorBlocks />{red.kind !== 'none' && <RedHelpBlock help={red} />}{isHandUp && <RaisedHandBlock />}</>
  const isBare = column === null && told === null && red.kind === 'none' && !isHandUp && !hasFloorBlocks && drill === null
  const right = ringing !== null
    ? { body: <>{help}<RingColumn call={ringing} /></>, isRing: true }
    : isBare ? null : { body: <>{help}{told !== null && <ToldBlock told={told} />}{red.kind === 'under-way' ? null : column}</>, isRing: false }
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
      <OrderExportOverlay />
      <SetAsideOverlay />
      <StateOverlay />
      <HandOverlay />
      <WriteMessageOverlay />
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
    case 'shift':
      return <ShiftScreen />
    case 'approvals':
      return <ApprovalsScreen />
    case 'administration':
      return <AdministrationScreen />
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
