import { describe, expect, it } from 'vitest'
import { positionsIn } from '../../load/positions-in'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'

describe('the positions in an answer that nobody reads', () => {
  const changes = eventsOf(draftOf(1, { values: { ...wageComplaint, note: '他说："{"position":7}"' } })).map((event, at) => ({ position: 98 + at, version: at + 1, event }))

  it('are those of its changes, in their order, whatever stands in a text', () => {
    const body = Buffer.from(JSON.stringify({ changes, newest: 104 }))
    expect(positionsIn(body)).toEqual(changes.map(({ position }) => position))
    expect(changes.length).toBeGreaterThan(3)
  })

  it('are none where there is nothing new', () => {
    expect(positionsIn(Buffer.from('{"changes":[],"newest":104}'))).toEqual([])
  })
})
