import { describe, expect, it } from 'vitest'
import { findEmployers, maxRecentEmployers, rememberEmployers } from '../../../shared/tickets/recent-employers'

const known = rememberEmployers([], [
  { name: '重庆示例江岸装饰工程有限公司', at: 1 },
  { name: '示例渝味餐馆', at: 5 },
  { name: '江岸示例物业', at: 3 },
  { name: ' 示例渝味餐馆 ', at: 2 },
  { name: '  ', at: 9 },
])

describe('employers named lately', () => {
  it('are counted under their name, the latest first', () => {
    expect(known.map(({ name, times, lastUsedAt }) => [name, times, lastUsedAt])).toEqual([
      ['示例渝味餐馆', 2, 5], ['江岸示例物业', 1, 3], ['重庆示例江岸装饰工程有限公司', 1, 1],
    ])
  })

  it('are found by any part of the name, those beginning with it first', () => {
    expect(findEmployers(known, '江岸', 9).map(({ name }) => name)).toEqual(['江岸示例物业', '重庆示例江岸装饰工程有限公司'])
  })

  it('without a text are simply the last ones', () => {
    expect(findEmployers(known, '', 2).map(({ name }) => name)).toEqual(['示例渝味餐馆', '江岸示例物业'])
  })

  it('are forgotten when too many came after them', () => {
    const many = rememberEmployers(known, Array.from({ length: maxRecentEmployers }, (_, at) => ({ name: `示例${at}号厂`, at: 100 + at })))
    expect(many).toHaveLength(maxRecentEmployers)
    expect(findEmployers(many, '江岸', 9)).toEqual([])
  })
})
