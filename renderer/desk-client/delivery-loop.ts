import { maxBatchEvents, type EventBatchAnswer } from '../../shared/desk-api/desk-api'
import { backoffMs } from '../../shared/lib/backoff'
import { epochMs, type Clock, type Timers } from '../../shared/lib/clock'
import { err, ok, type Result } from '../../shared/lib/result'
import type { DeliveryEvent, DeliveryFailure } from '../../shared/outbox/delivery'
import { refusalOf } from '../../shared/outbox/delivery-refusal'
import { nextTryAt, readyToSend } from '../../shared/outbox/lanes'
import type { Outbox, OutboxEntry } from '../../shared/outbox/outbox'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import type { DeskCallError, DeskHttp } from './desk-http'

export interface DeliveryLoopDeps {
  readonly outbox: Outbox
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** A delivery came to nothing because the desk did not answer. */
  onNoAnswer(): void
}

/**
 * Carries the outbox to the desk, one entry at a time and the oldest first, again and again, until the desk has committed
 * or refused. While one pauses after a failure, those of other tickets go on.
 */
export interface DeliveryLoop {
  /** The desk to send to; null while it does not answer. Whatever waited goes at once when it is back. */
  sendTo(desk: Pick<DeskHttp, 'accept'> | null): void
  dispose(): void
}

const pauses = { baseMs: 1_000, capMs: 60_000 }

export function createDeliveryLoop(deps: DeliveryLoopDeps): DeliveryLoop {
  const { outbox, clock, timers } = deps
  let desk: Pick<DeskHttp, 'accept'> | null = null
  let timer: { cancel(): void } | null = null
  let isSending = false
  let isWaking = false

  /** Sends what may go now or sets the clock for it. Moving an entry changes the outbox, which calls this again. */
  function pump(): void {
    if (desk === null || isSending || isWaking) return
    timer?.cancel()
    const now = clock.now()
    const [entry] = readyToSend(outbox.entries(), now, 1)
    if (entry !== undefined) {
      isSending = true
      void deliver(entry, desk).finally(() => {
        isSending = false
        pump()
      })
      return
    }
    const at = nextTryAt(outbox.entries())
    // No pause is longer, unless the clock was set; a browser runs a timer at once that is to wait for more than 24 days.
    timer = at === null || at <= now ? null : timers.after(Math.min(at - now, pauses.capMs), pump)
  }

  async function deliver(entry: OutboxEntry, to: Pick<DeskHttp, 'accept'>): Promise<void> {
    const claimed = await outbox.move(entry.id, { kind: 'claimed', at: clock.now() })
    if (claimed === null) return
    const answer = await acceptAll(to, claimed.events)
    await outbox.move(entry.id, answer.ok ? { kind: 'accepted', at: clock.now(), position: answer.value } : afterTrouble(claimed, answer.error))
    if (!answer.ok && (answer.error.code === 'unreachable' || answer.error.code === 'timed-out')) deps.onNoAnswer()
  }

  function afterTrouble(entry: OutboxEntry, error: DeskCallError): DeliveryEvent {
    const now = clock.now()
    const refusal = error.code === 'desk-error' ? refusalOf(error.error) : null
    if (refusal !== null) return { kind: 'refused', at: now, refusal }
    const tries = entry.delivery.state === 'sending' ? entry.delivery.tries : 1
    const waitMs = error.code === 'cancelled' ? 0 : backoffMs(tries, pauses, deps.random)
    return { kind: 'failed', failure: failureOf(error), tryAgainAt: epochMs(now + waitMs) }
  }

  /** All pauses end before the first entry goes, or a younger one that does not pause would go first. */
  async function wake(): Promise<void> {
    isWaking = true
    const at = clock.now()
    const pausing = outbox.entries().filter(({ delivery }) => delivery.state === 'waiting' && delivery.notBefore > at)
    await Promise.all(pausing.map(({ id }) => outbox.move(id, { kind: 'desk-back', at })))
    isWaking = false
    pump()
  }

  const stopListening = outbox.subscribe(pump)

  return {
    sendTo(next) {
      desk = next
      timer?.cancel()
      if (next !== null) void wake()
    },
    dispose() {
      desk = null
      timer?.cancel()
      stopListening()
    },
  }
}

/**
 * Position of the last event once the desk has a place for every one of them. More than fits into one batch goes in several:
 * what was accepted of it before a failure is recognised by its ids the next time.
 */
async function acceptAll(desk: Pick<DeskHttp, 'accept'>, events: readonly TicketEvent[]): Promise<Result<number, DeskCallError>> {
  let position = 0
  for (let at = 0; at < events.length; at += maxBatchEvents) {
    const batch = events.slice(at, at + maxBatchEvents)
    const answer = await desk.accept(batch)
    if (!answer.ok) return answer
    const last = lastPosition(batch, answer.value)
    if (last === null) return err({ code: 'bad-answer', httpStatus: 200 })
    position = Math.max(position, last)
  }
  return ok(position)
}

/** Null when the desk has not given every event its place: then nothing counts as accepted. */
function lastPosition(batch: readonly TicketEvent[], { receipts }: EventBatchAnswer): number | null {
  const places = new Map(receipts.map((receipt) => [receipt.eventId, receipt.position]))
  const positions = batch.map((event) => places.get(event.id))
  return positions.every((position) => position !== undefined) ? Math.max(...positions) : null
}

function failureOf(error: DeskCallError): DeliveryFailure {
  switch (error.code) {
    case 'cancelled':
      return 'unreachable'
    case 'desk-error':
      return error.error.code === 'not-ready' ? 'not-ready' : error.error.code === 'unauthorized' ? 'unauthorized' : 'desk-error'
    default:
      return error.code
  }
}
