import { act } from '../app/commands'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice } from '../app/use-vanilla-store'
import { ShiftCheckLine } from '../features/shift-check/shift-check-line'
import { useNow } from '../../ui/use-now'

/** The line that says whether this seat was tried today. A ring draws nothing of it once more. */
export function ShiftCheckState() {
  const { settings, commands, view, isPractice } = useServices()
  const { result } = useSlice(settings, ({ shiftChecks }) => ({ result: isPractice ? shiftChecks.practice : shiftChecks.real }))
  const printed = usePrintedKeys()
  return <ShiftCheckLine result={result} now={useNow()} keys={printed('shift-check')} start={() => act('shift-check', commands, view)} />
}
