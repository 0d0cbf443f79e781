import { createDraftActions, type DraftActions } from '../../renderer/console/app/draft-actions'
import { createTodayLog } from '../../renderer/console/app/today-store'
import { earlierCalls } from '../../renderer/console/seat/call-log-line'
import { createDraftKeeper, type DraftKeeper } from '../../renderer/console/seat/draft-keeper'
import { createSeat, type Seat } from '../../renderer/console/seat/seat'
import { nextCall, type Call, type CallOutcome } from '../../shared/calls/call'
import type { Outbox, Submission } from '../../shared/outbox/outbox'
import { openConnectedSeat, type ConnectedSeat, type SeatSurroundings } from './connected-seat'
import { agent8017 } from './drafts'
import { createFakeLine, ringing } from './fake-line'
import type { VirtualTime } from './virtual-time'

export interface WorkingSeatParts extends Omit<SeatSurroundings, 'clock' | 'timers'> {
  readonly time: VirtualTime
  newId(): string
  nextNumber(at: number): Promise<string>
  /** What was told to be submitted. */
  onSubmitted(submission: Submission): void
}

/** An agent's place put together as the console does it, but for the screens: line, drafts, outbox, cache, call log, desk. */
export interface WorkingSeat extends Pick<ConnectedSeat, 'storage' | 'cache' | 'client' | 'isSettledAt'> {
  readonly seat: Seat
  readonly keeper: DraftKeeper
  readonly actions: DraftActions
  /** A call rings and stays unanswered. */
  misses(number: string): Promise<void>
  /** A call rings and is answered; tells its draft's id. Null when no number could be had for it. */
  answers(number: string): Promise<string | null>
  hangsUp(): Promise<void>
  /** What was typed, as the form hands it over. */
  types(draftId: string, words: string): void
  close(): void
}

const lookUpMs = 100

export async function openWorkingSeat(parts: WorkingSeatParts): Promise<WorkingSeat> {
  const { time, newId, nextNumber, onSubmitted } = parts
  const { clock, timers } = time
  const connected = await openConnectedSeat({ ...parts, clock, timers })
  const { storage, cache } = connected
  const unfinished = [...(await storage.drafts.unfinished()), ...storage.unsaved]
  const earlier = earlierCalls(await storage.callLog.recent(20))
  const line = createFakeLine()
  const today = createTodayLog(storage.callLog, cache, clock)
  const keeper = createDraftKeeper({ store: storage.drafts, clock, timers })
  for (const draft of unfinished) keeper.open(draft)
  for (const { id } of storage.unsaved) keeper.change(id, (draft) => draft)
  const seat = createSeat(
    {
      line, keeper, clock, steadyMs: () => clock.now(), timers, newId, nextNumber, author: agent8017, practice: false, homeArea: '023',
      callLog: today.callLog,
      courseOf: () => null,
      people: (key) => cache.lookup(key),
      onProblem: () => undefined,
    },
    unfinished,
    earlier,
  )
  const outbox: Pick<Outbox, 'enqueue' | 'discard'> = {
    discard: storage.outbox.discard,
    async enqueue(submission) {
      const end = await storage.outbox.enqueue(submission)
      if (end.ok) onSubmitted(submission)
      return end
    },
  }
  const actions = createDraftActions({ keeper, seat, outbox, cache, today, clock, newId, author: agent8017, unreadLine: (slot, words) => `${slot}：${words}`, asksReview: false })
  let call: Call | null = null

  function show(next: Call): void {
    call = next
    line.show([next])
  }

  async function rings(number: string): Promise<Call> {
    const ring = ringing(number, clock.now(), newId())
    show(ring)
    await time.advance(lookUpMs)
    return ring
  }

  async function end(outcome: CallOutcome): Promise<void> {
    if (call === null) return
    show(nextCall(call, { kind: 'ended', at: clock.now(), outcome }))
    await time.advance(lookUpMs)
    line.show([])
    call = null
    await time.rest()
  }

  return {
    ...connected,
    seat,
    keeper,
    actions,
    async misses(number) {
      await rings(number)
      await end({ kind: 'missed' })
    },
    async answers(number) {
      const ring = await rings(number)
      show(nextCall(nextCall(ring, { kind: 'answer-requested', at: clock.now() }), { kind: 'established', at: clock.now(), canBeHeard: true }))
      await time.advance(lookUpMs)
      return seat.store.getState().draftOfCall.get(ring.id) ?? null
    },
    hangsUp: () => end({ kind: 'completed', endedBy: 'caller' }),
    types: (draftId, words) => actions.change(draftId, (draft) => ({ ...draft, values: { ...draft.values, description: (draft.values.description ?? '') + words } })),
    close() {
      // A page that is gone tries nothing again.
      for (const { draft } of keeper.all()) keeper.close(draft.id)
      seat.dispose()
      connected.close()
    },
  }
}
