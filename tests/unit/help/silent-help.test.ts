import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handDown, handSteps, isLeftAlone, nextHand, nobodyLooksMs, type HandEvent, type RaisedHand } from '../../../shared/help/silent-help'
import { epochMs } from '../../../shared/lib/clock'

const t = (ms: number) => epochMs(ms)
const raised: HandEvent = { kind: 'raised', for: 'harassment', callId: null, at: t(0) }
const seen: HandEvent = { kind: 'seen', by: '陈班长', at: t(5000) }
const text: HandEvent = { kind: 'answered', by: '陈班长', answer: { how: 'text', text: '可以挂断' }, at: t(9000) }
const run = (events: readonly HandEvent[]) => events.reduce(nextHand, handDown)

describe('a raised hand', () => {
  it('is seen, answered and put away', () => {
    expect([raised, seen, text, { kind: 'closed', at: t(9500) } as const].map((_, index, all) => run(all.slice(0, index + 1)).kind)).toEqual(['raised', 'seen', 'answered', 'down'])
  })

  it('keeps the time since it was raised, whatever is answered', () => {
    expect(run([raised, seen, text])).toMatchObject({ at: 0, for: 'harassment', by: '陈班长' })
  })

  it('may be answered by text first and by a take-over then', () => {
    expect(run([raised, text, { kind: 'answered', by: '陈班长', answer: { how: 'take-over', extension: '1003' }, at: t(12_000) }])).toMatchObject({ answer: { how: 'take-over' } })
  })

  it('is not withdrawn once it was answered, and nothing is answered that is down', () => {
    const answered = run([raised, text])
    expect(nextHand(answered, { kind: 'withdrawn', at: t(1) })).toBe(answered)
    expect(nextHand(handDown, text)).toBe(handDown)
  })

  it('goes down when the lead says that it is done, answered or not, and by whom is no matter to one that is down', () => {
    const done: HandEvent = { kind: 'done', by: '陈班长', at: t(9900) }
    expect([run([raised, done]), run([raised, seen, done]), run([raised, text, done]), run([done])].map(({ kind }) => kind)).toEqual(['down', 'down', 'down', 'down'])
    expect(handSteps(run([raised, text]), done, handDown, false)).toMatchObject([{ code: 'hand-closed', note: 'harassment' }])
  })

  it('is left alone when nobody has looked for half a minute', () => {
    expect([nobodyLooksMs - 1, nobodyLooksMs].map((now) => isLeftAlone(run([raised]), now))).toEqual([false, true])
    expect(isLeftAlone(run([raised, seen]), nobodyLooksMs * 2)).toBe(false)
  })

  it('leaves a step on the timeline for every change and for nothing else, in any order of events', () => {
    const event = fc.constantFrom<HandEvent>(raised, seen, text, { kind: 'withdrawn', at: t(1) }, { kind: 'closed', at: t(2) }, { kind: 'done', by: '陈班长', at: t(3) }, { ...raised, for: 'policy' })
    fc.assert(fc.property(fc.array(event, { maxLength: 30 }), (events) => void events.reduce<RaisedHand>((before, each) => {
      const after = nextHand(before, each)
      expect(handSteps(before, each, after, false)).toHaveLength(before === after ? 0 : 1)
      if (before.kind !== 'down' && after.kind !== 'down') expect([after.for, after.at]).toEqual([before.for, before.at])
      return after
    }, handDown)))
  })
})
