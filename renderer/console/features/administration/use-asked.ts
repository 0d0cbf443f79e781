import { useCallback, useEffect, useState } from 'react'
import type { Administered, AdministrationProblem } from './administration-port'

export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: AdministrationProblem }

/** What the desk says to a question; asked anew by `again`, with the answer before it shown until then. `ask` has to be stable. */
export function useAsked<T>(ask: () => Administered<T>): { readonly asked: Asked<T>; again(): void } {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'asking' })
  const [times, setTimes] = useState(0)
  useEffect(() => {
    let isCurrent = true
    void ask().then((answer) => {
      if (isCurrent) setAsked(answer.ok ? { state: 'there', value: answer.value } : { state: 'failed', problem: answer.error })
    })
    return () => {
      isCurrent = false
    }
  }, [ask, times])
  return { asked, again: useCallback(() => setTimes((before) => before + 1), []) }
}
