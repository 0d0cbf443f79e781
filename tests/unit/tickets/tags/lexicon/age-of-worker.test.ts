import { describe, expect, test } from 'vitest'
import { spokenLines } from '../../../../../renderer/phone/practice/voices/lines'
import { evidence, tagsOf } from './shipped'

describe('an age in the clause behind the work', () => {
  test.each([
    '里头有两个娃儿在上班，看着不到十五岁',
    '老板带了两个娃儿来干活，才十四岁',
    '我弟弟在外面打工，今年十五岁',
    '养猪场有个娃儿在做工，看样子十三四岁的样子',
    '我在烧烤店打工，今年十四岁',
    '奶茶店有个小妹妹在打工，只有14岁',
    '里面有人在干活，估计都才十五岁不到',
    '有孩子在厂里搬砖，也就十二三岁吧',
  ])('is that of the one who works: %s', (text) => {
    expect(tagsOf(text)).toEqual({ VULNERABLE: 'ORANGE' })
  })

  test('as vague as it was said, it is yellow', () => {
    expect(tagsOf('有几个娃儿在里头干活，看着才十几岁')).toEqual({ VULNERABLE: 'YELLOW' })
  })

  test.each([
    ['the child is at home', '我在外面打工，儿子十岁'],
    ['the child is worked for', '我打工供娃儿读书，今年十岁'],
    ['and named first', '给娃儿挣学费在外面打工，才十岁'],
    ['taken along', '我带两个娃儿上班，才六岁'],
    ['another clause speaks of it', '我在外面打工，娃儿跟爷爷，今年十岁'],
    ['the work is the caller’s', '娃儿生病我还要上班，才三岁'],
    ['the work is another grown-up’s', '孩子他妈要上班，才八岁'],
    ['and nobody’s child is named', '他妈上班，才八岁'],
    ['there is no work', '孩子要人接没法上班，才九岁'],
    ['a third person has the age', '我在外面打工，她才十岁'],
    ['it tells when something began', '我在这个厂干了二十年，十五岁就来了'],
    ['a full stop stands between', '里头有两个娃儿在上班。看着不到十五岁'],
    ['it is a grown-up', '我在烧烤店打工，今年四十岁'],
  ])('is not, where %s', (_, text) => {
    expect(tagsOf(text).VULNERABLE).toBeUndefined()
  })

  test('counts over one clause only', () => {
    expect(tagsOf('有两个娃儿在上班，在城边上，不到十五岁')).toEqual({})
  })
})

test('the caller who reports child labour in practice says it in words that are understood', () => {
  const said = (spokenLines.C06?.lines ?? []).join('')
  expect(tagsOf(said)).toMatchObject({ VULNERABLE: 'ORANGE' })
  expect(evidence(said, 'VULNERABLE')).toEqual(['不到十五岁'])
})
