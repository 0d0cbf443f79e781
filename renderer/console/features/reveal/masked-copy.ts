import { useEffect } from 'react'

/**
 * What is shown in full outside of the own call says with `data-revealed` how it looks masked. It leaves the screen in that form
 * only: copied, or dragged away.
 */
export function useMaskedCopy(onMasked: () => void): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const selection = document.getSelection()
      const text = selection === null ? null : maskedSelection(selection)
      if (text === null) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', text)
      onMasked()
    }
    const onDrag = (event: DragEvent) => {
      const selection = document.getSelection()
      if (selection !== null && revealedIn(selection).length > 0) event.preventDefault()
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('dragstart', onDrag)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('dragstart', onDrag)
    }
  }, [onMasked])
}

function revealedIn(selection: Selection): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-revealed]')].filter((element) => selection.containsNode(element, true))
}

/** Null when nothing that was revealed is selected. Of a part of something the whole is copied, masked. */
function maskedSelection(selection: Selection): string | null {
  const shown = revealedIn(selection).map((element) => ({ full: element.textContent ?? '', masked: element.dataset['revealed'] ?? '' }))
  if (shown.length === 0) return null
  const text = selection.toString()
  if (shown.some(({ full }) => !text.includes(full))) return shown.map(({ masked }) => masked).join('\n')
  // The longest first: a name may stand in the words as well.
  return shown.sort((one, other) => other.full.length - one.full.length).reduce((masked, part) => masked.replaceAll(part.full, part.masked), text)
}
