import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '../app/services'
import type { ShiftProblem } from '../app/shift-desk'
import { useStore } from '../app/use-vanilla-store'
import { LeaveDialog } from '../features/shift/leave-dialog'
import { leftWords } from './shift-words'

/** Asked before somebody signs out with work undone. `leave`: what is done then. */
export function LeaveOverlay({ leave }: { leave(): void }) {
  const { t } = useTranslation()
  const { shift, view } = useServices()
  const overlay = useStore(view, (state) => state.overlay)
  const answer = useStore(shift.store, (state) => state.answer)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ShiftProblem | null>(null)
  if (overlay !== 'leave-shift') return null
  const present = answer?.present ?? []
  const items = shift.unfinished()
  const go = () => {
    view.setState({ overlay: null })
    leave()
  }
  const leaveTo = async (takerId: string | null) => {
    const taker = present.find(({ personId }) => personId === takerId)
    setBusy(true)
    const failed = await shift.write({ kind: 'work-left', items: [...items], to: taker === undefined ? null : { personId: taker.personId, name: taker.name } })
    setBusy(false)
    setProblem(failed)
    if (failed === null) go()
  }
  return (
    <LeaveDialog
      items={items.map((item) => leftWords(item, t))} takers={present.map(({ personId, name, seat }) => ({ id: personId, name: `${name} ${seat}` }))} busy={busy} problem={problem}
      leaveTo={(takerId) => void leaveTo(takerId)} leaveAnyway={go} stay={() => view.setState({ overlay: null })}
    />
  )
}
