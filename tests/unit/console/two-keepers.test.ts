import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepAgreement, type SeatFeed } from '../../../renderer/console/seat/keep-agreement'
import { keepQueueMembership } from '../../../renderer/console/seat/queue-membership'
import type { LineCommand, PauseReason, PhoneLine, QueueMembership } from '../../../shared/calls/phone-line'
import { err, ok } from '../../../shared/lib/result'
import type { NextState } from '../../../shared/queue/agent-state'
import type { Agreement, PbxView } from '../../../shared/queue/state-agreement'
import { createActingSeat } from './app/acting-seat.fixture'

/**
 * A phone, its PBX and the desk's word of it: `keepQueueMembership` asks by what the phone remembers, `keepAgreement` by what the PBX says,
 * and both over the one phone.
 */
function openSeat() {
  const acting = createActingSeat([])
  const { time, line, seat } = acting
  const world = { membership: 'ready' as PbxView['membership'], answers: 'yes' as 'yes' | 'lost' | 'yes-and-does-not', delayMs: 300, isFeedAway: false, feedLateMs: 100 }
  const asked: string[] = []
  let underWay = 0
  let told: PbxView | null = null
  let agreement: Agreement | null = null

  async function execute(command: LineCommand) {
    if (command.kind !== 'pause-queue' && command.kind !== 'resume-queue') return ok(undefined)
    const wanted = command.kind === 'pause-queue' ? command.reason : 'ready'
    asked.push(wanted)
    underWay += 1
    expect(underWay, 'one of the two asks at a time').toBe(1)
    const { answers, delayMs } = world
    const before = line.snapshot().membership
    line.show([], { membership: { state: 'changing', to: wanted === 'ready' ? 'ready' : 'paused', since: time.now() } })
    await new Promise<void>((resolve) => void time.after(delayMs, resolve))
    underWay -= 1
    // A seat in no queue is paused in none, and the code is answered all the same.
    if (answers === 'yes' && world.membership !== 'out') world.membership = wanted
    line.show([], { membership: answers === 'lost' ? before : remembered(wanted) })
    return answers === 'lost' ? err({ code: 'timed-out' as const }) : ok(undefined)
  }
  const remembered = (wanted: 'ready' | PauseReason): QueueMembership =>
    wanted === 'ready' ? { state: 'ready', since: time.now() } : { state: 'paused', since: time.now(), reason: wanted }

  // The desk tells what is so, a little later, and that it is so still.
  function tellLater(): void {
    const { membership, feedLateMs } = world
    time.after(feedLateMs, () => void (told = world.isFeedAway ? told : { membership, device: 'idle', heardAt: time.now() }))
    time.after(500, tellLater)
  }
  tellLater()
  const asking: PhoneLine = { ...line, execute }
  const feed: SeatFeed = { pbx: () => told, desk: () => null, subscribe: () => () => undefined }
  keepQueueMembership(asking, seat.store, { timers: time, random: () => 0.5 })
  keepAgreement({ line: asking, seat, feed, clock: time, timers: time, random: () => 0.5, onChange: (now) => { agreement = now } })
  const choose = (next: NextState) => seat.tell({ kind: 'state-chosen', next, at: time.now() })
  return { time, world, asked, choose, state: () => agreement?.state }
}

const meal: NextState = { kind: 'break', reason: 'MEAL' }

describe('what the phone remembers and what the PBX says, held to one wish', () => {
  it('ask once for a change, however late the word of it comes', async () => {
    const { time, world, asked, choose, state } = openSeat()
    await time.advance(5_000)
    Object.assign(world, { delayMs: 4_000, feedLateMs: 1_500 })
    choose(meal)
    await time.advance(60_000)
    expect([asked, state()]).toEqual([['break'], 'agreed'])
  })

  it('pause a seat anew that was let go on behind the console’s back, with one question', async () => {
    const { time, world, asked, choose, state } = openSeat()
    choose(meal)
    await time.advance(5_000)
    world.membership = 'ready'
    await time.advance(5_000)
    expect([asked, world.membership, state()]).toEqual([['break', 'break'], 'break', 'agreed'])
  })

  it('give up on a PBX that says yes and does not, and are quiet then', async () => {
    const { time, world, asked, choose, state } = openSeat()
    world.answers = 'yes-and-does-not'
    choose(meal)
    await time.advance(600_000)
    const tries = asked.length
    await time.advance(3_600_000)
    expect([asked.length, state()]).toEqual([tries, 'given-up'])
    expect(tries).toBe(7)
  })

  it('agree in the end and send nothing more, whatever was lost, late or changed by others', async () => {
    const happening = fc.record({
      what: fc.constantFrom('wish', 'let-go', 'pause', 'out', 'in', 'lost', 'lie', 'feed-away', 'nothing'),
      next: fc.constantFrom<NextState>({ kind: 'ready' }, meal, { kind: 'training', reason: 'COURSE' }, { kind: 'busy', reason: 'PAPERWORK' }),
      seconds: fc.integer({ min: 0, max: 15 }), delayMs: fc.integer({ min: 0, max: 4_000 }), feedLateMs: fc.integer({ min: 0, max: 3_000 }),
    })
    await fc.assert(fc.asyncProperty(fc.array(happening, { maxLength: 15 }), async (story) => {
      const { time, world, asked, choose, state } = openSeat()
      for (const { what, next, seconds, delayMs, feedLateMs } of story) {
        Object.assign(world, { delayMs, feedLateMs, isFeedAway: what === 'feed-away', answers: what === 'lost' ? 'lost' : what === 'lie' ? 'yes-and-does-not' : 'yes' })
        if (what === 'wish') choose(next)
        if (what === 'let-go' && world.membership !== 'out') world.membership = 'ready'
        if (what === 'pause' && world.membership !== 'out') world.membership = 'paused-otherwise'
        if (what === 'out') world.membership = 'out'
        if (what === 'in') world.membership = 'ready'
        await time.advance(seconds * 1_000)
      }
      // Then all is quiet, somebody puts the seat back into its queue, and the agent wishes for a last time.
      Object.assign(world, { answers: 'yes', delayMs: 300, feedLateMs: 100, isFeedAway: false, membership: world.membership === 'out' ? 'ready' : world.membership })
      choose({ kind: 'meeting', reason: 'TEAM' })
      await time.advance(180_000)
      expect([world.membership, state()]).toEqual(['meeting', 'agreed'])
      const before = asked.length
      await time.advance(600_000)
      expect(asked.length).toBe(before)
    }), { numRuns: 150 })
  })
})
