import { createContext, useContext, useEffect, useRef } from 'react'

/** Inputs of a form that hold words back for a moment; flushed before a submit. */
export type FlushScope = Set<() => void>

export const FlushContext = createContext<FlushScope | null>(null)

/** Registers a function that hands over what is held back, as long as the input is there. */
export function useFlush(flush: () => void): void {
  const scope = useContext(FlushContext)
  const latest = useRef(flush)
  useEffect(() => {
    latest.current = flush
  })
  useEffect(() => {
    const run = () => latest.current()
    scope?.add(run)
    return () => {
      // Words of an input that goes away (another draft comes on the stage) are not lost.
      run()
      scope?.delete(run)
    }
  }, [scope])
}
