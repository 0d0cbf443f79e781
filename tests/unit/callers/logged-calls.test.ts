import { describe, expect, it } from 'vitest'
import { callerCard } from '../../../shared/callers/caller-card'
import { rankCandidates } from '../../../shared/callers/candidates'
import { loggedCalls } from '../../../shared/callers/logged-calls'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import { testUuid } from '../../support/drafts'
import { epochMs } from '../../../shared/lib/clock'
import { now, numberOf, order, person } from './practice-now'

const KEY = '8615400000777'
const number = numberOf('15400000777')
const present = { callId: testUuid(1), queueCallId: 'q-now', startedAt: now }
const minutesAgo = (minutes: number) => epochMs(now - minutes * 60_000)
const line = (id: number, minutes: number, spread: Partial<CallLogEntry> = {}): CallLogEntry => ({
  callId: testUuid(id), queueCallId: `q-${id}`, direction: 'incoming', startedAt: minutesAgo(minutes), answeredAt: null, endedAt: minutesAgo(minutes) + 9_000,
  outcome: 'cancelled-by-caller', queue: 'hotline', numberDisplay: '', historyKey: KEY, practice: false, record: null, ticketNumbers: [], ...spread,
})
const marksWith = (lines: readonly CallLogEntry[], people = [] as Parameters<typeof rankCandidates>[1]) => {
  const who = rankCandidates(number, people, now, { log: { lines, present } })
  return 'marks' in who ? who.marks : null
}

describe('the calls that no order tells of', () => {
  it('count to the day: who gave up twice is not the first', () => {
    expect(marksWith([line(2, 40), line(3, 20)])).toMatchObject({ earlierToday: 2, inVainToday: 2, earlier: 2 })
    expect(marksWith([line(2, 24 * 60 + 40)])).toMatchObject({ earlierToday: 0, inVainToday: 0, earlier: 1 })
  })

  it('are neither the call in hand nor another ring of it', () => {
    expect(marksWith([line(1, 1), line(2, 2, { queueCallId: 'q-now', outcome: 'missed' }), line(3, -1)])).toMatchObject({ earlierToday: 0 })
  })

  it('are one for a queue call that rang several times, and taken if somebody took it in the end', () => {
    const rings = [line(2, 31, { queueCallId: 'q', outcome: 'missed' }), line(3, 30, { queueCallId: 'q', outcome: 'completed', answeredAt: minutesAgo(30) })]
    for (const lines of [rings, rings.toReversed()]) expect(marksWith(lines)).toMatchObject({ earlierToday: 1, inVainToday: 0 })
  })

  it('are not counted beside their own order, here or where they passed on to', () => {
    const here = person('p', KEY, { history: [order('here', KEY, { at: minutesAgo(60) }), order('elsewhere', KEY, { at: minutesAgo(29) })] })
    const lines = [
      line(2, 60, { outcome: 'completed', answeredAt: minutesAgo(60), ticketNumbers: ['here'] }),
      line(3, 30, { outcome: 'missed' }),
      line(4, 15, { outcome: 'rejected' }),
    ]
    expect(marksWith(lines, [here])).toMatchObject({ earlierToday: 3, inVainToday: 1 })
  })

  it('are never calls that the agent made', () => {
    expect(marksWith([line(2, 10, { direction: 'outgoing', outcome: 'failed' })])).toMatchObject({ earlierToday: 0 })
  })

  it('stand in the timeline by what became of them', () => {
    const outcomes = (lines: readonly CallLogEntry[]) => loggedCalls(lines, present, []).map(({ outcome }) => outcome)
    expect(outcomes([line(2, 9), line(3, 8, { outcome: 'missed' }), line(4, 7, { outcome: 'rejected' })])).toEqual(['gave-up', 'not-answered', 'declined'])
    expect(outcomes([line(2, 9, { outcome: 'completed', answeredAt: minutesAgo(9) }), line(3, 8, { outcome: 'lost', answeredAt: minutesAgo(8) })])).toEqual(['unfinished', 'dropped'])
    expect(outcomes([line(2, 9, { outcome: 'answered-elsewhere' }), line(3, 8, { outcome: 'failed' })])).toEqual(['taken-elsewhere', 'not-put-through'])
    expect(outcomes([line(2, 9, { outcome: 'completed', answeredAt: minutesAgo(9), ticketNumbers: ['20261101-8017-001-1'] })])).toEqual(['added-to-order'])
  })

  it('push no order off the card, however many there are', () => {
    const known = person('p', KEY, { history: Array.from({ length: 30 }, (_, index) => order(`o${index}`, KEY)) })
    const logged = loggedCalls(Array.from({ length: 40 }, (_, index) => line(index + 2, index + 1)), present, known.history)
    const card = callerCard(known, now, { logged })
    expect(card.timeline.filter((item) => item.what === 'call').map(({ at }) => at)).toEqual([1, 2, 3, 4, 5].map(minutesAgo))
    expect(card).toMatchObject({ secretOrders: 0, orders: 30 })
  })
})
