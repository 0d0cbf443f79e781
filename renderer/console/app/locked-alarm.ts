import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SoundControl } from '../../../shared/calls/sound-control'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { LockAlarm } from '../../../shared/ipc/values'
import type { Timers } from '../../../shared/lib/clock'
import { createAlarmBell } from './follow-lead-alarm'

interface LockedAlarmParts {
  readonly lingxi: Pick<PageApi<'console'>, 'lockAlarm'> & { readonly on: Pick<PageApi<'console'>['on'], 'lockAlarmChanged'> }
  readonly sound: Pick<SoundControl, 'execute'>
  readonly timers: Timers
}

/** Rings at a locked seat as at an open one; taskbar and notification are main's. `stop` leaves the sound to whatever page comes next. */
export function followLockedAlarm({ lingxi, sound, timers }: LockedAlarmParts): { readonly store: StoreApi<{ readonly alarm: LockAlarm }>; stop(): void } {
  const store = createStore<{ readonly alarm: LockAlarm }>(() => ({ alarm: { kind: 'quiet' } }))
  const bell = createAlarmBell({ sound, timers })
  let isToldAnew = false

  function hear(alarm: LockAlarm): void {
    store.setState({ alarm })
    bell.ring(alarm.kind === 'calling')
  }

  const leave = lingxi.on.lockAlarmChanged((alarm) => {
    isToldAnew = true
    hear(alarm)
  })
  void lingxi.lockAlarm().then((answer) => {
    if (answer.ok && !isToldAnew) hear(answer.value)
  })
  return {
    store,
    stop() {
      leave()
      bell.ring(false)
    },
  }
}
