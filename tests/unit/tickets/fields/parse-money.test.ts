import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fenInWords, formatFen, formatFenShort, otherSide } from '../../../../shared/tickets/fields/format-money'
import { parseMoney } from '../../../../shared/tickets/fields/parse-money'

const fen = (text: string) => {
  const parsed = parseMoney(text)
  return parsed.ok ? parsed.value : parsed.error.code
}

describe('typing a sum of money', () => {
  it.each([
    ['400000', 40_000_000], ['40万', 40_000_000], ['40 万元', 40_000_000], ['４０万', 40_000_000], ['4.5万', 4_500_000],
    ['1,234.56', 123_456], ['¥1，234.56', 123_456], ['四十万', 40_000_000], ['六千三', 630_000], ['六千零三', 600_300],
    ['一万五', 1_500_000], ['1万2', 1_200_000], ['1万2000', 1_200_000], ['十二万三千四百五十六元七角八分', 12_345_678],
    ['三块五', 350], ['三元五分', 305], ['3w', 3_000_000], ['5k', 500_000], ['两千块钱', 200_000], ['壹拾贰万元整', 12_000_000],
    ['一亿零五百万', 10_500_000_000], ['十万', 10_000_000], ['0.1', 10], ['0', 0], ['零', 0], ['1.10', 110],
  ])('%s is %d fen', (text, expected) => expect(fen(text)).toBe(expected))

  it.each(['', '十几万', '三四万', '很多', '-5', '1,23', '1.2.3', '万', '五毛', '4万5万', '12万块块'])('%s is no sum', (text) => {
    expect(fen(text)).toBe('not-a-sum')
  })

  it('refuses what is finer than a fen, and more than the field holds', () => {
    expect(fen('1.005')).toBe('finer-than-fen')
    expect(fen('0.00001万')).toBe(10)
    expect(fen('0.000001万')).toBe(1)
    expect(fen('10亿')).toBe(1e11)
    expect(fen('10亿零1')).toBe('too-large')
  })

  it('reads back to the fen whatever it has formatted or said in words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), (value) => {
        expect(fen(formatFen(value))).toBe(value)
        if (value >= 100) expect(fen(fenInWords(value))).toBe(value)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,十百千万亿元角分一二两零kw -')) }), (text) => void parseMoney(text)))
  })
})

describe('reading a sum back to the caller', () => {
  it.each([
    [40_000_000, '四十万元整'], [630_000, '六千三百元整'], [10_000_000, '十万元整'], [123_456, '一千二百三十四元五角六分'],
    [600_300, '六千零三元整'], [1_000_005, '一万元零五分'], [0, '零元整'], [50, '五角'], [100_010_000, '一百万零一百元整'], [11_000_000, '十一万元整'],
  ])('%d fen is %s', (value, words) => expect(fenInWords(value)).toBe(words))

  it('shows the other side of a total and of a sum per head', () => {
    expect(otherSide(40_000_000, 'total', 10)).toEqual({ scope: 'each', fen: 4_000_000 })
    expect(otherSide(4_000_000, 'each', 10)).toEqual({ scope: 'total', fen: 40_000_000 })
    expect(otherSide(100, 'total', 3)).toEqual({ scope: 'each', fen: 33 })
    expect(otherSide(100, 'total', 1)).toBeNull()
    expect([formatFenShort(4_000_000), formatFenShort(4_000_050)]).toEqual(['40,000', '40,000.50'])
  })
})
