import { createStore, type StoreApi } from 'zustand/vanilla'
import { resultOf } from '../../../shared/calls/shift-check'
import type { ShiftCheck, ShiftCheckResult } from '../../../shared/calls/shift-check'
import type { SoundControl, SoundError } from '../../../shared/calls/sound-control'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { Settings } from '../../../shared/settings/settings'

export interface ShiftCheckStore {
  readonly store: StoreApi<{ readonly check: ShiftCheck; readonly problem: SoundError['code'] | null }>
  start(): Promise<void>
  answer(heard: boolean): void
  stop(): void
}

export interface ShiftCheckPorts {
  readonly sound: SoundControl
  readonly settings: StoreApi<Settings>
  readonly lingxi: Pick<PageApi<'console'>, 'changeSettings'>
  readonly mode: 'practice' | 'real'
  readonly clock: Clock
  onNotKept(): void
}

/** Follows the phone's check, and keeps what came of it: whoever sits here later sees when it was and what failed. */
export function keepShiftChecks({ sound, settings, lingxi, mode, clock, onNotKept }: ShiftCheckPorts): ShiftCheckStore {
  const store = createStore<{ readonly check: ShiftCheck; readonly problem: SoundError['code'] | null }>(() => ({ check: { state: 'idle' }, problem: null }))

  async function keep(result: ShiftCheckResult): Promise<void> {
    const { shiftChecks } = settings.getState()
    const kept = await lingxi.changeSettings({ shiftChecks: { ...shiftChecks, [mode]: result } })
    if (kept.ok) settings.setState(kept.value, true)
    else onNotKept()
  }

  function report(asked: Promise<Result<void, SoundError>>): Promise<void> {
    return asked.then((result) => store.setState({ problem: result.ok ? null : result.error.code }))
  }

  sound.subscribe((news) => {
    if (news.kind !== 'check') return
    const before = store.getState().check
    store.setState({ check: news.check })
    if (news.check.state === 'done' && before.state === 'running') void keep(resultOf(news.check, clock.now()))
  })

  return {
    store,
    start: () => report(sound.execute({ kind: 'start-check' })),
    answer: (heard) => void report(sound.execute({ kind: 'answer-check', heard })),
    stop: () => void sound.execute({ kind: 'stop-check' }),
  }
}
