import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { pendingBeforeSubmit } from '../../../../shared/tickets/tags/pending'
import type { EmotionProposal, RiskProposal } from '../../../../shared/tickets/tags/proposals'
import { nextTagging, suggestionState, suggestionStates } from '../../../../shared/tickets/tags/suggestion-state'
import type { Tagging, TaggingEvent } from '../../../../shared/tickets/tags/suggestion-state'
import { draftSchema } from '../../../../shared/tickets/draft'
import { data, untagged } from './shipped-data'

const risk = (code: string, level: Severity, isDenied = false): RiskProposal => ({
  group: 'risk',
  code,
  level,
  isDenied,
  evidence: [],
})
const emotion = (code: string, level: number): EmotionProposal => ({
  group: 'emotion',
  code,
  level,
  isDenied: false,
  evidence: [],
})

function after(tagging: Tagging, ...events: readonly TaggingEvent[]): Tagging {
  return events.reduce((state, event) => {
    const next = nextTagging(state, event, data)
    if (!next.ok) throw new Error(next.error.code)
    return next.value
  }, tagging)
}

function problem(tagging: Tagging, event: TaggingEvent): unknown {
  const next = nextTagging(tagging, event, data)
  return next.ok ? null : next.error
}

const yes = (proposal: RiskProposal | EmotionProposal, at = 1000): TaggingEvent => ({ type: 'accepted', proposal, at })
const no = (proposal: RiskProposal, reason: string | null, at = 1000): TaggingEvent => ({
  type: 'refused',
  proposal,
  reason,
  at,
})

describe('a suggestion', () => {
  test('is open until it is answered, and is applied to nothing by itself', () => {
    expect(suggestionState(risk('GATHER', 'YELLOW'), untagged).status).toBe('open')
    expect(untagged.risks).toEqual([])
  })

  test('accepted becomes a confirmed tag with its time', () => {
    const tagging = after(untagged, yes(risk('GATHER', 'YELLOW'), 5000))
    expect(tagging.risks).toEqual([{ code: 'GATHER', severity: 'YELLOW', confirmedAt: 5000, source: 'suggestion' }])
    expect(suggestionState(risk('GATHER', 'YELLOW'), tagging).status).toBe('accepted')
  })

  test('takes back "no risk" when it is accepted', () => {
    const stated = after(untagged, { type: 'no-risk-stated', isStated: true })
    expect(after(stated, yes(risk('GATHER', 'YELLOW'))).noRisk).toBe(false)
  })

  test('is open again when the level rises beyond the confirmed one', () => {
    const tagging = after(untagged, yes(risk('GATHER', 'YELLOW')))
    expect(suggestionState(risk('GATHER', 'RED'), tagging).status).toBe('open')
    expect(after(tagging, yes(risk('GATHER', 'RED'), 9000)).risks).toEqual([
      { code: 'GATHER', severity: 'RED', confirmedAt: 9000, source: 'suggestion' },
    ])
  })

  test('refused stays refused while the agent types on, also after the words have gone and come back', () => {
    const tagging = after(untagged, no(risk('GATHER', 'ORANGE'), null))
    expect(suggestionStates([], tagging)).toEqual([])
    expect(suggestionState(risk('GATHER', 'ORANGE'), tagging).status).toBe('refused')
    expect(suggestionState(risk('GATHER', 'YELLOW'), tagging).status).toBe('refused')
  })

  test('comes back only when its level rises beyond the refused one', () => {
    const tagging = after(untagged, no(risk('GATHER', 'ORANGE'), null))
    expect(suggestionState(risk('GATHER', 'RED'), tagging).status).toBe('open')
  })

  test('a red one is refused only with one of the reasons', () => {
    expect(problem(untagged, no(risk('EXTREME', 'RED'), null))).toEqual({ code: 'reason-needed', tag: 'EXTREME' })
    expect(problem(untagged, no(risk('EXTREME', 'RED'), 'BECAUSE'))).toEqual({ code: 'reason-unknown', tag: 'EXTREME' })
    for (const { code } of data.redNoReasons) {
      const tagging = after(untagged, no(risk('EXTREME', 'RED'), code))
      expect(suggestionState(risk('EXTREME', 'RED'), tagging)).toMatchObject({ status: 'refused', reason: code })
    }
  })

  test('the reasons are on the keys 1 to 5', () => {
    expect(data.redNoReasons.map((reason) => reason.key)).toEqual(['1', '2', '3', '4', '5'])
  })

  test('denied is outlined and may be answered all the same', () => {
    const denied = risk('EXTREME', 'RED', true)
    expect(suggestionState(denied, untagged).status).toBe('denied')
    expect(suggestionState(denied, after(untagged, no(denied, 'ASKED_DENIED'))).status).toBe('refused')
    expect(suggestionState(denied, after(untagged, yes(denied))).status).toBe('accepted')
  })

  test('answered twice is a key pressed too late', () => {
    const tagging = after(untagged, yes(risk('GATHER', 'YELLOW')))
    expect(problem(tagging, yes(risk('GATHER', 'YELLOW')))).toEqual({ code: 'nothing-to-answer', tag: 'GATHER' })
    expect(problem(tagging, no(risk('GATHER', 'YELLOW'), null))).toEqual({ code: 'nothing-to-answer', tag: 'GATHER' })
  })

  test('an accepted emotion is recorded at the start, the main one first', () => {
    const tagging = after(untagged, yes(emotion('AGITATED', 2)), yes(emotion('DOUBTFUL', 1)))
    expect(tagging.emotions).toEqual({
      start: [
        { code: 'AGITATED', level: 2 },
        { code: 'DOUBTFUL', level: 1 },
      ],
      end: null,
    })
    expect(suggestionState(emotion('AGITATED', 1), tagging).status).toBe('accepted')
    expect(suggestionState(emotion('AGITATED', 3), tagging).status).toBe('open')
  })

  test('a fourth emotion does not fit, and nothing changes', () => {
    const full = after(untagged, yes(emotion('AGITATED', 2)), yes(emotion('DOUBTFUL', 1)), yes(emotion('ANGRY', 1)))
    expect(problem(full, yes(emotion('GRIEF', 1)))).toEqual({ code: 'too-many-emotions', most: 3 })
  })
})

describe('tags ticked by hand', () => {
  test('are confirmed, and answer the suggestion of the same tag', () => {
    const tagging = after(untagged, { type: 'ticked', code: 'GROUP', severity: 'ORANGE', at: 7 })
    expect(tagging.risks).toEqual([{ code: 'GROUP', severity: 'ORANGE', confirmedAt: 7, source: 'agent' }])
    expect(suggestionState(risk('GROUP', 'ORANGE'), tagging).status).toBe('accepted')
  })

  test('exist only at the levels of their criteria', () => {
    expect(problem(untagged, { type: 'ticked', code: 'AMOUNT', severity: 'RED', at: 1 })).toEqual({
      code: 'level-unknown',
      tag: 'AMOUNT',
    })
    expect(problem(untagged, { type: 'ticked', code: 'GOSSIP', severity: 'BLUE', at: 1 })).toEqual({
      code: 'level-unknown',
      tag: 'GOSSIP',
    })
  })

  test('are raised freely, but orange and red come down only with the lead and a reason', () => {
    const orange = after(
      untagged,
      { type: 'ticked', code: 'GATHER', severity: 'YELLOW', at: 1 },
      { type: 'ticked', code: 'GATHER', severity: 'ORANGE', at: 2 },
    )
    expect(problem(orange, { type: 'ticked', code: 'GATHER', severity: 'YELLOW', at: 3 })).toEqual({
      code: 'lead-needed',
      tag: 'GATHER',
      from: 'ORANGE',
    })
    expect(
      problem(orange, { type: 'lowered', code: 'GATHER', to: null, approval: { lead: '8001', reason: ' ' }, at: 3 }),
    ).toEqual({
      code: 'reason-needed',
      tag: 'GATHER',
    })
    const lowered = after(orange, {
      type: 'lowered',
      code: 'GATHER',
      to: 'YELLOW',
      approval: { lead: '8001', reason: '只是说说' },
      at: 3,
    })
    expect(lowered.risks).toEqual([{ code: 'GATHER', severity: 'YELLOW', confirmedAt: 2, source: 'agent' }])
    expect(suggestionState(risk('GATHER', 'ORANGE'), lowered).status).toBe('refused')
  })

  test('keep who agreed to take them down, why and when', () => {
    const orange = after(untagged, { type: 'ticked', code: 'GATHER', severity: 'ORANGE', at: 2 })
    const lower = (lead: string): TaggingEvent => ({ type: 'lowered', code: 'GATHER', to: null, approval: { lead, reason: ' 只是说说 ' }, at: 3 })
    expect(after(orange, lower(' 8001 ')).lowerings).toEqual([
      { code: 'GATHER', from: 'ORANGE', to: null, lead: '8001', reason: '只是说说', loweredAt: 3, confirmedAt: 2, source: 'agent' },
    ])
    expect(problem(orange, lower(' '))).toEqual({ code: 'lead-needed', tag: 'GATHER', from: 'ORANGE' })
  })

  test('leave the "no" to RED with its reason standing when a lower level of the tag comes down', () => {
    const refused = after(untagged, no(risk('EXTREME', 'RED'), 'ASKED_DENIED', 1), { type: 'ticked', code: 'EXTREME', severity: 'YELLOW', at: 2 })
    const lowered = after(refused, { type: 'lowered', code: 'EXTREME', to: null, approval: null, at: 3 })
    expect(suggestionState(risk('EXTREME', 'RED'), lowered)).toMatchObject({ status: 'refused', reason: 'ASKED_DENIED' })
  })

  test('yellow and blue are taken back by the agent', () => {
    const yellow = after(untagged, { type: 'ticked', code: 'GATHER', severity: 'YELLOW', at: 1 })
    expect(after(yellow, { type: 'lowered', code: 'GATHER', to: null, approval: null, at: 2 }).risks).toEqual([])
    expect(problem(yellow, { type: 'lowered', code: 'GATHER', to: 'RED', approval: null, at: 2 })).toEqual({
      code: 'not-lower',
      tag: 'GATHER',
    })
    expect(problem(untagged, { type: 'lowered', code: 'GATHER', to: null, approval: null, at: 2 })).toEqual({
      code: 'not-lower',
      tag: 'GATHER',
    })
  })

  test('"no risk" and a confirmed tag exclude each other', () => {
    const yellow = after(untagged, { type: 'ticked', code: 'GATHER', severity: 'YELLOW', at: 1 })
    expect(problem(yellow, { type: 'no-risk-stated', isStated: true })).toEqual({
      code: 'risk-confirmed',
      tag: 'GATHER',
    })
  })
})

describe('before an order goes out', () => {
  const states = suggestionStates(
    [risk('EXTREME', 'RED'), risk('THREAT', 'RED', true), risk('GATHER', 'YELLOW'), emotion('ANGRY', 3)],
    untagged,
  )

  test('an open red suggestion blocks whatever the outcome; a denied one and emotions do not', () => {
    for (const outcome of ['dispatch', 'direct-answer', 'other'] as const) {
      expect(pendingBeforeSubmit(states, { ...untagged, noRisk: true }, outcome)).toEqual([
        { code: 'RED_UNANSWERED', risk: 'EXTREME', blocks: true },
        { code: 'SUGGESTION_OPEN', risk: 'GATHER', level: 'YELLOW', blocks: false },
      ])
    }
  })

  test('once answered nothing blocks', () => {
    const tagging = after(untagged, no(risk('EXTREME', 'RED'), 'PAST'), yes(risk('GATHER', 'YELLOW')))
    expect(
      pendingBeforeSubmit(
        suggestionStates([risk('EXTREME', 'RED'), risk('GATHER', 'YELLOW')], tagging),
        tagging,
        'dispatch',
      ),
    ).toEqual([])
  })

  test('a dispatched order says that there is no risk, a direct answer takes it by itself', () => {
    expect(pendingBeforeSubmit([], untagged, 'dispatch')).toEqual([{ code: 'RISK_NOT_STATED', blocks: true }])
    expect(pendingBeforeSubmit([], { ...untagged, noRisk: true }, 'dispatch')).toEqual([])
    expect(pendingBeforeSubmit([], untagged, 'direct-answer')).toEqual([])
  })
})

describe('whatever is proposed and pressed', () => {
  const levels = fc.constantFrom<Severity>('BLUE', 'YELLOW', 'ORANGE', 'RED')
  const proposal = fc
    .record({ code: fc.constantFrom('GATHER', 'EXTREME', 'GROUP'), level: levels, isDenied: fc.boolean() })
    .map(({ code, level, isDenied }) => risk(code, level, isDenied))
  const events = fc.array(
    fc.oneof(
      proposal.map((one) => yes(one)),
      fc.tuple(proposal, fc.constantFrom(null, 'PAST', 'OTHER')).map(([one, reason]) => no(one, reason)),
      fc.record({
        type: fc.constant('ticked' as const),
        code: fc.constantFrom('GATHER', 'GROUP'),
        severity: levels,
        at: fc.nat(),
      }),
      fc.record({ type: fc.constant('no-risk-stated' as const), isStated: fc.boolean() }),
    ),
    { maxLength: 25 },
  )

  test('the draft keeps its shape, one tag per code, and never both a tag and "no risk"', () => {
    fc.assert(
      fc.property(events, (pressed) => {
        const tagging = pressed.reduce((state, event) => {
          const next = nextTagging(state, event, data)
          return next.ok ? next.value : state
        }, untagged)
        const shape = draftSchema.pick({ risks: true, lowerings: true, noRisk: true, emotions: true, answeredSuggestions: true })
        expect(shape.safeParse(tagging).success).toBe(true)
        expect(new Set(tagging.risks.map((tag) => tag.code)).size).toBe(tagging.risks.length)
        expect(tagging.noRisk && tagging.risks.length > 0).toBe(false)
        expect(tagging.answeredSuggestions.length).toBeLessThanOrEqual(6)
      }),
    )
  })

  test('what was answered stays answered until its level rises', () => {
    fc.assert(
      fc.property(events, proposal, (pressed, one) => {
        const before = pressed.reduce((state, event) => {
          const next = nextTagging(state, event, data)
          return next.ok ? next.value : state
        }, untagged)
        const answered = nextTagging(before, no(one, 'OTHER'), data)
        if (answered.ok) expect(['refused', 'accepted']).toContain(suggestionState(one, answered.value).status)
      }),
    )
  })
})
