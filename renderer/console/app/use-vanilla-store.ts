import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { StoreApi } from 'zustand/vanilla'

/** The one binding of stores to components, for everything outside of `app`. */
export { useStore } from 'zustand'

/** A slice of a store; the component is drawn again only when the slice differs (shallow). */
export function useSlice<S, T>(store: StoreApi<S>, select: (state: S) => T): T {
  return useStore(store, useShallow(select))
}

/** For a hook where there is nothing to subscribe to: no desk, no drill. */
export const subscribeToNothing = () => () => undefined
