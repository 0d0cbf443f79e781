import { describe, expect, it } from 'vitest'
import { createPracticeFeed } from '../../../../electron/desk/pbx/practice-feed'
import type { QueueNews } from '../../../../electron/desk/pbx/queue-feed'
import { nextQueueState, noQueues } from '../../../../shared/queue/next-queue-state'
import { queueEventSchema, type QueueEvent } from '../../../../shared/queue/queue-event'
import { queueStateSchema } from '../../../../shared/queue/queue-state'
import { createManualTime } from '../../../support/manual-time'

const minute = 60_000

async function morning(seed: number, minutes: number) {
  const time = createManualTime()
  const news: QueueNews[] = []
  const feed = createPracticeFeed({ clock: time, timers: time, seed })
  feed.start((one) => news.push(one))
  await time.advance(minutes * minute)
  feed.stop()
  const [read] = news
  if (read?.kind !== 'read') throw new Error('nothing read')
  const after = news.flatMap((one) => (one.kind === 'happened' ? [one.event] : []))
  return { read, after, events: [...(read.before ?? []), ...after], end: after.reduce(nextQueueState, read.state) }
}
const count = (events: readonly QueueEvent[], kind: QueueEvent['kind']) => events.filter((event) => event.kind === kind).length

describe('the practice morning', () => {
  it('is the same for the same seed, and another one for another', async () => {
    const [one, same, other] = [await morning(1, 10), await morning(1, 10), await morning(2, 10)]
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  }, 30_000)

  it('has a state at the first look that its own past leads to, and goes on from there', async () => {
    const { read, events, end } = await morning(3, 20)
    const members = events.reduce(nextQueueState, { ...noQueues, queues: ['hotline'], members: read.state.members })
    expect(members.waiting).toEqual(end.waiting)
    expect(members.calls).toEqual(end.calls)
    expect(queueStateSchema.safeParse(end).success).toBe(true)
    for (const event of events) expect(queueEventSchema.safeParse(event).success).toBe(true)
  }, 30_000)

  it('looks like a hotline: most are answered, some give up, some burn, seats take breaks, and nobody is forgotten', async () => {
    const { events, end } = await morning(4, 60)
    const entered = count(events, 'entered')
    expect(entered).toBeGreaterThan(150)
    expect(count(events, 'answered') / entered).toBeGreaterThan(0.6)
    expect(count(events, 'left')).toBeGreaterThan(3)
    expect(count(events, 'held')).toBeGreaterThan(3)
    expect(events.filter((event) => event.kind === 'entered' && event.caller.risk === 'RED').length).toBeGreaterThan(1)
    expect(events.filter((event) => event.kind === 'member' && event.membership === 'paused').length).toBeGreaterThan(1)
    expect(end.waiting.length + end.calls.length).toBe(entered - count(events, 'left') - count(events, 'completed'))
    expect(end.waiting.length).toBeLessThan(40)
  }, 30_000)

  it('has no number that anybody could have', async () => {
    const { events } = await morning(5, 30)
    const numbers = new Set(events.flatMap((event) => (event.kind === 'entered' ? [event.caller.maskedNumber] : [])))
    for (const number of numbers) expect(number).toMatch(/^(?:154\*{4}\d{4}|号码未显示)$/)
  }, 30_000)
})
