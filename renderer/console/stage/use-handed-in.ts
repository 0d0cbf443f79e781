import { useLayoutEffect, useSyncExternalStore, type RefObject } from 'react'
import { useServices } from '../app/services'

/** Whether the draft is being submitted: what would be typed now is in no order. */
export function useHandedIn(draftId: string): boolean {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => keeper.get(draftId)?.isHandedIn === true)
}

/** A part that takes no keys for a while loses the focus; it comes back to where it was when the part takes them again. */
export function useFocusBack(part: RefObject<HTMLElement | null>, isInert: boolean): void {
  useLayoutEffect(() => {
    const focused = document.activeElement
    if (!isInert || !(focused instanceof HTMLElement) || part.current?.contains(focused) !== true) return undefined
    return () => focused.focus({ preventScroll: true })
  }, [part, isInert])
}
