import { useEffect, useState } from 'react'

/** When this goes from the screen the keyboard is where it was before it came, if that is still there. */
export function useFocusBack(): void {
  // While it is drawn for the first time nothing has taken the focus yet.
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
  }, [before])
}
