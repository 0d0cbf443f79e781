import { describe, expect, test } from 'vitest'
import { findNumbers } from '../../../../../shared/tickets/tags/lexicon/numbers'
import { tagsOf } from './shipped'

const values = (text: string) => findNumbers(text).map((number) => number.value)

describe('numbers as people say them', () => {
  test.each([
    ['十', 10],
    ['十五', 15],
    ['两百', 200],
    ['一百零五', 105],
    ['一百二', 120],
    ['三千八', 3800],
    ['一万五', 15_000],
    ['一万零五', 10_005],
    ['一百二十万', 1_200_000],
    ['三十多万', 300_000],
    ['十几万', 100_000],
    ['几十万', 100_000],
    ['几百', 100],
    ['一百几十', 110],
    ['十四五', 14],
    ['三四十', 30],
    ['两三百', 200],
    ['五六十万', 500_000],
    ['一零八', 108],
    ['40万', 400_000],
    ['3.5万', 35_000],
    ['30多万', 300_000],
    ['2万5', 25_000],
    ['1万2000', 12_000],
    ['2万5千', 25_000],
    ['两千三百四十五', 2345],
  ])('%s', (text, value) => {
    expect(findNumbers(text)).toMatchObject([{ start: 0, end: text.length, value }])
  })

  test('千万别 and 万一 are no sums', () => {
    expect(values('千万别')).toEqual([])
    expect(findNumbers('万一')).toMatchObject([{ value: 1, isThousands: false }])
    expect(values('百来')).toEqual([])
  })

  test('a trailing 多 or 几 stands outside', () => {
    expect(findNumbers('三十多')).toMatchObject([{ end: 2, value: 30 }])
    expect(findNumbers('十几个')).toMatchObject([{ end: 1, value: 10 }])
  })

  test('an account number is no number, and costs no time', () => {
    expect(values('6222020200112233445')).toEqual([])
    expect(values('9'.repeat(2000))).toEqual([])
  })
})

describe('people', () => {
  test.each([
    ['两个人', undefined],
    ['三个人', 'BLUE'],
    ['四位', undefined],
    ['四位工友', 'BLUE'],
    ['五名职工', 'YELLOW'],
    ['九个兄弟', 'YELLOW'],
    ['十个人', 'ORANGE'],
    ['49个农民工', 'ORANGE'],
    ['五十人', 'RED'],
    ['三十来号人', 'ORANGE'],
  ])('%s', (text, level) => {
    expect(tagsOf(text).GROUP).toBe(level)
  })

  test('what only looks like people is left out', () => {
    for (const text of ['第三十人', '每三十人', '30人民', '30人次', '人均三十人均', '12345人工', '30人事'])
      expect(tagsOf(text), text).toEqual({})
  })

  test('the largest count decides', () => {
    expect(tagsOf('三个人来了，另外十二个人在外面')).toEqual({ GROUP: 'ORANGE' })
  })
})

describe('money', () => {
  test.each([
    ['九万九千', undefined],
    ['十万', 'YELLOW'],
    ['100000元', 'YELLOW'],
    ['100,000元', 'YELLOW'],
    ['49万', 'YELLOW'],
    ['五十万', 'ORANGE'],
    ['两百万', 'ORANGE'],
    ['十万人', undefined],
    ['十万公里', undefined],
    ['月薪十万', undefined],
    ['每人十万', undefined],
    ['投资五百万', undefined],
    ['三百块', undefined],
  ])('%s', (text, level) => {
    expect(tagsOf(text).AMOUNT).toBe(level)
  })

  test('three ten-thousands count once ten people share them', () => {
    expect(tagsOf('九个人三万')).toEqual({ GROUP: 'YELLOW' })
    expect(tagsOf('十个人三万')).toEqual({ GROUP: 'ORANGE', AMOUNT: 'BLUE' })
  })

  test('the exclusion looks back six characters', () => {
    expect(tagsOf('投资了一二三四十万')).toEqual({})
    expect(tagsOf('投资甲乙丙丁戊己十万')).toEqual({ AMOUNT: 'YELLOW' })
  })
})

describe('ages', () => {
  test.each([
    ['两岁在干活', undefined],
    ['三岁在干活', 'ORANGE'],
    ['15岁在干活', 'ORANGE'],
    ['15岁', undefined],
    ['16岁', 'YELLOW'],
    ['17周岁', 'YELLOW'],
    ['18岁在干活', undefined],
    ['未满18岁', 'YELLOW'],
    ['不满16岁在打工', 'ORANGE'],
    ['十几岁在打工', 'YELLOW'],
    ['十来岁在打工', 'ORANGE'],
    ['十四五岁在搬砖', 'ORANGE'],
  ])('%s', (text, level) => {
    expect(tagsOf(text).VULNERABLE).toBe(level)
  })

  test("the caller's own child at home is nobody's worker", () => {
    for (const text of ['带着十岁的娃打工', '女儿十岁，我在打工', '十岁。我在打工'])
      expect(tagsOf(text), text).toEqual({})
  })
})
