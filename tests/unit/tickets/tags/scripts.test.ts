import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import {
  fittingScripts,
  nextScript,
  psychologicalOffer,
  questionsToAsk,
  scriptById,
  scriptText,
  signalsOf,
  warningScript,
} from '../../../../shared/tickets/tags/scripts'
import { severityOf } from '../../../../shared/tickets/tags/severity'
import type { SuggestionState } from '../../../../shared/tickets/tags/suggestion-state'
import { data, emotions, risks, untagged } from './shipped-data'

const fitting = (felt: Record<string, number>, tags: Record<string, Severity> = {}) =>
  fittingScripts({ emotions: emotions(felt), risks: risks(tags) }, data).map((script) => script.id)

const script = (id: string) => {
  const found = scriptById(id, data)
  if (found === null) throw new Error(id)
  return found
}

describe('soothing scripts', () => {
  test.each([
    [{ AGITATED: 1 }, 'S1'],
    [{ WRONGED: 3 }, 'S2'],
    [{ GRIEF: 2 }, 'S2'],
    [{ DOUBTFUL: 1 }, 'S3'],
    [{ ANGRY: 3 }, 'S4'],
    [{ FEARFUL: 2 }, 'S6'],
    [{ DESPAIR: 1 }, 'S2'],
    [{ DESPAIR: 3 }, 'S7'],
  ])('%o', (felt, id) => {
    expect(fitting(felt)[0]).toBe(id)
  })

  test('danger outweighs emotion', () => {
    expect(fitting({ ANGRY: 3 }, { GATHER: 'YELLOW' })).toEqual(['S5', 'S4', 'S8'])
    expect(fitting({ AGITATED: 3 }, { GATHER: 'RED', EXTREME: 'ORANGE' })[0]).toBe('S7')
  })

  test('nobody is told about blocking gates who has not spoken of it', () => {
    expect(fitting({ AGITATED: 2 }, { GROUP: 'RED' })).not.toContain('S5')
  })

  test('the closing one fits always; openings, call-backs and warnings never show up here', () => {
    expect(fitting({})).toEqual(['S8'])
    const all = fitting(
      { AGITATED: 3, WRONGED: 3, DOUBTFUL: 3, ANGRY: 3, FEARFUL: 3 },
      { GATHER: 'RED', EXTREME: 'RED' },
    )
    expect(all).toHaveLength(8)
    for (const id of ['S9', 'S10', 'S11', 'S12', 'S13', 'S14', 'S15']) expect(all).not.toContain(id)
  })

  test('the next one follows round and round', () => {
    const list = fittingScripts({ emotions: emotions({ ANGRY: 2 }), risks: risks({ GATHER: 'ORANGE' }) }, data)
    expect(
      [nextScript(list, null), nextScript(list, 'S5'), nextScript(list, 'S8'), nextScript(list, 'S1')].map(
        (one) => one?.id,
      ),
    ).toEqual(['S5', 'S4', 'S5', 'S5'])
    expect(nextScript([], 'S5')).toBeNull()
  })

  test('fear of revenge ticks secrecy, nothing else does', () => {
    expect(data.scripts.filter((one) => one.marksConfidential).map((one) => one.id)).toEqual(['S6'])
  })

  test('never offers "the person nearest to you": that could be the boss', () => {
    for (const one of data.scripts) expect(one.text).not.toContain('离您最近')
  })
})

describe('what is said', () => {
  test('the number of workers only when it is known', () => {
    expect(scriptText(script('S5'), { 人数: 10 })).toMatch(/^10位工友都等着这笔钱/)
    expect(scriptText(script('S5'), { 人数: null })).toMatch(/^工友们都等着这笔钱/)
    expect(scriptText(script('S5'), {})).not.toMatch(/[{}]/)
  })

  test("the agent's own number in the greeting", () => {
    expect(scriptText(script(data.greeting), { 工号: '8017' })).toBe(
      '您好，重庆工会12351职工服务热线，8017号为您服务，请讲。',
    )
  })

  test('no script is left with an empty slot', () => {
    for (const one of data.scripts) expect(scriptText(one, {})).toMatch(/^[^{}]+$/)
  })
})

describe('what speaks for a script', () => {
  const open = (status: SuggestionState['status']): SuggestionState[] => [
    {
      status,
      proposal: { group: 'risk', code: 'GATHER', level: 'YELLOW', isDenied: false, evidence: [] },
      reason: null,
    },
    { status, proposal: { group: 'emotion', code: 'ANGRY', level: 2, isDenied: false, evidence: [] }, reason: null },
  ]

  test('confirmed tags and open suggestions, not what was refused or denied', () => {
    expect(signalsOf(untagged, open('open'))).toEqual({
      risks: risks({ GATHER: 'YELLOW' }),
      emotions: emotions({ ANGRY: 2 }),
    })
    expect(signalsOf(untagged, open('refused'))).toEqual({ risks: [], emotions: [] })
    expect(signalsOf(untagged, open('denied'))).toEqual({ risks: [], emotions: [] })
  })
})

test('three warnings for abuse, then the farewell stays; nothing is blocked', () => {
  expect([0, 1, 2, 3].map((given) => warningScript(given, data)?.id)).toEqual(['S14', 'S15', 'S9', 'S9'])
})

describe('questions', () => {
  const ask = (tags: Record<string, Severity>, isChild = false) =>
    questionsToAsk(severityOf(risks(tags), [], data), risks(tags), isChild, data).map((question) => question.text)

  test('red, a person: the place first, because help is sent to it', () => {
    expect(ask({ EXTREME: 'RED' })).toEqual([
      '您现在在哪个位置？哪栋楼、几楼、哪一侧？',
      '请您往里走几步，靠墙坐下。',
      '现在身边有谁？',
      '手边有没有刀、药、打火机这样的东西？',
      '有没有您信得过、我们现在能联系的人？',
    ])
  })

  test('red, a crowd: the place first, nobody is asked to sit down by a wall', () => {
    expect(ask({ GATHER: 'RED' })).toEqual([
      '您现在在哪个位置？哪栋楼、几楼、哪一侧？',
      '现在身边有谁？',
      '手边有没有刀、药、打火机这样的东西？',
    ])
  })

  test('word of dying: asked plainly', () => {
    expect(ask({ EXTREME: 'ORANGE' })).toEqual(['您是不是想到过自杀？'])
    expect(ask({ EXTREME: 'YELLOW' })).toEqual([])
  })

  test('a child is asked whether it is safe', () => {
    expect(ask({ VULNERABLE: 'ORANGE' }, true)).toEqual(['现在安全吗？有没有你信得过的大人？'])
  })
})

describe('the psychological line', () => {
  const offer = (felt: Record<string, number>, tags: Record<string, Severity> = {}) =>
    psychologicalOffer({ emotions: emotions(felt), risks: risks(tags) }, data)

  test('is offered from despair 2 or any sign of self-harm', () => {
    expect([offer({ DESPAIR: 1 }), offer({ DESPAIR: 2 }), offer({}, { EXTREME: 'YELLOW' })]).toEqual([
      'none',
      'offer',
      'offer',
    ])
  })

  test('under red it comes after 110 and 120, not instead', () => {
    expect(offer({ DESPAIR: 3 }, { EXTREME: 'RED' })).toBe('after-safety')
  })
})
