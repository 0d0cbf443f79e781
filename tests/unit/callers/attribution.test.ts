import { describe, expect, it } from 'vitest'
import areaCodes from '../../../shared/callers/area-codes.json'
import { createAttribution } from '../../../shared/callers/attribution'
import mobilePlaces from '../../../shared/callers/mobile-places.json'
import { parsePhoneNumber } from '../../../shared/callers/phone-number'
import { packMobilePlaces, readAreaCodes, readMobileBlocks, shortPlace } from './mobile-blocks'

const attribution = createAttribution({ areaCodes, mobilePlaces })
const originOf = (raw: string) => attribution.of(parsePhoneNumber(raw, { homeArea: '023' }))

describe('attribution of a number', () => {
  it('names the city of a landline by its area code', () => {
    expect(originOf('02390000012')).toEqual({ province: '重庆', city: null, carrier: null })
    expect(originOf('90000012')).toEqual({ province: '重庆', city: null, carrier: null })
    expect(originOf('0851-90000012')).toEqual({ province: '贵州', city: '贵阳/遵义/安顺', carrier: null })
    expect(originOf('08169000012')).toEqual({ province: '四川', city: '绵阳', carrier: null })
  })

  it('says it does not know a number that nobody has', () => {
    expect(originOf('15400000012')).toEqual({ province: null, city: null, carrier: null })
    expect(originOf('19400000012')).toEqual({ province: null, city: null, carrier: null })
  })

  it('guesses nothing for numbers from abroad, service numbers, short codes and numbers not shown', () => {
    for (const raw of ['+447700900113', '4000000012', '12345', 'anonymous', '801', 'x']) {
      expect(originOf(raw), raw).toEqual({ province: null, city: null, carrier: null })
    }
  })

  it('knows the network of a range although its place is not known', () => {
    expect(originOf('19200000000').carrier).toBe('china-broadnet')
    expect(originOf('19900000000').carrier).toBe('china-telecom')
    expect(originOf('17000000000').carrier).toBe('china-telecom')
    expect(originOf('17090000000').carrier).toBe('china-unicom')
    expect(originOf('13490000000').carrier).toBeNull()
  })

  it('gives every published mobile block the place that is published for it', () => {
    const longestFirst = [...readMobileBlocks()].sort(([a], [b]) => b.length - a.length)
    const seen = new Set<string>()
    const wrong = longestFirst.filter(([prefix, name]) => {
      const block = prefix.padEnd(7, '0')
      if (seen.has(block)) return false
      seen.add(block)
      const origin = attribution.of(parsePhoneNumber(`${block}0000`, { homeArea: '023' }))
      return [origin.province, origin.city].filter((part) => part !== null).join(' ') !== shortPlace(name)
    })
    expect(seen.size).toBeGreaterThan(100_000)
    expect(wrong.slice(0, 5)).toEqual([])
  })

  it('packs the published blocks into the table that is shipped (rebuild it with vitest -u)', async () => {
    await expect(packMobilePlaces(readMobileBlocks())).toMatchFileSnapshot('../../../shared/callers/mobile-places.json')
  })

  it('agrees with the published area codes on the first city of each', () => {
    const wrong = [...readAreaCodes()].filter(([code, names]) => {
      const ours: string | undefined = (areaCodes as Record<string, string>)[code]
      return (
        ours !== undefined &&
        !names
          .split('、')
          .map((name) => shortPlace(name).split(' ').at(-1) ?? '')
          .some((city) => ours.includes(city))
      )
    })
    expect(wrong).toEqual([['0898', '海南省海口市']])
  })
})
