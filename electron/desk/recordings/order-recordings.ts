import type { DeskError } from '../../../shared/desk-api/desk-api'
import { mostRecordings, type RecordingsAnswer } from '../../../shared/desk-api/recordings'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import { recordingIdOf, type PlayFacts, type RecordingFacts } from '../../../shared/recordings/recording'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { Caller } from '../people/caller'
import type { SharedStore } from '../store/shared-store'
import type { RecordedSound, Recordings } from './recordings'

export interface OrderRecordingsOptions {
  readonly recordings: Recordings
  readonly store: Pick<SharedStore, 'changesOfTicket' | 'changesOfHistory' | 'secretOrdersAmong' | 'exports' | 'inOne'>
  readonly clock: Clock
}

type Answer<T> = Promise<Result<T, DeskError>>
type Kept = { readonly lock: RecordingFacts['lock'] }

/** Recordings as the calls of an order: nobody names a file, and what was heard and kept is in the audit. */
export interface OrderRecordings {
  ofOrder(ticketId: string, caller: Caller): Answer<RecordingsAnswer>
  /** Resolves once it is written down; until then nothing is heard. */
  sound(wish: { readonly ticketId: string; readonly id: string } & PlayFacts, caller: Caller): Answer<RecordedSound>
  lock(wish: { readonly ticketId: string; readonly id: string }, caller: Caller): Answer<Kept>
  /** For a call that has no order yet. */
  keep(id: string, caller: Caller): Answer<Kept>
}

/** Orders of one caller, or of one moment, that may have come of the same call: more than anybody writes. */
const mostOrders = 50

export function createOrderRecordings({ recordings, store, clock }: OrderRecordingsOptions): OrderRecordings {
  const orderOf = async (ticketId: string) => foldEvents((await store.changesOfTicket(ticketId)).map(({ event }) => event))

  /**
   * SECURITY: a call with two matters has two orders and one recording. Where one of them is secret, or once was, nobody hears who called
   * by way of the other. Of an order without its caller, whose personal data is erased, those others are not to be found any more: it
   * counts as secret.
   */
  async function mayHear(order: Ticket, caller: Caller): Promise<boolean> {
    if (order.caller === null && !caller.maySeeIdentityOf({ writtenBy: [] })) return false
    const ids = new Set(callsOf(order).map(({ id }) => id))
    const { createdAt, caller: who } = order
    const [ofMoment, ofCaller] = await Promise.all([
      store.exports.page({ from: createdAt, to: createdAt + 1 }, null, mostOrders),
      who?.historyKey == null ? [] : store.changesOfHistory(who.historyKey, mostOrders),
    ])
    const events: readonly TicketEvent[] = [...ofMoment.orders.flat(), ...ofCaller.map(({ event }) => event)]
    const sharing = events.filter((event) => (event.type === 'opened' || event.type === 'chased') && ids.has(recordingIdOf(event.data.call?.queueCallId ?? null) ?? ''))
    const secret = await store.secretOrdersAmong([...new Set([order.id, ...sharing.map(({ ticketId }) => ticketId)])])
    return secret.every((each) => caller.maySeeIdentityOf({ writtenBy: each.events.flatMap(({ author }) => (author.kind === 'agent' ? [author.id] : [])) }))
  }

  /** A call of that order, and of no other. */
  async function found({ ticketId, id }: { readonly ticketId: string; readonly id: string }): Answer<Ticket> {
    const order = await orderOf(ticketId)
    return order === null || !hasCall(order, id) ? err({ code: 'not-found' }) : ok(order)
  }

  async function keep(id: string, ticketId: string | null, { by }: Caller): Promise<Kept> {
    const lock = await recordings.keep(id)
    await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'recording-kept', recording: id, lock, ...(ticketId === null ? {} : { ticketId }) } }, clock.now()))
    return { lock }
  }

  return {
    async ofOrder(ticketId, caller) {
      const order = await orderOf(ticketId)
      if (order === null) return err({ code: 'not-found' })
      const isHeard = await mayHear(order, caller)
      // SECURITY: an id names the call, and with it the other order of that call.
      const calls = recordings.isConnected && isHeard ? callsOf(order).slice(-mostRecordings) : []
      return ok({
        isConnected: recordings.isConnected,
        mayHear: isHeard,
        recordings: await Promise.all(calls.map(async ({ id, startedAt }) => ({ id, startedAt, ...(await recordings.facts(id)) }))),
      })
    },
    async sound({ ticketId, id, reason, note }, caller) {
      const order = await orderOf(ticketId)
      if (order === null) return err({ code: 'not-found' })
      // SECURITY: asked first, so that naming a call does not tell whether it is one of that order.
      if (!(await mayHear(order, caller))) return err({ code: 'forbidden', reason: 'see-secret-identity' })
      if (!hasCall(order, id)) return err({ code: 'not-found' })
      const sound = await recordings.sound(id)
      if (typeof sound === 'string') return err({ code: sound === 'gone' ? 'not-found' : 'too-large' })
      try {
        await store.inOne(({ audit }) => audit.add({ by: caller.by, act: { kind: 'recording-played', ticketId, recording: id, reason, note } }, clock.now()))
      } catch (error) {
        await sound.stream.cancel()
        throw error
      }
      return ok(sound)
    },
    async lock(wish, caller) {
      const order = await found(wish)
      return order.ok ? ok(await keep(wish.id, wish.ticketId, caller)) : order
    },
    keep: async (id, caller) => ok(await keep(id, null, caller)),
  }
}

function hasCall(order: Ticket, id: string): boolean {
  return callsOf(order).some((call) => call.id === id)
}

/** Calls of an order that the PBX can have recorded, oldest first. */
export function callsOf({ calls }: Pick<Ticket, 'calls'>): { readonly id: string; readonly startedAt: number }[] {
  return calls.flatMap(({ queueCallId, startedAt }) => {
    const id = recordingIdOf(queueCallId)
    return id === null ? [] : [{ id, startedAt }]
  })
}
