import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SERVICE_NAME,
  openingSentence,
  spokenSuggestions,
  type TalkStage,
} from '../../../shared/callers/opening'
import { practiceNames } from '../../../shared/callers/practice-callers'
import { callers } from './practice-now'

const voice = { agentNumber: '8017', serviceName: DEFAULT_SERVICE_NAME }
const stages: readonly TalkStage[] = ['ringing', 'listening', 'matter-told', 'calling-back', 'other-person-answered']
const textsOf = (stage: TalkStage, picked: { addressedAs: string } | null) =>
  spokenSuggestions(stage, picked, voice).map((said) => said.text)

/** Every run of three Chinese characters of a text: a sentence that holds none of them says nothing of it. */
function fragmentsOf(text: string): readonly string[] {
  const chars = Array.from(text)
  const runs = chars.map((_, n) => chars.slice(n, n + 3).join(''))
  return runs.filter((run) => /^\p{Script=Han}{3}$/u.test(run))
}

describe('the first sentence', () => {
  it('is the same on every ring', () => {
    expect(openingSentence(voice)).toBe('您好，重庆工会12351职工服务热线，8017号为您服务，请讲。')
    expect(textsOf('ringing', null)).toEqual([openingSentence(voice)])
  })

  it('does not change when the agent has already picked somebody while it rings', () => {
    expect(textsOf('ringing', { addressedAs: '覃先生' })).toEqual([openingSentence(voice)])
  })

  it.each(callers.map((caller) => [caller.id, caller] as const))(
    '%s: nothing leaks before the agent has picked a person',
    (id, caller) => {
      const names = [...practiceNames(caller), ...(caller.participants ?? [])]
      const matters = [
        caller.story,
        caller.employer ?? '',
        ...caller.history.flatMap((item) => [
          item.employer,
          item.district,
          item.category,
          item.summary,
          item.order_no,
          item.type,
        ]),
      ]
      const forbidden = [
        ...names,
        ...matters.filter((text) => text !== ''),
        ...[...names, ...matters].flatMap(fragmentsOf),
      ]
      for (const stage of stages) {
        for (const text of textsOf(stage, null)) {
          expect(
            forbidden.filter((fragment) => text.includes(fragment)),
            `${id} ${stage}`,
          ).toEqual([])
        }
      }
    },
  )
})

describe('what may be said later', () => {
  it('asks for the name while nobody is picked', () => {
    expect(textsOf('listening', null)).toContain('请问怎么称呼您？')
    expect(textsOf('matter-told', null)).toEqual(['请问怎么称呼您？'])
  })

  it('shows that a record exists only after the caller has said both name and matter', () => {
    const known = '好的，您之前反映的情况我看到了，我们接着说。'
    expect(textsOf('listening', { addressedAs: '覃先生' })).not.toContain(known)
    expect(textsOf('matter-told', { addressedAs: '覃先生' })).toEqual([known])
  })

  it('names nobody but the person asked for on a call-back, and says neither union nor complaint', () => {
    const texts = [
      ...textsOf('calling-back', { addressedAs: '贺女士' }),
      ...textsOf('other-person-answered', { addressedAs: '贺女士' }),
    ]
    expect(texts).toEqual(['您好，请问是贺女士本人吗？现在说话方便吗？', '打扰了，我稍后再联系。'])
    for (const text of texts) expect(text).not.toMatch(/工会|投诉|12351|热线/)
  })
})
