import { describe, expect, it } from 'vitest'
import { nextWarning, type Warning } from '../../../shared/tickets/warnings'

const given = (count: number): readonly Warning[] => Array.from({ length: count }, (_, at) => ({ kind: 'abuse', at }))

describe('a caller who abuses the line', () => {
  it.each([
    ['abuse', ['say', 'say', 'end', 'end']],
    ['obscene', ['say', 'end', 'end', 'end']],
  ] as const)('%s', (kind, expected) => {
    expect([0, 1, 2, 3].map((count) => nextWarning(given(count), kind))).toEqual(expected)
  })
})
