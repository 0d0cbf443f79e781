import { useCallback, useEffect, useState } from 'react'
import type { Administered, AdministrationProblem } from './administration-port'

export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: AdministrationProblem }

/** A desk that cannot be reached is asked again after such a while, for as long as its answer is waited for on the screen. */
const askAgainMs = 2_000

/**
 * What the desk says to a question; asked anew by `again`, and by itself while the desk is away, with the answer before it shown
 * until then. `ask` has to be stable.
 */
export function useAsked<T>(ask: () => Administered<T>): { readonly asked: Asked<T>; again(): void } {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'asking' })
  const [times, setTimes] = useState(0)
  const again = useCallback(() => setTimes((before) => before + 1), [])
  useEffect(() => {
    let isCurrent = true
    void ask().then((answer) => {
      if (isCurrent) setAsked(answer.ok ? { state: 'there', value: answer.value } : { state: 'failed', problem: answer.error })
    })
    return () => {
      isCurrent = false
    }
  }, [ask, times])
  useEffect(() => {
    if (asked.state !== 'failed' || asked.problem !== 'away') return
    const timer = setTimeout(again, askAgainMs)
    return () => clearTimeout(timer)
  }, [asked, again])
  return { asked, again }
}
