import { describe, expect, it } from 'vitest'
import { createHeldRecordings } from '../../../shared/recordings/held-recordings'
import { wavOf } from '../../../shared/recordings/wav'

const sound = (seconds: number) => wavOf(new Float32Array(8_000 * seconds), 8_000)

describe('recordings of practice', () => {
  it('are the newest few, and the others are gone', () => {
    const held = createHeldRecordings(2)
    for (const id of ['a', 'b', 'c']) {
      held.begin(id)
      held.end(id, sound(1))
    }
    expect(['a', 'b', 'c'].map((id) => held.facts(id).sound)).toEqual(['gone', 'there', 'there'])
    expect(held.sound('a')).toBeNull()
  })

  it('are none where there was nothing to hear', () => {
    const held = createHeldRecordings(2)
    held.begin('a')
    expect(held.facts('a')).toEqual({ sound: 'under-way', seconds: null, notice: null, lock: 'by-hand' })
    held.end('a', null)
    expect(held.facts('a').sound).toBe('gone')
  })

  it('never say that a notice was played, or that they are kept', () => {
    const held = createHeldRecordings(1)
    held.end('a', sound(3))
    expect(held.facts('a')).toEqual({ sound: 'there', seconds: 3, notice: null, lock: 'by-hand' })
  })
})
