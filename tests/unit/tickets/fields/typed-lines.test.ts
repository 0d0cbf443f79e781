import { describe, expect, it } from 'vitest'
import { shippedDispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import { fieldsOfPlace } from '../../../../shared/tickets/dispatch/work-place'
import { parseAmount } from '../../../../shared/tickets/fields/parse-amount'
import { readPlaceText } from '../../../../shared/tickets/fields/place-text'
import { withValue } from '../../../../shared/tickets/fields/with-value'

const { places, provinces } = shippedDispatchData()

describe('a sum with what it is the sum of', () => {
  it.each([
    ['合计40万', 40_000_000, 'total'], ['40万合计', 40_000_000, 'total'], ['一共四十万', 40_000_000, 'total'], ['每人4万', 4_000_000, 'each'], ['人均 4万', 4_000_000, 'each'],
    ['4万', 4_000_000, null], ['不清楚', null, null], ['?', null, null],
  ])('%s', (text, fen, scope) => expect(parseAmount(text)).toEqual({ ok: true, value: { fen, scope } }))
  it('refuses what is no sum', () => expect(parseAmount('合计很多')).toEqual({ ok: false, error: { code: 'not-a-sum' } }))
})

describe('a line for the place of work', () => {
  const read = (text: string) => {
    const { hits, address } = readPlaceText(text, places, provinces)
    return { ...(hits[0] === undefined ? {} : fieldsOfPlace(hits[0])), address }
  }
  const street = { work_district: '500103', work_street: '500103008' }
  it.each(['njm 示例路12号', '渝中 南纪门 示例路12号', '渝中区南纪门街道示例路12号', '重庆市渝中区南纪门街道示例路12号', '南纪门街道 示例路12号'])('%s', (text) => {
    expect(read(text)).toEqual({ ...street, address: '示例路12号' })
  })
  it('takes the district alone where the street is not named', () => {
    expect(read('渝中区示例路12号')).toEqual({ work_district: '500103', address: '示例路12号' })
  })
  it('leaves everything to the address where no place is found', () => {
    expect(read('江岸公寓西门')).toEqual({ address: '江岸公寓西门' })
    expect(read('')).toEqual({ address: '' })
  })
})

describe('a value taken back', () => {
  it('is not recorded any more', () => {
    expect(withValue({ caller_name: '秦木根', note: 'x' }, 'caller_name', '')).toEqual({ note: 'x' })
    expect(withValue({}, 'workers_count', undefined)).toEqual({})
  })
})
