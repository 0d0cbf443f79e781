import type { Ticket } from '../../../shared/tickets/ticket'
import type { DeskStore, LoggedEvent, LogPlace, LogWriter, NewEvent } from './desk-store'

/** What the log says about the events and tickets of a batch. */
export interface BatchContext {
  /** Events of the batch that are in the log already. */
  readonly known: readonly LoggedEvent[]
  /** All events of the batch's tickets, those of each by version. */
  readonly ofTickets: readonly LoggedEvent[]
  /** Who already carries one of its numbers. */
  readonly ownersOfNumbers: ReadonlyMap<string, string>
}

/** What somebody wants to add, and what of the log it depends on: nothing else of it may be looked at to decide. */
export interface Proposal<T> {
  readonly eventIds: readonly string[]
  readonly ticketIds: readonly string[]
  readonly numbers: readonly string[]
  readonly receivedAt: number
  /** Decides by the context alone, which may hold more than was asked for. Asked again where those decided beside it could not be kept. */
  decide(context: BatchContext): Decision<T>
}

export interface Decision<T> {
  readonly added: readonly NewEvent[]
  /** The tickets that the added events make, each once. */
  readonly tickets: readonly Ticket[]
  /** @param places of the added events */
  answer(places: readonly LogPlace[]): T
}

/** One proposal after its decision: what it added, and its answer, or what its own decision threw. */
export type Decided<T> = { readonly ok: true; readonly added: readonly NewEvent[]; readonly value: T } | { readonly ok: false; readonly error: unknown }

/**
 * Decides proposals that touch nothing of each other's over one reading of the log, and adds what was decided in one go: however many
 * there are, the log is asked as often as for one.
 */
export async function decideTogether<T>(log: LogWriter, proposals: readonly Proposal<T>[]): Promise<Decided<T>[]> {
  const all = (of: (proposal: Proposal<T>) => readonly string[]) => [...new Set(proposals.flatMap(of))]
  const context = await log.about({ eventIds: all(({ eventIds }) => eventIds), ticketIds: all(({ ticketIds }) => ticketIds), numbers: all(({ numbers }) => numbers) })
  const decisions = proposals.map((proposal) => decided(proposal, context))
  const kept = decisions.flatMap((one) => (one.ok ? [one.decision] : []))
  const receivedAt = Math.max(...proposals.map((proposal) => proposal.receivedAt))
  const places = await log.append(kept.flatMap(({ added }) => added), kept.flatMap(({ tickets }) => tickets), receivedAt)
  const placeOf = new Map(places.map((place) => [place.eventId, place]))
  return decisions.map((one) => {
    if (!one.ok) return one
    const { added, answer } = one.decision
    return { ok: true, added, value: answer(added.flatMap(({ event }) => placeOf.get(event.id) ?? [])) }
  })
}

/** For a store whose writers come one after the other whatever they touch. */
export async function proposeAlone<T>(write: DeskStore['write'], proposal: Proposal<T>): Promise<T> {
  const [decision] = await write((log) => decideTogether(log, [proposal]))
  if (decision?.ok === true) return decision.value
  throw decision?.error
}

function decided<T>(proposal: Proposal<T>, context: BatchContext): { readonly ok: true; readonly decision: Decision<T> } | { readonly ok: false; readonly error: unknown } {
  try {
    return { ok: true, decision: proposal.decide(context) }
  } catch (error) {
    return { ok: false, error }
  }
}

/**
 * The first of those that wait, and as many behind it as touch nothing of it, of each other, or of one that stays behind: whoever
 * waits for the same order as another keeps behind it.
 */
export function takeTogether<P extends Pick<Proposal<unknown>, 'eventIds' | 'ticketIds' | 'numbers'>>(waiting: readonly P[], most: number): { readonly taken: readonly P[]; readonly left: readonly P[] } {
  const touched = new Set<string>()
  const taken: P[] = []
  const left: P[] = []
  for (const one of waiting) {
    const touches = [...one.eventIds.map((id) => `event ${id}`), ...one.ticketIds.map((id) => `ticket ${id}`), ...one.numbers.map((number) => `number ${number}`)]
    if (taken.length < most && !touches.some((touch) => touched.has(touch))) taken.push(one)
    else left.push(one)
    for (const touch of touches) touched.add(touch)
  }
  return { taken, left }
}
