import type { LockAlarm } from '../../../shared/ipc/values'
import { floorRoutes, lockedHelpSchema, type LockedHelp } from '../../../shared/floor/floor-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { may } from '../../../shared/people/permissions'
import type { Role } from '../../../shared/people/role'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { AskDesk } from './desk-request'
import type { SharedAccess } from './shared-access'

export interface HelpWatchPorts {
  readonly access: Pick<SharedAccess, 'state' | 'link'>
  /** Of whoever is here. */
  roles(): readonly Role[]
  readonly ask: AskDesk
  readonly clock: Clock
  readonly timers: Timers
  desk(): SharedDeskSettings
  onChange(alarm: LockAlarm): void
}

/** Whether anybody calls for help, for the locked seat of somebody who answers that. */
export interface HelpWatch {
  current(): LockAlarm
  /** The seat was locked, or somebody has come in or gone. */
  follow(): void
  dispose(): void
}

/** A call for help rings within two seconds at a seat that is not locked, and so it does here. */
const askEveryMs = 800
/** One answer that fails is not a desk that is away. */
const silentAfter = 3
/** What the times of a desk and of the way to it differ by from one answer to the next. */
const sameCallMs = 5_000

/**
 * ```
 * quiet (not locked, or nobody who answers) --locked--> asking: quiet | unheard | calling --opened, signed out--> quiet
 * ```
 * SECURITY: main asks, with the session that the lock has left alive: the page of a locked seat gets no token, and what the desk tells is
 * a seat and a time.
 */
export function createHelpWatch({ access, roles, ask, clock, timers, desk, onChange }: HelpWatchPorts): HelpWatch {
  let shown: LockAlarm = { kind: 'quiet' }
  let watch: { readonly token: string } | null = null
  let failures = 0
  let next = { cancel: () => undefined as void }

  function show(alarm: LockAlarm): void {
    if (isSame(shown, alarm)) return
    shown = alarm
    onChange(alarm)
  }

  /** Locked, and of somebody who answers calls for help. */
  const isMeant = () => access.state().state === 'locked' && may(roles(), 'accept-red')

  function tokenNow(): string | null {
    const link = access.link()
    return isMeant() && link?.kind === 'with-desk' ? link.token : null
  }

  async function look(here: NonNullable<typeof watch>): Promise<void> {
    const reply = await ask(desk(), { method: 'GET', path: floorRoutes.locked, token: here.token })
    if (watch !== here) return
    const said = reply.ok && reply.value.status === 200 ? lockedHelpSchema.safeParse(reply.value.json) : null
    // A desk that does not know the session any more will not know it later.
    if (reply.ok && reply.value.status === 401) return show({ kind: 'unheard' })
    if (said?.success === true) {
      failures = 0
      show(alarmOf(said.data.help, clock.now()))
    } else {
      failures += 1
      // Nobody has said that help has come: as at an open console, what rings goes on to ring.
      if (failures >= silentAfter && shown.kind !== 'calling') show({ kind: 'unheard' })
    }
    next = timers.after(askEveryMs, () => void look(here))
  }

  return {
    current: () => shown,
    follow() {
      const token = tokenNow()
      if (token !== null && token === watch?.token) return
      next.cancel()
      failures = 0
      watch = token === null ? null : { token }
      // A locked seat without the desk is told of nothing, and says so.
      show(token === null && isMeant() ? { kind: 'unheard' } : { kind: 'quiet' })
      if (watch !== null) void look(watch)
    },
    dispose() {
      watch = null
      next.cancel()
    },
  }
}

function alarmOf(help: LockedHelp['help'], now: number): LockAlarm {
  return help === null ? { kind: 'quiet' } : { kind: 'calling', seat: help.seat, drill: help.drill, since: now - help.callingForMs }
}

function isSame(one: LockAlarm, other: LockAlarm): boolean {
  if (one.kind !== 'calling' || other.kind !== 'calling') return one.kind === other.kind
  return one.seat === other.seat && one.drill === other.drill && Math.abs(one.since - other.since) < sameCallMs
}
