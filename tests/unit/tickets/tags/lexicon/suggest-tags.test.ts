import { describe, expect, test } from 'vitest'
import { compileLexicon } from '../../../../../shared/tickets/tags/lexicon/compile-lexicon'
import type { LexiconEntry } from '../../../../../shared/tickets/tags/lexicon/lexicon'
import { suggestTags } from '../../../../../shared/tickets/tags/lexicon/suggest-tags'
import { shippedTagData } from '../../../../../shared/tickets/tags/tag-data'
import { sentences } from './sentences'
import { evidence, hitsOf, read, tagsOf, words } from './shipped'

describe('the sentences that come with the lexicon', () => {
  test.each(sentences)('$text', ({ text, expect: expected, denied = {} }) => {
    expect(tagsOf(text)).toEqual(expected)
    expect(read(text).denied).toEqual(denied)
  })

  test('none is missing', () => {
    expect(sentences).toHaveLength(44)
  })
})

describe('the shipped lexicon', () => {
  test('holds what its makers counted', () => {
    expect(words.entries).toHaveLength(353)
    expect(words.falseFriends).toHaveLength(85)
    expect(new Set(words.entries.map((entry) => entry.p)).size).toBe(339)
  })

  test('every entry is found in its own words, unless it needs others beside it', () => {
    for (const entry of words.entries) {
      if (entry.needs !== undefined) continue
      const context = entry.selfNegated ? `我${entry.p}` : entry.p
      expect(
        hitsOf(context, entry.tag).map((hit) => hit.phrase),
        entry.p,
      ).toContain(entry.p)
    }
  })

  test('every false friend silences the tags it lists', () => {
    for (const friend of words.falseFriends) {
      for (const tag of friend.tags) expect(hitsOf(friend.p, tag), `${friend.p} ${tag}`).toEqual([])
    }
  })
})

describe('where the words stand', () => {
  test('offsets count in what was typed, over blanks and wide characters', () => {
    const text = '田𠮷明说：要 跳　楼 ！'
    expect(evidence(text, 'EXTREME')).toEqual(['跳　楼'])
  })

  test('a line break keeps a phrase apart, a blank does not', () => {
    expect(tagsOf('跳\n楼')).toEqual({})
    expect(tagsOf('跳 楼')).toEqual({ EXTREME: 'RED' })
    expect(tagsOf('跳，楼')).toEqual({})
  })

  test('a full stop ends a sentence, a decimal point does not', () => {
    expect(tagsOf('我怀孕了.公司要把我开除')).toEqual({})
    expect(tagsOf('一共欠了10.5万')).toEqual({ AMOUNT: 'YELLOW' })
  })

  test('full-width and compatibility characters read as plain ones', () => {
    expect(tagsOf('一共欠了４０万')).toEqual({ AMOUNT: 'YELLOW' })
    expect(tagsOf('⼀共欠了四⼗万')).toEqual({ AMOUNT: 'YELLOW' })
  })

  test('a number is underlined with what makes it a number of people or money', () => {
    const text = '我们十几个工友，还差40多万元。'
    expect(evidence(text, 'GROUP')).toEqual(['十几个工友'])
    expect(evidence(text, 'AMOUNT')).toEqual(['40多万元'])
  })

  test('hits of different tags may overlap, each with its own state', () => {
    const text = '我没有活路了'
    expect(hitsOf(text, 'DESPAIR').map((hit) => [hit.level, hit.state])).toEqual([[2, 'hit']])
    expect(hitsOf(text, 'EXTREME').map((hit) => [hit.level, hit.state])).toEqual([['YELLOW', 'hit']])
  })
})

describe('false friends', () => {
  test('an overlap is enough, and only the listed tags fall', () => {
    expect(tagsOf('天天气死人')).toEqual({ ANGRY: 2 })
    expect(tagsOf('真是救命钱啊')).toEqual({})
    expect(tagsOf('救命啊')).toEqual({ SAFETY: 'RED' })
  })

  test('side by side is no overlap', () => {
    expect(tagsOf('救命钱救命')).toEqual({ SAFETY: 'RED' })
    expect(tagsOf('救命救命钱')).toEqual({ SAFETY: 'RED' })
  })

  test('the same word elsewhere in the text still counts', () => {
    expect(tagsOf('跳楼价卖的，他要跳楼')).toEqual({ EXTREME: 'RED' })
  })
})

describe('what an entry needs', () => {
  test('a word in front of which a negator stands does not fill the need', () => {
    expect(tagsOf('怀孕了，没有被辞退')).toEqual({})
    expect(tagsOf('怀孕了，没有辞退')).toEqual({})
    expect(tagsOf('怀孕了，没有涨工资，要辞退')).toEqual({ VULNERABLE: 'YELLOW' })
  })

  test('the need ends with the sentence', () => {
    expect(tagsOf('我怀孕了。公司把她开除')).toEqual({})
  })
})

describe('the longest phrase wins', () => {
  test('inside one tag only the longest stays', () => {
    expect(evidence('正在去市政府', 'PETITION')).toEqual(['正在去市政府'])
    expect(evidence('点火自焚', 'EXTREME')).toEqual(['点火自焚'])
  })
})

describe('surroundings', () => {
  test('at height it is a question, with a sign of danger it is red', () => {
    expect(tagsOf('我们在楼顶干嘛')).toEqual({ EXTREME: 'YELLOW' })
    expect(tagsOf('我爬在楼顶')).toEqual({ EXTREME: 'RED' })
    expect(tagsOf('我在楼顶等你们一二三四五六坐')).toEqual({ EXTREME: 'YELLOW' })
  })

  test('a lowered reading asks to be checked, with the question', () => {
    const [hit] = hitsOf('我们在天台装空调', 'EXTREME')
    expect(hit).toMatchObject({ level: 'YELLOW', verify: true, note: '核实：在干活还是有危险？' })
  })

  test('one sign of danger in the clause takes the lowering back', () => {
    expect(tagsOf('在天台装空调要往边上站')).toEqual({ EXTREME: 'RED' })
    expect(tagsOf('在天台装空调，要往边上站')).toEqual({ EXTREME: 'YELLOW' })
  })

  test('a refused resignation is looked for in the whole sentence', () => {
    expect(tagsOf('我想辞职，不让走').RETALIATION).toBe('YELLOW')
    expect(tagsOf('我想辞职。不让走').RETALIATION).toBe('RED')
    expect(tagsOf('我想辞职，门口有保安，不让走').RETALIATION).toBe('RED')
  })

  test('medicine that a doctor gave is no overdose, a whole bottle is', () => {
    expect(tagsOf('感冒喝了药')).toEqual({ EXTREME: 'YELLOW' })
    expect(tagsOf('感冒喝了药喝了一瓶')).toEqual({ EXTREME: 'RED' })
  })
})

describe('a lexicon that leads have changed', () => {
  const riskEntry = { group: 'risk' as const, tag: 'EXTREME', selfNegated: false, note: '' }
  const only = (entry: LexiconEntry) => compileLexicon({ ...words, entries: [entry] }, shippedTagData())

  test('a word inside the phrase itself neither lowers nor keeps it', () => {
    const lowerIf = { any: ['吃'], within: null, scope: 'clause' as const, unless: ['药'], to: 'YELLOW' as const }
    const lexicon = only({ ...riskEntry, id: 'X1', p: '吃药', level: 'RED', lowerIf })
    expect(suggestTags('他吃药', lexicon).risks).toEqual({ EXTREME: 'RED' })
    expect(suggestTags('他吃饭吃药', lexicon).risks).toEqual({ EXTREME: 'YELLOW' })
    expect(suggestTags('他吃饭吃药买药', lexicon).risks).toEqual({ EXTREME: 'RED' })
  })

  test('a word inside the phrase itself does not raise it', () => {
    const lexicon = only({
      ...riskEntry,
      id: 'X1',
      p: '在楼边',
      level: 'YELLOW',
      raiseIf: { any: ['边'], within: 3, to: 'RED' },
    })
    expect(suggestTags('他在楼边', lexicon).risks).toEqual({ EXTREME: 'YELLOW' })
    expect(suggestTags('他在楼边靠边', lexicon).risks).toEqual({ EXTREME: 'RED' })
  })
})

describe('negation', () => {
  test('for a tag that is not protected the hit falls', () => {
    expect(tagsOf('我不着急')).toEqual({})
    expect(tagsOf('你别着急')).toEqual({})
    expect(tagsOf('我们不会去堵门')).toEqual({})
  })

  test('for a protected tag the hit is outlined with the question to ask, and adds nothing', () => {
    expect(read('我没有自杀')).toMatchObject({ risks: {}, denied: { EXTREME: 'ORANGE' } })
    expect(hitsOf('我没有自杀', 'EXTREME')).toMatchObject([
      { state: 'denied', level: 'ORANGE', note: '来电人否认，请问一句' },
    ])
  })

  test('a denied hit is not listed beside an equal or higher one', () => {
    expect(read('我不想跳楼，他要跳楼')).toMatchObject({ risks: { EXTREME: 'RED' }, denied: {} })
    expect(read('我不想跳楼，就是想不开')).toMatchObject({ risks: { EXTREME: 'ORANGE' }, denied: { EXTREME: 'RED' } })
  })

  test('an imperative tells of a danger', () => {
    expect(read('劝他们别跳楼')).toMatchObject({ risks: { EXTREME: 'RED' }, denied: {} })
    expect(read('叫他不要跳楼')).toMatchObject({ risks: { EXTREME: 'RED' }, denied: {} })
  })

  test('words that only look like a negator do not negate', () => {
    for (const text of ['个别跳楼', '要不跳楼', '想不想跳楼', '动不动跳楼'])
      expect(tagsOf(text), text).toEqual({ EXTREME: 'RED' })
  })

  test('a blocker reaches twelve characters and no further', () => {
    expect(read('不打算一二三四五六七八九十甲乙跳楼').denied).toEqual({ EXTREME: 'RED' })
    expect(read('不打算一二三四五六七八九十甲乙丙跳楼').risks).toEqual({ EXTREME: 'RED' })
  })

  test('a reset cuts the reach of a blocker', () => {
    expect(tagsOf('我不打算活了要跳河').EXTREME).toBe('RED')
    expect(read('不打算今天跳河').denied).toEqual({ EXTREME: 'RED' })
  })

  test('a question denies nothing', () => {
    expect(tagsOf('他会不会去跳楼')).toEqual({ EXTREME: 'RED' })
    expect(tagsOf('是不是要跳楼')).toEqual({ EXTREME: 'RED' })
  })

  test('negation ends with the clause', () => {
    expect(tagsOf('没有，跳楼')).toEqual({ EXTREME: 'RED' })
  })

  test('a phrase with its own 不 takes a second one to deny', () => {
    expect(read('我真的不想活')).toMatchObject({ risks: { EXTREME: 'ORANGE' } })
    expect(read('没打算不想活')).toMatchObject({ risks: { EXTREME: 'ORANGE' } })
    expect(read('从没不想活')).toMatchObject({ risks: {}, denied: { EXTREME: 'ORANGE' } })
  })
})

describe('hearsay, conditions, the past', () => {
  test('lowers by one and asks to be checked', () => {
    expect(hitsOf('听说他们去堵门', 'GATHER')).toMatchObject([{ level: 'YELLOW', verify: true }])
    expect(hitsOf('如果不给就曝光', 'PUBLIC')).toMatchObject([{ level: 'BLUE', verify: true }])
  })

  test('never lowers danger to life', () => {
    expect(hitsOf('听说有人跳楼', 'EXTREME')).toMatchObject([{ level: 'RED', verify: true }])
  })

  test('counts only earlier in the same clause, and leaves emotions and numbers alone', () => {
    expect(tagsOf('去堵门要是')).toEqual({ GATHER: 'ORANGE' })
    expect(tagsOf('听说，去堵门')).toEqual({ GATHER: 'ORANGE' })
    expect(tagsOf('听说三十个人很着急')).toEqual({ GROUP: 'ORANGE', ANXIOUS: 1 })
  })
})

describe('levels of a tag', () => {
  test('three different phrases of one emotion raise it by one, the same phrase three times does not', () => {
    expect(tagsOf('不像话，太过分，气人')).toEqual({ ANGRY: 2 })
    expect(tagsOf('气人，气人，气人')).toEqual({ ANGRY: 1 })
    expect(tagsOf('混蛋，畜生，王八蛋')).toEqual({ ANGRY: 3 })
  })

  test('despair at its worst always brings a danger to life', () => {
    expect(tagsOf('绝望，撑不下去，看不到希望')).toEqual({ DESPAIR: 3, EXTREME: 'ORANGE' })
  })
})
