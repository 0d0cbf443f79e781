import { useState } from 'react'
import type { Administered, AdministrationProblem } from './administration-port'

/** One change at a time, and why the last one was not made. */
export function useSaving() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<AdministrationProblem | null>(null)
  async function ask<T>(change: () => Administered<T>, done: (value: T) => void): Promise<void> {
    setBusy(true)
    setProblem(null)
    const answer = await change()
    setBusy(false)
    if (answer.ok) done(answer.value)
    else setProblem(answer.error)
  }
  return { busy, problem, perform: <T>(change: () => Administered<T>, done: (value: T) => void) => void ask(change, done) }
}
