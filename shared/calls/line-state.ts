import type { EpochMs, Timers } from '../lib/clock'
import { nextCall } from './call'
import type { Call, CallEvent, CallId } from './call'
import type { Consultation, LineEvent, LineListener, LineSnapshot } from './phone-line'

/** How long an ended call stays in the snapshot: a console that reloads meanwhile still learns how it ended. */
export const keepEndedMs = 60_000
/** Of a flood of calls only so many ended ones stay: a snapshot that grows without end would be refused at the border of the page. */
const mostEnded = 20
/** So many of them are the newest, whatever became of them. */
const justNow = 5
/** While nobody can write them down: the rings of a night at a seat that nobody comes back to. */
const mostUnwritten = 200

type Counted = 'parserWarnings' | 'secondCallsRefused' | 'badMessages'
type Settable = 'registration' | 'membership' | 'microphone' | 'capabilities' | 'consultation'

/**
 * The one writer of a line's snapshot: every change makes a new snapshot with the next sequence number and tells the
 * listeners. Adapters say what happened; what a call becomes by it is `nextCall`'s decision.
 */
export interface LineState {
  snapshot(): LineSnapshot
  subscribe(listener: LineListener): () => void
  call(id: CallId): Call | undefined
  add(call: Call): void
  /** @throws {IllegalCallTransition} an event that the call's state can't take; @throws for an unknown id. */
  move(id: CallId, event: CallEvent): Call
  /** The caller of that call has left a room, and the seat goes on with the others there in `next`: one is over as the other begins. */
  succeed(id: CallId, next: Call, at: EpochMs): void
  set<K extends Settable>(part: Pick<LineSnapshot, K>): void
  countWarning(): void
  tell(event: LineEvent): void
}

/** `isRemembering`: as long as it says so no ended call is forgotten for its age. */
export function createLineState(
  first: Omit<LineSnapshot, 'sequence' | 'calls' | 'consultation' | Counted>,
  timers: Timers,
  isRemembering: () => boolean = () => false,
): LineState {
  let snapshot: LineSnapshot = { ...first, sequence: 0, calls: [], consultation: null, parserWarnings: 0, secondCallsRefused: 0, badMessages: 0 }
  const listeners = new Set<LineListener>()

  function publish(part: Partial<LineSnapshot>, event: LineEvent | null = null): void {
    snapshot = { ...snapshot, ...part, sequence: snapshot.sequence + 1 }
    for (const listener of [...listeners]) listener(snapshot, event)
  }

  function forgetLater(id: CallId): void {
    timers.after(keepEndedMs, () => (isRemembering() ? forgetLater(id) : forget(id)))
  }

  function forget(id: CallId): void {
    if (snapshot.calls.some((call) => call.id === id)) publish({ calls: snapshot.calls.filter((call) => call.id !== id) })
  }

  return {
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      listener(snapshot, null)
      return () => void listeners.delete(listener)
    },
    call: (id) => snapshot.calls.find((call) => call.id === id),
    add: (call) => publish({ calls: [...withoutOldEnded(snapshot.calls, isRemembering() ? mostUnwritten : mostEnded), call] }),
    move(id, event) {
      const before = snapshot.calls.find((call) => call.id === id)
      if (before === undefined) throw new Error('no such call on this line')
      const after = nextCall(before, event)
      if (after === before) return after
      const calls = snapshot.calls.map((call) => (call === before ? after : call))
      publish(after.state === 'ended' ? { calls, consultation: withoutEnded(snapshot.consultation, id) } : { calls })
      if (after.state === 'ended') forgetLater(id)
      return after
    },
    succeed(id, next, at) {
      const { consultation } = snapshot
      const calls = snapshot.calls.map((call) => (call.id === id ? nextCall(call, { kind: 'ended', at, outcome: { kind: 'completed', endedBy: 'caller' } }) : call))
      // Whoever is asked just now is asked about what goes on.
      publish({ calls: [...calls, next], consultation: consultation?.callId === id ? { ...consultation, callId: next.id } : consultation })
      forgetLater(id)
    },
    set: (part) => publish(part),
    countWarning: () => publish({ parserWarnings: snapshot.parserWarnings + 1 }),
    tell(event) {
      const isRefusal = event.kind === 'second-call-refused'
      publish(isRefusal ? { secondCallsRefused: snapshot.secondCallsRefused + 1 } : {}, event)
    },
  }
}

/** Whoever was talked to is remembered longest, but for those that are over just now: how they ended may not be known yet on the other page. */
function withoutOldEnded(calls: readonly Call[], most: number): readonly Call[] {
  const ended = calls.filter((call) => call.state === 'ended').sort((one, other) => one.endedAt - other.endedAt)
  const older = ended.slice(0, -justNow)
  const leastFirst = [...older.filter(({ answeredAt }) => answeredAt === null), ...older.filter(({ answeredAt }) => answeredAt !== null), ...ended.slice(-justNow)]
  const old = new Set<Call>(leastFirst.slice(0, Math.max(0, ended.length - most)))
  return calls.filter((call) => !old.has(call))
}

function withoutEnded(consultation: Consultation | null, ended: CallId): Consultation | null {
  if (consultation === null) return null
  return ended === consultation.callId || ended === consultation.consultId ? null : consultation
}

/** The calls that are not over, oldest first. */
export function openCalls(snapshot: LineSnapshot): readonly Call[] {
  return snapshot.calls.filter((call) => call.state !== 'ended')
}
