import { describe, expect, it } from 'vitest'
import { rushBegan } from '../../../shared/alarms/rush'

const second = 1_000
const span = (from: number, to: number) => ({ from: from * second, to: to * second })

describe('the rush of a queue', () => {
  it('goes back as far as somebody has always waited, whoever it was', () => {
    expect(rushBegan([span(100, 160), span(150, 220), span(210, 300)], 300 * second)).toBe(100 * second)
  })

  it('bridges a moment without anybody, in which no alarm of the queue is over', () => {
    expect(rushBegan([span(100, 160), span(185, 300)], 300 * second)).toBe(100 * second)
  })

  it('ends at a pause in which every alarm of the queue is over', () => {
    expect(rushBegan([span(10, 100), span(131, 220), span(215, 300)], 300 * second)).toBe(131 * second)
  })

  it('is not there while nobody waits', () => {
    expect(rushBegan([], 300 * second)).toBe(300 * second)
  })

  it('does not depend on the order of what was heard', () => {
    const spans = [span(100, 160), span(150, 290), span(10, 60), span(280, 300)]
    expect(rushBegan([...spans].reverse(), 300 * second)).toBe(rushBegan(spans, 300 * second))
  })
})
