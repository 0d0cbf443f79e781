import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SERVICE_NAME,
  openingSentence,
  spokenSuggestions,
  type TalkStage,
} from '../../../shared/callers/opening'

const voice = { agentNumber: '8017', serviceName: DEFAULT_SERVICE_NAME }
const textsOf = (stage: TalkStage, picked: { addressedAs: string } | null) =>
  spokenSuggestions(stage, picked, voice).map((said) => said.text)

describe('the first sentence', () => {
  it('is the same on every ring', () => {
    expect(openingSentence(voice)).toBe('您好，重庆工会12351职工服务热线，8017号为您服务，请讲。')
    expect(textsOf('ringing', null)).toEqual([openingSentence(voice)])
  })

  it('does not change when the agent has already picked somebody while it rings', () => {
    expect(textsOf('ringing', { addressedAs: '覃先生' })).toEqual([openingSentence(voice)])
  })
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
