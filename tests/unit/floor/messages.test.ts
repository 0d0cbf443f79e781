import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FloorSignal } from '../../../shared/floor/floor-signal'
import { nextMessages, noMessages, type Messages } from '../../../shared/floor/messages'
import { testUuid } from '../../support/drafts'
import { agentAtSeat, floorSignal, leadZhou, otherAgent } from '../../support/floor-signals'

const message = (index: number, person: FloorSignal['from'] = leadZhou): FloorSignal => floorSignal(index, { id: testUuid(index), from: person })
const read = (index: number, person: FloorSignal['from']): FloorSignal => floorSignal(100 + index, { from: person, to: { kind: 'leads' }, body: { kind: 'message-read', messageId: testUuid(index) } })
const at = (person: FloorSignal['from'], signals: readonly FloorSignal[]) => signals.reduce<Messages>((all, signal) => nextMessages(all, signal, signal.at, person.personId), noMessages)

describe('messages of leads', () => {
  it('stand one below the other until each was read, also after the page was loaded anew', () => {
    const all = [message(1), message(2), message(3), read(2, agentAtSeat)]
    expect(at(agentAtSeat, all).unread.map(({ text }) => text)).toEqual(['第 1 条', '第 3 条'])
    expect(at(agentAtSeat, [...all, ...all]).unread).toHaveLength(2)
  })

  it('that somebody else has read are still unread here', () => {
    expect(at(agentAtSeat, [message(1), read(1, otherAgent)]).unread).toHaveLength(1)
  })

  it('are told back to whoever wrote them by name, each reader once', () => {
    const { sent, unread } = at(leadZhou, [message(1), read(1, agentAtSeat), read(1, agentAtSeat), read(1, otherAgent)])
    expect(sent.map(({ readBy }) => readBy.map(({ name }) => name))).toEqual([['李敏', '王芳']])
    expect(unread).toEqual([])
  })

  it('are never lost and never doubled, in whatever order reads and messages come', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), fc.boolean()), { maxLength: 40 }), (steps) => {
      const signals = steps.map(([index, isRead]) => (isRead ? read(index, agentAtSeat) : message(index)))
      const unread = at(agentAtSeat, signals).unread.map(({ id }) => id)
      const expected = new Set<string>()
      for (const [index, isRead] of steps) {
        if (isRead) expected.delete(testUuid(index))
        else expected.add(testUuid(index))
      }
      expect([...unread].sort()).toEqual([...expected].sort())
    }))
  })
})
