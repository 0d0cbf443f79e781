import { useTranslation } from 'react-i18next'
import { reportLine } from '../app/commands'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { liveCall } from '../seat/seat-store'
import { HandBlock } from '../features/raise-hand/hand-block'
import { HandKinds } from '../features/raise-hand/hand-kinds'

/** What the hand is raised for. */
export function HandOverlay() {
  const { t } = useTranslation()
  const { view, hand } = useServices()
  const isAsked = useStore(view, ({ overlay }) => overlay === 'raise-hand')
  if (!isAsked) return null
  const close = () => view.setState({ overlay: null })
  return <HandKinds note={t(hand.reach() === 'nobody' ? 'help.hand.noteNobody' : 'help.hand.note')} choose={(kind) => { close(); hand.raise(kind) }} onClose={close} />
}

export function RaisedHandBlock() {
  const { hand: desk, seat, view } = useServices()
  const keys = usePrintedKeys()
  const hand = useStore(desk.store, (state) => state.hand)
  const isTalking = useSlice(seat.store, ({ line }) => liveCall(line) !== null)
  if (hand.kind === 'down') return null
  const extension = hand.kind === 'answered' && hand.answer.how === 'take-over' ? hand.answer.extension : null
  const putThrough = extension === null || !isTalking ? null : () => reportLine(view, seat.transfer(extension))
  return <HandBlock hand={hand} reach={desk.reach()} keys={keys('raise-hand')} putThrough={putThrough} lower={() => desk.lower()} />
}
