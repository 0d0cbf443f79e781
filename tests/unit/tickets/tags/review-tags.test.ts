import { describe, expect, test } from 'vitest'
import { formFacts } from '../../../../shared/tickets/tags/form-suggestions'
import { mergeProposals } from '../../../../shared/tickets/tags/proposals'
import { reviewTags } from '../../../../shared/tickets/tags/review-tags'
import { read } from './lexicon/shipped'
import { data, emotions, risks, untagged } from './shipped-data'
import type { Tagging } from '../../../../shared/tickets/tags/suggestion-state'

const beside = { earlierCalls: 0, unsatisfiedCallBacks: 0, day: '2026-11-23' }
const empty = formFacts({}, beside)

function proposed(text: string, form = empty, tagging: Tagging = untagged): Record<string, string | number> {
  return Object.fromEntries(
    reviewTags(read(text), form, tagging, data).suggestions.map(({ proposal, status }) => [
      proposal.code,
      status === 'denied' ? `denied ${proposal.level}` : proposal.level,
    ]),
  )
}

describe('callers of the practice line', () => {
  test('ten carpenters: group, amount, the project office, worked up', () => {
    const form = formFacts(
      { workers_count: 10, amount_owed_fen: 40_000_000, amount_scope: 'total', category: 'WAGE-02' },
      beside,
    )
    expect(proposed('班组十人，合计欠40万元，工友情绪激动，想去项目部门口等。', form)).toEqual({
      GROUP: 'ORANGE',
      AMOUNT: 'YELLOW',
      GATHER: 'YELLOW',
      AGITATED: 2,
    })
  })

  test('a whispering caller locked in', () => {
    expect(proposed('小声说被锁在厂里不让走')).toMatchObject({ RETALIATION: 'RED' })
  })

  test('on a roof, the money for the child', () => {
    expect(proposed('欠薪两次没解决，说站在楼顶，让把钱给孩子。')).toMatchObject({ EXTREME: 'RED' })
  })

  test('half a year without income after an injury', () => {
    expect(proposed('工伤后半年没收入，说活着没意思。')).toEqual({ EXTREME: 'ORANGE', DESPAIR: 3 })
  })

  test('petrol bought, three in the afternoon', () => {
    expect(proposed('说买了汽油，下午三点去找包工头同归于尽。')).toMatchObject({ THREAT: 'RED' })
  })

  test('messages from the boss', () => {
    expect(proposed('被主管发信息骚扰，希望女话务员听。')).toEqual({ VULNERABLE: 'ORANGE' })
  })

  test('pregnant, notice received', () => {
    expect(proposed('怀孕五个月收到解除通知。')).toEqual({ VULNERABLE: 'YELLOW' })
  })

  test('fifteen years old at the grill', () => {
    expect(proposed('十五岁，在烧烤店干了两个月，老板不给钱。')).toEqual({ VULNERABLE: 'ORANGE' })
    const form = formFacts({ age_band: '14-15', category: 'WAGE-01', at_work_now: 'yes' }, beside)
    expect(proposed('十五岁，在烧烤店干了两个月，老板不给钱。', form)).toEqual({ VULNERABLE: 'RED' })
  })

  test('the family of a man who fell', () => {
    expect(proposed('丈夫昨天从架子上掉下来去世，家属十几人要去项目部。')).toEqual({
      SAFETY: 'RED',
      GROUP: 'ORANGE',
      GATHER: 'YELLOW',
      GRIEF: 3,
    })
  })

  test('sixth call about the overtime, a reporter next', () => {
    const form = formFacts({}, { ...beside, earlierCalls: 5, unsatisfiedCallBacks: 2 })
    expect(proposed('再不解决就找记者', form)).toEqual({ REPEAT: 'ORANGE', PUBLIC: 'YELLOW' })
  })
})

describe('one proposal per tag', () => {
  test('the higher of text and form counts, with both as evidence', () => {
    const form = formFacts({ workers_count: 60 }, beside)
    const [group] = reviewTags(read('我们十个人'), form, untagged, data).suggestions
    expect(group?.proposal).toEqual({
      group: 'risk',
      code: 'GROUP',
      level: 'RED',
      isDenied: false,
      evidence: [
        { from: 'text', phrase: '十个人', verify: false, note: '' },
        { from: 'form', reason: { code: 'PEOPLE', people: 60 } },
      ],
    })
  })

  test('a tag that only a rule brings names the rule', () => {
    const tagging = {
      ...untagged,
      risks: [{ code: 'GROUP', severity: 'ORANGE' as const, confirmedAt: 1, source: 'agent' as const }],
      emotions: { start: emotions({ ANGRY: 2 }), end: null },
    }
    const [gather] = reviewTags(read(''), empty, tagging, data).suggestions
    expect(gather).toMatchObject({
      status: 'open',
      proposal: { code: 'GATHER', level: 'YELLOW', evidence: [{ from: 'rule', rule: 'GROUP_AND_ANGER' }] },
    })
  })

  test('despair in the words brings self-harm with the rule as its ground', () => {
    const extreme = mergeProposals(read('绝望，撑不下去，看不到希望'), [], []).find((one) => one.code === 'EXTREME')
    expect(extreme).toMatchObject({ level: 'ORANGE' })
    expect(
      mergeProposals({ emotions: { DESPAIR: 3 }, risks: { EXTREME: 'ORANGE' }, denied: {}, hits: [] }, [], [])[0]
        ?.evidence,
    ).toEqual([{ from: 'rule', rule: 'DESPAIR' }])
  })

  test('the worst comes first, what is denied behind, emotions last', () => {
    expect(mergeProposals(read('我不想跳楼，去堵门，被打了我，很着急'), [], []).map((one) => one.code)).toEqual([
      'RETALIATION',
      'GATHER',
      'EXTREME',
      'ANXIOUS',
    ])
  })

  test('a stronger denial stays visible beside a weaker hit', () => {
    expect(
      mergeProposals(read('我不想跳楼，就是想不开'), [], []).map((one) => [one.code, one.level, one.isDenied]),
    ).toEqual([
      ['EXTREME', 'ORANGE', false],
      ['EXTREME', 'RED', true],
    ])
  })

  test('the same phrase typed twice is one piece of evidence', () => {
    expect(mergeProposals(read('去堵门，去堵门'), [], [])[0]?.evidence).toHaveLength(1)
  })
})

test('grading takes only what is confirmed, never what is suggested', () => {
  expect(reviewTags(read('他要跳楼'), empty, untagged, data).grading.severity).toBeNull()
  expect(risks({})).toEqual([])
})
