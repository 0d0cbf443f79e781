import { createContext, useContext, useEffect, useRef, useState } from 'react'

/** What a form knows of those of its inputs that hold words back for a moment. */
export interface FlushScope {
  /** Hand over what is held back; run before a submit. */
  readonly flushes: Set<() => void>
  /** While an input holds words back, nobody may say that all is saved. */
  setHolding(input: object, isHolding: boolean): void
}

export const FlushContext = createContext<FlushScope | null>(null)

/** A scope that tells when the first of its inputs begins to hold words back, and when the last has handed them over. */
export function createFlushScope(onHold: (isHolding: boolean) => void): FlushScope {
  const holding = new Set<object>()
  return {
    flushes: new Set(),
    setHolding(input, isHolding) {
      const before = holding.size
      if (isHolding) holding.add(input)
      else holding.delete(input)
      if ((before === 0) !== (holding.size === 0)) onHold(isHolding)
    },
  }
}

/** Registers a function that hands over what is held back, as long as the input is there; returns how to say that something is. */
export function useFlush(flush: () => void): (isHolding: boolean) => void {
  const scope = useContext(FlushContext)
  const [input] = useState<object>(() => ({}))
  const latest = useRef(flush)
  useEffect(() => {
    latest.current = flush
  })
  useEffect(() => {
    const run = () => latest.current()
    scope?.flushes.add(run)
    return () => {
      // Words of an input that goes away (another draft comes on the stage) are not lost.
      run()
      scope?.flushes.delete(run)
    }
  }, [scope])
  return (isHolding) => scope?.setHolding(input, isHolding)
}
