import { useCallback, useEffect } from 'react'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { useMaskedCopy } from '../features/reveal/masked-copy'
import { RevealDialog } from '../features/reveal/reveal-dialog'

/** Asks for the reason before anything masked is shown in full; what is shown then does not leave the screen in full. */
export function RevealOverlay() {
  const { view, reveals } = useServices()
  const isAsked = useStore(view, ({ overlay }) => overlay === 'reveal')
  const isOffered = useStore(reveals.store, ({ offered }) => offered !== null)
  const close = useCallback(() => view.setState(({ overlay }) => (overlay === 'reveal' ? { overlay: null } : {})), [view])
  useMaskedCopy(useCallback(() => showToast(view, 'plain', 'reveal.copiedMasked'), [view]))
  // A call was answered meanwhile: what it was about is gone from the screen.
  useEffect(() => {
    if (isAsked && !isOffered) close()
  }, [close, isAsked, isOffered])
  if (!isAsked || !isOffered) return null
  return <RevealDialog reveal={(reason, note) => reveals.reveal(reason, note)} onClose={close} />
}
