import type { SoundControl } from '../../../shared/calls/sound-control'
import { isCalling } from '../../../shared/floor/red-card'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { LeadDesk } from './lead-desk'

interface AlarmParts {
  readonly lead: Pick<LeadDesk, 'store'>
  readonly sound: Pick<SoundControl, 'execute'>
  readonly lingxi: Pick<PageApi<'console'>, 'setHelpAttention'>
  readonly timers: Timers
}

/** The phone's lease is longer; a phone that has just come is asked soon enough. */
const askAgainMs = 2_000

/** The sound of a call for help, kept up for as long as it is on. */
export function createAlarmBell({ sound, timers }: Pick<AlarmParts, 'sound' | 'timers'>): { ring(on: boolean): void } {
  let isOn = false
  let again = { cancel: () => undefined as void }

  function tell(): void {
    again.cancel()
    void sound.execute({ kind: 'alarm', on: isOn })
    if (isOn) again = timers.after(askAgainMs, tell)
  }

  return {
    ring(on) {
      if (on === isOn) return
      isOn = on
      tell()
    },
  }
}

/** Rings as long as any call for help is not accepted: with a sound of its own, in the taskbar and as a notification, never with the focus. */
export function followLeadAlarm({ lead, sound, lingxi, timers }: AlarmParts): void {
  const bell = createAlarmBell({ sound, timers })
  let seat: string | null = null

  function look(): void {
    // The newest: it is the one that nobody has seen yet.
    const calling = lead.store.getState().reds.findLast(isCalling)?.from.seat ?? null
    if (calling === seat) return
    seat = calling
    void lingxi.setHelpAttention({ seat })
    bell.ring(seat !== null)
  }

  // What the page before this one left there.
  void lingxi.setHelpAttention({ seat: null })
  lead.store.subscribe(look)
  look()
}

/** What is told once more at a load of the page, or was told while nobody was here, makes no sound. */
const newsMs = 15_000

/** Sounds once for each alarm that has come on to the supervisors. A lead's wall has sounded of its own before. */
export function followPassedOn({ lead, clock, play }: { readonly lead: Pick<LeadDesk, 'store'>; readonly clock: Clock; play(): void }): void {
  lead.store.subscribe(({ alarms }, before) => {
    const isNew = alarms.some((alarm) => alarm.passedOn !== null && alarm.passedOn.at > clock.now() - newsMs && !before.alarms.some((each) => each.passedOn === alarm.passedOn))
    if (isNew) play()
  })
}
