import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AuditedCallLog } from '../../../shared/calls/call-log'
import { epochMs, type Clock, type EpochMs, type Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { Outbox } from '../../../shared/outbox/outbox'
import type { RevealedPart, RevealFacts, RevealReason } from '../../../shared/tickets/reveal'
import { revealEvent } from '../../../shared/tickets/reveal-event'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { Author } from '../../../shared/tickets/ticket-event'

/** An order, a call or a record that was set aside, that stands chosen on the screen, with what of it is masked there. */
export interface RevealTarget {
  readonly kind: 'ticket' | 'call' | 'set-aside'
  readonly id: string
  /** The order that keeps the audit entry; without one, the line of the call and the audit of a shared desk do. */
  readonly ticket: Ticket | null
  /** Empty where nothing is to be seen: all of it stands there already, or it is a secret caller's. */
  readonly parts: readonly RevealedPart[]
}

export interface RevealState {
  readonly offered: RevealTarget | null
  /** Until when the one that is offered is shown in full; null while it is masked. */
  readonly shownUntil: EpochMs | null
}

/**
 * Shows for a minute what is masked, after who, when and why was put down in what outlives this page. Nothing is shown that could
 * not be put down.
 */
export interface Reveals {
  readonly store: StoreApi<RevealState>
  /** Tells what stands on the screen now. With something else, or nothing, whatever was shown in full is masked again. */
  offer(target: RevealTarget | null): void
  /** False when it could not be put down, or is not on the screen any more: then nothing is shown. */
  reveal(reason: RevealReason, note: string | null): Promise<boolean>
  hide(): void
  /**
   * Puts down, once for each agent, that an order under RED was shown in full. A life may hang on it, so that nobody waits for the
   * disk; false when it could not be put down, which the next look makes up for.
   */
  traceRed(target: RevealTarget): Promise<boolean>
}

export interface RevealPorts {
  readonly outbox: Pick<Outbox, 'enqueue'>
  readonly callLog: Pick<AuditedCallLog, 'noteReveal'>
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly author: Author
  /** Told when a look at a call without an order was put down that the desk's audit is owed; null where the desk has no audit. */
  readonly onOwed: (() => void) | null
}

/** Long enough to dial it, short enough that nobody who comes by later reads it. */
export const revealMs = 60_000

export function createReveals({ outbox, callLog, clock, timers, newId, author, onOwed }: RevealPorts): Reveals {
  const store = createStore<RevealState>(() => ({ offered: null, shownUntil: null }))
  let timer: { cancel(): void } | null = null
  const traced = new Set<string>()
  const isSame = (one: RevealTarget | null, other: RevealTarget | null) => one?.kind === other?.kind && one?.id === other?.id

  function hide(): void {
    timer?.cancel()
    timer = null
    store.setState({ shownUntil: null })
  }

  async function putDown({ ticket, id }: RevealTarget, facts: RevealFacts): Promise<boolean> {
    const at = clock.now()
    if (ticket === null) {
      const { id: agentId, name } = author
      const reveal = { by: { id: agentId, name }, at, ...facts }
      const isNoted = await callLog.noteReveal(id, reveal, onOwed === null ? null : newId()).then(() => true, () => false)
      if (isNoted) onOwed?.()
      return isNoted
    }
    const event = revealEvent(ticket, facts, { id: newId(), author, at })
    return (await outbox.enqueue({ id: event.id, ticketId: ticket.id, events: [event], draft: null, call: null })).ok
  }

  return {
    store,
    offer(target) {
      const { offered } = store.getState()
      if (!isSame(offered, target)) hide()
      store.setState({ offered: target })
    },
    async reveal(reason, note) {
      const { offered } = store.getState()
      if (offered === null || offered.parts.length === 0) return false
      const isPutDown = await putDown(offered, { parts: [...offered.parts], reason, note })
      if (!isPutDown || !isSame(offered, store.getState().offered)) return false
      hide()
      timer = timers.after(revealMs, hide)
      store.setState({ shownUntil: epochMs(clock.now() + revealMs) })
      return true
    },
    hide,
    async traceRed(target) {
      const { ticket, parts } = target
      if (ticket === null || parts.length === 0 || traced.has(ticket.id)) return true
      if (ticket.reveals.some(({ by, reason }) => reason === 'red' && by.id === author.id)) return true
      traced.add(ticket.id)
      const isPutDown = await putDown(target, { parts: [...parts], reason: 'red', note: null })
      if (!isPutDown) traced.delete(ticket.id)
      return isPutDown
    },
  }
}
