import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { followRules, wrapUpWhileLocked } from '../../../../renderer/console/app/seat-rules'
import { bookInUse } from '../../../../shared/desk-book/book-in-use'
import { wrapUpOf } from '../../../../shared/queue/wrap-up-policy'
import { defaultSettings } from '../../../../shared/settings/settings'

const ofHouse = [
  { kind: 'policies', key: 'afterCall', value: { wrapUp: 'timed', wrapUpSeconds: 90 }, isActive: true },
  { kind: 'policies', key: 'stateLimits', value: { MEAL: 45 }, isActive: true },
  { kind: 'policies', key: 'retention', value: { months: 12 }, isActive: true },
  { kind: 'policies', key: 'serviceLevel', value: { answerWithinSeconds: 20 }, isActive: true },
  { kind: 'queues', key: 'legal', value: { zh: '法律', en: '', colour: '#123456', wrapUp: 'until-done' }, isActive: true },
]

function seatWith({ isShared = true } = {}) {
  const kept = new Map<string, string>()
  const storage = { setItem: (key: string, value: string) => void kept.set(key, value), getItem: (key: string) => kept.get(key) ?? null }
  const settings = createStore(() => ({ ...defaultSettings, wrapUpSeconds: 300, wrapUpRules: { policy: 'optional' as 'optional' | 'timed' }, stateLimits: { MEAL: 5 }, answerTargetSeconds: 9 }))
  const book = createStore(() => bookInUse(ofHouse))
  return { rules: followRules({ isShared, settings, book, storage }), settings, book, storage }
}

describe('the rules of a seat', () => {
  it('are the house\'s at a shared desk, whatever somebody has set at this PC', () => {
    const { rules, settings } = seatWith()
    settings.setState({ wrapUpSeconds: 3600, stateLimits: { MEAL: 600 } })
    const { setBy, wrapUp, stateLimits, answerTargetSeconds, retentionMonths } = rules.getState()
    expect([setBy, wrapUpOf(wrapUp, 'labour'), wrapUpOf(wrapUp, 'legal').policy, stateLimits['MEAL'], answerTargetSeconds, retentionMonths]).toEqual(['house', { policy: 'timed', seconds: 90 }, 'until-done', 45, 20, 12])
  })

  it('change with the house\'s, without a restart', () => {
    const { rules, book } = seatWith()
    book.setState(bookInUse([]), true)
    expect(rules.getState()).toMatchObject({ wrapUp: { usual: { seconds: 60 } }, answerTargetSeconds: 15 })
  })

  it('are this PC\'s own where nobody shares a desk', () => {
    const { rules, settings } = seatWith({ isShared: false })
    expect(rules.getState()).toEqual({ setBy: 'seat', wrapUp: { usual: { policy: 'optional', seconds: 300 }, queues: new Map() }, stateLimits: { MEAL: 5 }, answerTargetSeconds: 9, retentionMonths: 0 })
    settings.setState({ wrapUpRules: { policy: 'timed' } })
    expect(rules.getState().wrapUp.usual.policy).toBe('timed')
  })
})

describe('a locked seat', () => {
  it('goes on by the house\'s rule, which it cannot read any more', () => {
    const { storage, settings } = seatWith()
    const wrapUp = wrapUpWhileLocked(true, settings.getState(), storage)
    expect([wrapUp('legal').policy, wrapUp('labour'), wrapUp(null)]).toEqual(['until-done', { policy: 'timed', seconds: 90 }, { policy: 'timed', seconds: 90 }])
  })

  it('of one PC goes by its settings, and so does one that has never heard of a house', () => {
    const { storage, settings } = seatWith()
    expect(wrapUpWhileLocked(false, settings.getState(), storage)('legal')).toEqual({ policy: 'optional', seconds: 300 })
    for (const kept of [null, '{', '{"usual":7}']) expect(wrapUpWhileLocked(true, settings.getState(), { getItem: () => kept })('legal')).toEqual({ policy: 'optional', seconds: 300 })
  })
})
