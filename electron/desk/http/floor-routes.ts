import { floorQuerySchema, floorRoutes, seatReportSchema, type LockedFloor } from '../../../shared/floor/floor-line'
import { fitsTarget, newFloorSignalSchema, rightToSend, type NewFloorSignal } from '../../../shared/floor/floor-signal'
import { emergencyRung } from '../../../shared/floor/red-card'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { Clock } from '../../../shared/lib/clock'
import { assertNever } from '../../../shared/lib/assert-never'
import { err, ok } from '../../../shared/lib/result'
import type { BreakKeeper } from '../floor/break-keeper'
import type { CallsForHelp } from '../floor/calls-for-help'
import type { LockedSeats } from '../floor/locked-seats'
import type { FloorHub } from '../floor/floor-hub'
import type { Caller } from '../people/caller'
import { policyOf } from '../people/policies'
import { tokenOf } from '../people/session-token'
import type { SharedStore } from '../store/shared-store'
import { fail } from './answers'
import { parseInput } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'

export interface FloorRouteOptions {
  readonly store: Pick<SharedStore, 'floor' | 'inOne' | 'records'>
  readonly hub: FloorHub
  readonly breaks: BreakKeeper
  readonly help: CallsForHelp
  readonly locked: LockedSeats
  readonly clock: Clock
  readonly isGood: (token: string) => Promise<boolean>
  /** Of that seat, as its account has it; null without a telephone. */
  readonly extensionOf: (seatCode: string) => Promise<string | null>
  readonly hasPbx: boolean
}

/** The routes of `floor-line.ts`. */
export function addFloorRoutes(routes: GuardedRoutes, { store, hub, breaks, help, locked, clock, isGood, extensionOf, hasPbx }: FloorRouteOptions): void {
  const personOf = ({ session: { personId, name, seatCode } }: Caller) => ({ personId, name, seatCode })

  routes.get(floorRoutes.stream, 'signed-in', async (caller, c) => {
    const query = parseInput(floorQuerySchema, c.req.query())
    if (!query.ok) return fail(c, query.error)
    const token = tokenOf(c.req.header('Authorization')) ?? ''
    const { personId, seatCode } = caller.session
    // Whose account nobody asks the PBX for needs not be opened.
    const reader = { personId, isLead: caller.may('watch-queue'), isSupervisor: caller.may('escalate'), extension: hasPbx ? await extensionOf(seatCode) : null, isStillGood: () => isGood(token) }
    c.header('Content-Type', 'application/x-ndjson')
    return c.body(hub.open(reader, query.value.after ?? null) as ReadableStream)
  })

  routes.get(floorRoutes.locked, 'signed-in', async (caller, c) => {
    const { personId } = caller.session
    const isHelper = caller.may('accept-red')
    return c.json({ ...(await locked.toldTo(personId)), help: isHelper ? await help.callingFor(personId) : null } satisfies LockedFloor)
  })

  routes.post(floorRoutes.status, 'signed-in', seatReportSchema, async (report, caller) => {
    await store.floor.report(personOf(caller), report, clock.now())
    hub.poke()
    return ok({})
  })

  routes.post(floorRoutes.signals, 'signed-in', newFloorSignalSchema, async (signal, caller) => {
    const need = rightToSend(signal.body)
    if (need === 'desk' || (need !== 'signed-in' && !caller.may(need))) return err({ code: 'forbidden', reason: need })
    if (!fitsTarget(signal)) return err({ code: 'refused', reason: 'wrong-target' })
    // SECURITY: a caller is put through to whoever asks for the call, never to a number of somebody's choice.
    if (signal.body.kind === 'call-taken-over' && signal.body.extension !== (await extensionOf(caller.session.seatCode))) return err({ code: 'refused', reason: 'wrong-target' })
    const isBreakTaken = signal.body.kind === 'break' && signal.body.step === 'taken'
    // Read as far as it goes before the lock is held, which keeps everybody else waiting.
    if (isBreakTaken) await breaks.look(null)
    const told = await asPolicySays(signal, store)
    const added = await store.floor.add(told, personOf(caller), clock.now(), isBreakTaken ? (signalsAfter) => breaks.mayGo(caller.session.personId, signalsAfter) : undefined)
    if (added.kind === 'not-allowed') return err({ code: 'refused', reason: 'no-place' })
    // One that is sent again may be written down twice; none goes unwritten.
    const act = auditActOf(signal, added.kind !== 'taken')
    if (act !== null) await store.inOne(({ audit }) => audit.add({ by: caller.by, act }, clock.now()))
    if (added.kind === 'taken') return err({ code: 'refused', reason: 'taken' })
    hub.poke()
    return ok({ position: added.position })
  })
}

/**
 * That somebody listens in is told to the agent where the house says so; the other leads know of it in any case. Whoever talks is heard,
 * and never hidden.
 */
async function asPolicySays(signal: NewFloorSignal, { records }: Pick<SharedStore, 'records'>): Promise<NewFloorSignal> {
  if (signal.body.kind !== 'listening' || signal.body.how !== 'listen' || (await policyOf(records, 'listening')).agentIsTold) return signal
  return { ...signal, to: { kind: 'leads' } }
}

/**
 * What is written down of a signal; null for what goes by every second or only answers.
 * SECURITY: who, what and about whom; never the words, a number or a place.
 */
function auditActOf({ to, body }: NewFloorSignal, done: boolean): AuditEntry['act'] | null {
  const personId = to.kind === 'person' ? to.personId : null
  switch (body.kind) {
    case 'red-words':
    case 'break':
    case 'message-read':
    case 'obeyed':
      return null
    case 'state-forced':
    case 'wrap-up-ended':
    case 'rest-ended':
    case 'signed-out':
    case 'call-taken-over':
      return personId === null ? null : { kind: 'seat-steered', what: body.kind, personId }
    case 'red-pressed':
    case 'red-dropped':
    case 'red-undone':
    case 'red-closed':
    case 'red-accepted':
      return { kind: 'floor-told', what: body.kind, about: body.redId, to: personId, done }
    case 'red-rung':
      // Whoever rings 110 or 120 is shown who calls, as whoever has accepted is.
      return { kind: 'floor-told', what: body.name === emergencyRung ? 'red-emergency-rung' : body.kind, about: body.redId, to: personId, done }
    case 'hand-raised':
    case 'hand-withdrawn':
    case 'hand-seen':
    case 'hand-answered':
    case 'hand-done':
      return { kind: 'floor-told', what: body.kind, about: body.handId, to: personId, done }
    case 'alarm-acknowledged':
    case 'alarm-escalated':
    case 'alarm-passed-on':
      return { kind: 'alarm-told', what: body.kind, rule: body.rule, subject: body.subject }
    case 'message':
    case 'listening':
      return { kind: 'floor-told', what: body.kind, about: null, to: personId, done }
    default:
      return assertNever(body)
  }
}
