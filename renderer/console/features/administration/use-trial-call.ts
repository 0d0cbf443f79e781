import { useCallback, useEffect, useReducer } from 'react'
import type { AdministrationTools } from './administration-port'
import { nextTrial, noTrial, type TrialCall } from './trial-call'

/** One trial call over this console's line. Leaving the screen leaves the call as it is: it is in the call bar. */
export function useTrialCall(line: AdministrationTools['line']): { readonly trial: TrialCall; dial(number: string): void; hangUp(): void; clear(): void } {
  const [trial, tell] = useReducer(nextTrial, noTrial)
  useEffect(() => line.subscribe((snapshot) => tell({ kind: 'line', line: snapshot })), [line])
  const dial = useCallback((number: string) => {
    tell({ kind: 'asked', number, line: line.snapshot() })
    void line.execute({ kind: 'dial', number }).then((told) => {
      if (!told.ok) tell({ kind: 'refused', code: told.error.code })
    })
  }, [line])
  const callId = trial.kind === 'under-way' ? trial.callId : null
  return {
    trial,
    dial,
    hangUp: () => void (callId !== null && line.execute({ kind: 'hang-up', callId })),
    clear: useCallback(() => tell({ kind: 'cleared' }), []),
  }
}
