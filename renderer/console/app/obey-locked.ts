import { createStore, type StoreApi } from 'zustand/vanilla'
import { openCalls } from '../../../shared/calls/line-state'
import type { LockedOrder } from '../../../shared/floor/floor-line'
import type { SteeringBody } from '../../../shared/floor/floor-signal'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { LockWishes } from '../../../shared/ipc/values'
import type { CallId } from '../../../shared/calls/call'
import { callAtWork, isBetweenCalls, seatStateOf } from '../../../shared/queue/agent-state'
import { callById } from '../seat/seat-store'
import { rememberAgent, type AgentMemory } from '../seat/remember-agent'
import { createObedience, type ObeyParts } from './obey-lead'

type Api = Pick<PageApi<'console'>, 'lockWishes' | 'answerOrder' | 'tellLockedSeat' | 'signOut'> & { readonly on: Pick<PageApi<'console'>['on'], 'lockWishesChanged'> }

interface ObeyLockedParts extends Pick<ObeyParts, 'seat' | 'line' | 'view' | 'clock'> {
  readonly lingxi: Api
  /** Where the console that is opened next finds the state that a lead has put the seat into. */
  readonly memory: AgentMemory
  isRed(callId: CallId): boolean
  /** Whoever comes next reads by which seat's word nobody sits here. */
  keepSignedOutBy(seat: string): void
}

/**
 * What leads want of a locked seat. Where nobody's data is needed it is done: a seat that still takes calls can be paused, freed, taken
 * out of a wrap-up or a rest, relieved of a call and signed out. What would have to wait until a call is written down is not: nobody here
 * can write, and whoever opens the seat begins with what the call asks for.
 */
export function obeyWhileLocked({ lingxi, seat, line, view, clock, memory, isRed, keepSignedOutBy }: ObeyLockedParts): { readonly messages: StoreApi<{ readonly count: number }>; stop(): void } {
  const messages = createStore(() => ({ count: 0 }))
  const heard = new Set<string>()
  const answer: ObeyParts['answer'] = (signalId, done, why) => lingxi.answerOrder({ signalId, done, why })
  const obedience = createObedience({
    seat, line, view, clock, answer,
    leave: {
      // What was typed was saved before the lock.
      save: () => Promise.resolve(true),
      async signOut(by) {
        keepSignedOutBy(by)
        return (await lingxi.signOut()).ok
      },
    },
    // The desk's audit has whose word it was; the order is sealed here.
    onRestEnded: () => undefined,
  })
  let isToldAnew = false

  const isFree = () => isBetweenCalls(seat.store.getState().agent) && openCalls(line.snapshot()).length === 0

  function obey({ id, bySeat, order }: LockedOrder): void {
    if (waitsForCall(order) && !isFree()) return void answer(id, false, 'locked')
    const keeps = order.kind === 'state-forced' || order.kind === 'rest-ended'
    const forget = keeps ? rememberAgent(seat.store, memory) : () => undefined
    obedience.hear({ id, body: order, from: { name: bySeat } })
    forget()
  }

  function hear({ orders, messages: count }: LockWishes): void {
    messages.setState({ count })
    for (const order of orders) {
      if (heard.has(order.id)) continue
      heard.add(order.id)
      obey(order)
    }
  }

  function tellSeat(): void {
    const { agent } = seat.store.getState()
    const { kind, since, reason } = seatStateOf(agent)
    const callId = callAtWork(agent)
    void lingxi.tellLockedSeat({
      state: kind, since, reason,
      queueCallId: callId === null ? null : (callById(line.snapshot(), callId)?.offer.queueCallId ?? null),
      severity: callId !== null && isRed(callId) ? 'RED' : null,
    })
  }

  const stops = [
    lingxi.on.lockWishesChanged((wishes) => {
      isToldAnew = true
      hear(wishes)
    }),
    seat.store.subscribe(({ agent }, before) => {
      if (agent !== before.agent) tellSeat()
    }),
  ]
  tellSeat()
  void lingxi.lockWishes().then((known) => {
    if (known.ok && !isToldAnew) hear(known.value)
  })
  return {
    messages,
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** Whatever follows a call waits for it everywhere, and here for the password as well. */
function waitsForCall({ kind }: SteeringBody): boolean {
  return kind === 'state-forced' || kind === 'signed-out'
}
