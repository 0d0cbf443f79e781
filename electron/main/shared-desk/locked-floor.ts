import type { LockAlarm, LockedSeatReport, LockWishes } from '../../../shared/ipc/values'
import { floorRoutes, lockedFloorSchema, reportEveryMs, type LockedFloor, type SeatReport } from '../../../shared/floor/floor-line'
import type { NewFloorSignal } from '../../../shared/floor/floor-signal'
import type { WhyNot } from '../../../shared/floor/obeyed'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { may } from '../../../shared/people/permissions'
import type { Role } from '../../../shared/people/role'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { AskDesk } from './desk-request'
import type { SharedAccess } from './shared-access'

export interface LockedFloorPorts {
  readonly access: Pick<SharedAccess, 'state' | 'link'>
  /** Of whoever is here. */
  roles(): readonly Role[]
  readonly ask: AskDesk
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  desk(): SharedDeskSettings
  /** Of this seat; null without a telephone. */
  extension(): string | null
  /** Orders here that wait for the desk; null when they could not be counted. */
  unsent(): Promise<number | null>
  /** The desk takes the token no more. Resolves once main has asked it whether it has let go of whoever is here. */
  onRefused(): Promise<void>
  onAlarm(alarm: LockAlarm): void
  onWishes(wishes: LockWishes): void
}

/** A locked seat on the floor: what calls for it, what leads want of it, and what it says of itself. */
export interface LockedFloorWatch {
  alarm(): LockAlarm
  wishes(): LockWishes
  /** The seat was locked, or somebody has come in or gone. */
  follow(): void
  /** What the telephone of the locked seat does: told at once, and again as long as it stays so. */
  report(seat: LockedSeatReport): void
  /** What became of an order. Resolves when the desk has it or has not answered; then it is tried again. */
  answer(signalId: string, done: boolean, why: WhyNot | null): Promise<void>
  dispose(): void
}

/** A call for help rings within two seconds at a seat that is not locked, and so it does here. */
const askEveryMs = 800
/** Nobody's life hangs on the others. */
const askOthersEveryMs = 2_000
/** One answer that fails is not a desk that is away. */
const silentAfter = 3
/** What the times of a desk and of the way to it differ by from one answer to the next. */
const sameCallMs = 5_000

const noWishes: LockWishes = { orders: [], messages: 0 }

/**
 * ```
 * quiet (not locked) --locked--> asking: quiet | unheard | calling, and what leads want --opened, signed out--> quiet
 * ```
 * SECURITY: main asks and answers, with the session that the lock has left alive: the page of a locked seat gets no token, and what the
 * desk tells is a seat and a time, codes, and a number of messages.
 */
export function createLockedFloor({ access, roles, ask, clock, timers, newId, desk, extension, unsent, onRefused, onAlarm, onWishes }: LockedFloorPorts): LockedFloorWatch {
  let shown: LockAlarm = { kind: 'quiet' }
  let wishes = noWishes
  let watch: { readonly token: string } | null = null
  let failures = 0
  let next = { cancel: () => undefined as void }
  let seat: LockedSeatReport | null = null
  let reporting = { cancel: () => undefined as void }
  let untold: readonly NewFloorSignal[] = []

  function show(alarm: LockAlarm): void {
    if (isSame(shown, alarm)) return
    shown = alarm
    onAlarm(alarm)
  }

  function showWishes({ orders, messages }: LockWishes): void {
    if (JSON.stringify(wishes) === JSON.stringify({ orders, messages })) return
    wishes = { orders, messages }
    onWishes(wishes)
  }

  const isHelper = () => may(roles(), 'accept-red')
  const isLocked = () => access.state().state === 'locked'

  function tokenNow(): string | null {
    const link = access.link()
    return isLocked() && link?.kind === 'with-desk' ? link.token : null
  }

  async function look(here: NonNullable<typeof watch>): Promise<void> {
    await tellAgain()
    const reply = await ask(desk(), { method: 'GET', path: floorRoutes.locked, token: here.token })
    if (watch !== here) return
    const said = reply.ok && reply.value.status === 200 ? lockedFloorSchema.safeParse(reply.value.json) : null
    if (reply.ok && reply.value.status === 401) {
      show(away())
      await onRefused()
      // A desk that has ended the session will not know it later; one that could not be asked is asked again.
      if (watch !== here || tokenNow() !== here.token) return
    } else if (said?.success === true) {
      failures = 0
      show(alarmOf(said.data.help, clock.now()))
      showWishes(said.data)
    } else {
      failures += 1
      // Nobody has said that help has come: as at an open console, what rings goes on to ring.
      if (failures >= silentAfter && shown.kind !== 'calling') show(away())
    }
    next = timers.after(isHelper() ? askEveryMs : askOthersEveryMs, () => void look(here))
  }

  /** Whoever answers no calls for help misses none. */
  const away = (): LockAlarm => (isHelper() ? { kind: 'unheard' } : { kind: 'quiet' })

  async function tell(signal: NewFloorSignal): Promise<boolean> {
    const token = tokenNow()
    if (token === null) return false
    const reply = await ask(desk(), { method: 'POST', path: floorRoutes.signals, token, body: signal })
    return reply.ok && reply.value.status < 500
  }

  async function tellAgain(): Promise<void> {
    for (const signal of untold) if (await tell(signal)) untold = untold.filter((each) => each !== signal)
  }

  async function reportNow(): Promise<void> {
    reporting.cancel()
    const token = tokenNow()
    const told = seat
    if (token === null || told === null) return
    const waiting = await unsent()
    const report: SeatReport = { ...told, extension: extension(), isLocked: true, ...(waiting === null ? {} : { unsent: waiting }) }
    if (told !== seat) return
    await ask(desk(), { method: 'POST', path: floorRoutes.status, token, body: report })
    if (told === seat) reporting = timers.after(reportEveryMs, () => void reportNow())
  }

  return {
    alarm: () => shown,
    wishes: () => wishes,
    follow() {
      const token = tokenNow()
      if (token !== null && token === watch?.token) return
      next.cancel()
      reporting.cancel()
      failures = 0
      untold = []
      watch = token === null ? null : { token }
      if (!isLocked()) seat = null
      // A locked seat without the desk is told of nothing, and says so.
      show(token === null && isLocked() ? away() : { kind: 'quiet' })
      showWishes(noWishes)
      if (watch === null) return
      void look(watch)
      void reportNow()
    },
    report(now) {
      if (!isLocked()) return
      seat = now
      void reportNow()
    },
    async answer(signalId, done, why) {
      if (!isLocked()) return
      const signal: NewFloorSignal = { id: newId(), to: { kind: 'leads' }, body: { kind: 'obeyed', signalId, done, why } }
      if (!(await tell(signal))) untold = [...untold, signal]
    },
    dispose() {
      watch = null
      seat = null
      next.cancel()
      reporting.cancel()
    },
  }
}

function alarmOf(help: LockedFloor['help'], now: number): LockAlarm {
  return help === null ? { kind: 'quiet' } : { kind: 'calling', seat: help.seat, drill: help.drill, since: now - help.callingForMs }
}

function isSame(one: LockAlarm, other: LockAlarm): boolean {
  if (one.kind !== 'calling' || other.kind !== 'calling') return one.kind === other.kind
  return one.seat === other.seat && one.drill === other.drill && Math.abs(one.since - other.since) < sameCallMs
}
