import { describe, expect, it } from 'vitest'
import { once } from '../../../shared/lib/once'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'

describe('a value worked out once', () => {
  it('is worked out when it is first asked for, and never again', () => {
    let times = 0
    const value = once(() => {
      times += 1
      return { words: ['工资'] }
    })
    expect(times).toBe(0)
    expect(value()).toBe(value())
    expect(times).toBe(1)
  })

  it('may be nothing', () => {
    let times = 0
    const value = once(() => {
      times += 1
      return null
    })
    expect([value(), value()]).toEqual([null, null])
    expect(times).toBe(1)
  })

  it('is tried anew after it has failed', () => {
    const answers = [() => { throw new Error('broken file') }, () => 'whole file']
    const value = once(() => answers.shift()?.())
    expect(value).toThrow('broken file')
    expect(value()).toBe('whole file')
  })

  it('is the same for whoever asks for the shipped tags, order by order', () => {
    expect(shippedTagData()).toBe(shippedTagData())
  })
})
