import { useEffect } from 'react'
import { useStore } from 'zustand'
import { ShiftCheckDialog } from '../features/shift-check/shift-check-dialog'
import { useServices } from './services'
import { useSoundLevels } from './use-sound-levels'
import { showToast } from './view-store'

/** The check over the screen. It starts with it and ends with it; a call that rings goes first. */
export function ShellShiftCheck({ onClose }: { onClose(): void }) {
  const { shiftCheck, seat, view } = useServices()
  const { check, problem } = useStore(shiftCheck.store)
  const { microphone } = useSoundLevels(false)
  useEffect(() => {
    void shiftCheck.start()
    return () => shiftCheck.stop()
  }, [shiftCheck])
  useEffect(
    () =>
      seat.store.subscribe(({ line }) => {
        if (line.calls.every((call) => call.state === 'ended')) return
        view.setState({ overlay: null })
        showToast(view, 'plain', 'shiftCheck.interrupted')
      }),
    [seat, view],
  )
  return (
    <ShiftCheckDialog
      check={check} problem={problem} level={microphone}
      answer={(heard) => shiftCheck.answer(heard)} again={() => void shiftCheck.start()} onClose={onClose}
    />
  )
}
