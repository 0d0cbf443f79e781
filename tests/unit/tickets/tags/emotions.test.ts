import { describe, expect, test } from 'vitest'
import { asksForEmotions, easedBy, withEmotion, withoutEmotion } from '../../../../shared/tickets/tags/emotions'
import { data, emotions } from './shipped-data'

describe('recording emotions', () => {
  test('the first is the main one, two more fit', () => {
    const two = emotions({ AGITATED: 2, DOUBTFUL: 1 })
    expect(withEmotion(two, { code: 'ANGRY', level: 1 }, data)).toEqual({
      ok: true,
      value: emotions({ AGITATED: 2, DOUBTFUL: 1, ANGRY: 1 }),
    })
    expect(withEmotion(emotions({ AGITATED: 2, DOUBTFUL: 1, ANGRY: 1 }), { code: 'GRIEF', level: 1 }, data)).toEqual({
      ok: false,
      error: { code: 'too-many-emotions', most: 3 },
    })
  })

  test('picking one again changes its level and keeps its place', () => {
    expect(withEmotion(emotions({ AGITATED: 2, DOUBTFUL: 1 }), { code: 'AGITATED', level: 3 }, data)).toEqual({
      ok: true,
      value: emotions({ AGITATED: 3, DOUBTFUL: 1 }),
    })
  })

  test('calm excludes all others, either way round', () => {
    expect(withEmotion(emotions({ ANGRY: 2 }), { code: 'CALM', level: 0 }, data)).toEqual({
      ok: true,
      value: emotions({ CALM: 0 }),
    })
    expect(withEmotion(emotions({ CALM: 0 }), { code: 'ANGRY', level: 2 }, data)).toEqual({
      ok: true,
      value: emotions({ ANGRY: 2 }),
    })
  })

  test('taking the last one back leaves it unrecorded', () => {
    expect(withoutEmotion(emotions({ ANGRY: 2 }), 'ANGRY')).toBeNull()
    expect(withoutEmotion(null, 'ANGRY')).toBeNull()
  })

  test('soothed by one level; unrecorded is not compared', () => {
    expect(easedBy(emotions({ AGITATED: 2, DOUBTFUL: 1 }), emotions({ AGITATED: 1 }))).toBe(1)
    expect(easedBy(emotions({ ANGRY: 2 }), emotions({ CALM: 0 }))).toBe(2)
    expect(easedBy(emotions({ ANGRY: 1 }), emotions({ ANGRY: 3 }))).toBe(-2)
    expect(easedBy(null, emotions({ ANGRY: 3 }))).toBeNull()
  })

  test('is asked for from yellow on, or for complaints and reports', () => {
    expect(asksForEmotions('YELLOW', 'ZX', data)).toBe(true)
    expect(asksForEmotions('BLUE', 'ZX', data)).toBe(false)
    expect(asksForEmotions(null, 'TS', data)).toBe(true)
    expect(asksForEmotions(null, undefined, data)).toBe(false)
  })
})
