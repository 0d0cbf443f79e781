import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FloorBody, FloorSignal } from '../../../shared/floor/floor-signal'
import { nextHandCards, type HandCards } from '../../../shared/floor/hand-card'
import { morning, testUuid } from '../../support/drafts'
import { agentAtSeat, floorSignal, leadZhou, otherAgent } from '../../support/floor-signals'

const [one, two] = [testUuid(1), testUuid(2)]
const raised = (handId: string): FloorBody => ({ kind: 'hand-raised', handId, for: 'policy', queueCallId: null, number: '154****0012', callSince: morning })
let position = 0
const from = (person: FloorSignal['from'], body: FloorBody): FloorSignal => floorSignal((position += 1), { from: person, to: { kind: 'leads' }, body })
const heard = (signals: readonly FloorSignal[]) => signals.reduce<HandCards>((cards, signal, index) => nextHandCards(cards, signal, morning + index), [])
const kinds = (signals: readonly FloorSignal[]) => heard(signals).map(({ kind }) => kind)

describe('raised hands on a lead’s console', () => {
  it('are seen, answered and gone when they are done with', () => {
    const course = [
      from(agentAtSeat, raised(one)), from(leadZhou, { kind: 'hand-seen', handId: one }),
      from(leadZhou, { kind: 'hand-answered', handId: one, answer: { how: 'text', text: '先记下来' } }), from(leadZhou, { kind: 'hand-done', handId: one }),
    ]
    expect(course.map((_, index) => kinds(course.slice(0, index + 1)))).toEqual([['raised'], ['seen'], ['answered'], []])
  })

  it('stand beside each other, and keep the time since they went up', () => {
    const cards = heard([from(agentAtSeat, raised(one)), from(otherAgent, raised(two)), from(leadZhou, { kind: 'hand-seen', handId: one })])
    expect(cards.map(({ since, from: { name } }) => [since - morning, name])).toEqual([[0, '李敏'], [1, '王芳']])
  })

  it('of one seat are one: a console that came back has a new hand, and the one it lost track of is gone', () => {
    expect(heard([from(agentAtSeat, raised(one)), from(agentAtSeat, raised(two))]).map(({ handId }) => handId)).toEqual([two])
  })

  it('in any order of signals there is one card for each hand and one hand for each seat', () => {
    const body = fc.constantFrom(one, two).chain((handId) => fc.constantFrom<FloorBody>(
      raised(handId), { kind: 'hand-seen', handId }, { kind: 'hand-answered', handId, answer: { how: 'whisper' } }, { kind: 'hand-withdrawn', handId }, { kind: 'hand-done', handId },
    ))
    const signal = fc.tuple(fc.constantFrom(agentAtSeat, otherAgent), body).map(([person, said]) => from(person, said))
    fc.assert(fc.property(fc.array(signal, { maxLength: 30 }), (signals) => {
      const cards = heard(signals)
      expect(new Set(cards.map(({ handId }) => handId)).size).toBe(cards.length)
      expect(new Set(cards.map((card) => card.from.personId)).size).toBe(cards.length)
    }))
  })
})
