import { describe, expect, it } from 'vitest'
import { blockingTag } from '../../../../renderer/console/stage/blocking-tag'
import { proposalForSubmit, stageModel, type StageHistory } from '../../../../renderer/console/stage/stage-model'
import { historyOf } from '../../../../renderer/console/stage/use-stage-model'
import type { KnownPerson, PersonId } from '../../../../shared/callers/person'
import { epochMs } from '../../../../shared/lib/clock'
import { shippedDeadlineData } from '../../../../shared/tickets/deadlines/shipped'
import { shippedDispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import type { Draft } from '../../../../shared/tickets/draft'
import { compileLexicon } from '../../../../shared/tickets/tags/lexicon/compile-lexicon'
import { shippedLexicon } from '../../../../shared/tickets/tags/lexicon/lexicon'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { draftOf, morning, testUuid, wageComplaint } from '../../../support/drafts'

const tags = shippedTagData()
const data = { tags, lexicon: compileLexicon(shippedLexicon(), tags), dispatch: shippedDispatchData(), deadlines: shippedDeadlineData() }
const unknown: StageHistory = { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }
const modelOf = (draft: Draft, history = unknown) => stageModel(draft, history, data, morning)
const openCodes = (draft: Draft) => modelOf(draft).review.suggestions.filter(({ status }) => status === 'open').map(({ proposal }) => `${proposal.code}=${proposal.level}`)

/** Practice caller C01: ten carpenters of 渝中区, 400,000 yuan, who want to go and stand at the project's office. */
const c01 = draftOf(1, {
  values: {
    ...wageComplaint, workers_count: 10,
    description: '班组十人被要求当天退场，说好隔天结账，一周没动静，合计欠40万元，工友情绪激动，想去项目部门口等。',
  },
})
const confirmed = epochMs(morning + 60_000)
const c01Tagged: Draft = {
  ...c01,
  emotions: { start: [{ code: 'AGITATED', level: 2 }, { code: 'DOUBTFUL', level: 1 }], end: null },
  risks: [
    { code: 'GROUP', severity: 'ORANGE', confirmedAt: confirmed, source: 'suggestion' },
    { code: 'AMOUNT', severity: 'YELLOW', confirmedAt: confirmed, source: 'suggestion' },
  ],
}

describe('what follows from the draft of ten carpenters', () => {
  it('suggests the group, the sum and the gathering, and takes no tag by itself', () => {
    const suggested = openCodes(c01)
    expect(suggested).toEqual(expect.arrayContaining(['GROUP=ORANGE', 'AMOUNT=YELLOW', 'GATHER=YELLOW']))
    expect(modelOf(c01).review.grading.severity).toBeNull()
  })

  it('is orange by the group, with the lead called in ten minutes and the report in thirty', () => {
    const { review, actions } = modelOf(c01Tagged)
    expect(review.grading).toMatchObject({ severity: 'ORANGE', actionLevel: 'ORANGE', redKind: null })
    const dues = actions.filter(({ isOptional }) => !isOptional).flatMap(({ due }) => (due === null ? [] : [(due - confirmed) / 60_000]))
    expect(dues).toEqual(expect.arrayContaining([10, 30]))
  })

  it('goes to the union of 渝中区, within limits', () => {
    const model = modelOf(c01Tagged)
    expect(model.proposal).toMatchObject({ kind: 'dispatch', hold: null })
    expect(proposalForSubmit(model)).toMatchObject({ leadUnit: 'QXGH@500103', district: '500103' })
    expect(proposalForSubmit(model).handleDueAt).toBeGreaterThan(morning)
  })

  it('kept overnight is due as if it had been handed in at once, and says that it runs from the call', () => {
    const nextDay = stageModel(c01Tagged, unknown, data, epochMs(morning + 86_400_000))
    expect(proposalForSubmit(nextDay).handleDueAt).toBe(proposalForSubmit(modelOf(c01Tagged)).handleDueAt)
    expect(nextDay.deadlines?.handling?.countedFrom).toBe('call')
    expect(modelOf(c01Tagged).deadlines?.handling?.countedFrom).toBe('dispatch')
    expect(nextDay.deadlines?.sign.dueAt).toBeGreaterThan(morning + 86_400_000)
  })

  it('joins the order that the agent has marked', () => {
    const model = modelOf(c01Tagged, { ...unknown, openOrder: { number: '20261123-8017-024-1', sameCaller: true } })
    expect(model.proposal.kind).toBe('merge')
    expect(proposalForSubmit(model)).toMatchObject({ leadUnit: null, cooperatingUnits: [], district: null })
  })

  it('has no limits before there is a type', () => {
    expect(modelOf(draftOf(1)).deadlines).toBeNull()
  })
})

describe('a complaint about a union', () => {
  const about = (complained: string) => modelOf(draftOf(3, { values: { ...wageComplaint, category: 'UNION-04', complained } }))

  it('goes above the one that the agent has chosen', () => {
    expect(proposalForSubmit(about('QYGH')).leadUnit).toBe('QXGH@500103')
    const federation = about('QXGH@500103')
    expect(proposalForSubmit(federation)).toMatchObject({ leadUnit: 'CQGH', cooperatingUnits: [] })
    expect(federation.proposal.missing.map(({ code }) => code)).not.toContain('complained-unit')
  })

  it('asks on while the unit is one that nobody knows', () => {
    expect(about('NOBODY').proposal.missing.map(({ code }) => code)).toContain('complained-unit')
  })
})

describe('a child who calls about wages', () => {
  const child = (said: string) => openCodes(draftOf(4, { values: { ...wageComplaint, age_band: '14-15', at_work_now: said, description: '老板不给钱。' } }))

  it('is red while at work there, orange once away', () => {
    expect(child('yes')).toContain('VULNERABLE=RED')
    expect(child('no')).toContain('VULNERABLE=ORANGE')
  })
})

describe('what has to be said before a call leaves the stage', () => {
  const ways = ['sent-for-dispatch', 'answered-directly', 'passed-on', 'closed-without-content'] as const
  const blockingOf = (draft: Draft) => ways.map((way) => blockingTag(draft, modelOf(draft), way)?.code ?? null)
  const despair = draftOf(2, { values: { ...wageComplaint, description: '我不想活了，现在就站在楼顶上。' } })

  it('is the answer to a red hint, whichever way it goes', () => {
    expect(blockingOf(despair)).toEqual(ways.map(() => 'RED_UNANSWERED'))
    expect(blockingOf({ ...despair, mergeInto: testUuid(9) })[0]).toBe('RED_UNANSWERED')
  })

  it('is the risk, or that there is none, for an order of its own alone', () => {
    const calm = draftOf(3, { values: { ...wageComplaint, description: '想问一下工资什么时候发。' } })
    expect(blockingOf(calm)).toEqual(['RISK_NOT_STATED', null, null, null])
    expect(blockingOf({ ...calm, mergeInto: testUuid(9) })).toEqual([null, null, null, null])
    expect(blockingOf({ ...calm, noRisk: true })).toEqual([null, null, null, null])
  })

  it('is that red and orange end with no agent, and what goes on with an open order ends nowhere', () => {
    expect(blockingOf(c01Tagged)).toEqual([null, 'CLOSING_BARRED', 'CLOSING_BARRED', 'CLOSING_BARRED'])
    expect(blockingTag(c01Tagged, modelOf(c01Tagged), 'answered-directly')).toMatchObject({ risks: ['GROUP'], severity: 'ORANGE' })
    expect(blockingOf({ ...c01Tagged, mergeInto: testUuid(9) })).toEqual([null, null, null, 'CLOSING_BARRED'])
  })

  it('stands beside the unit of an inquiry that has to be dispatched', () => {
    const notes = (draft: Draft) => modelOf(draft).proposal.notes.map(({ code }) => code)
    const inquiry = (draft: Draft): Draft => ({ ...draft, values: { ...draft.values, request_type: 'ZX' } })
    expect(modelOf(inquiry(c01Tagged)).proposal.kind).toBe('dispatch')
    expect(notes(inquiry(c01Tagged))).toContain('direct-answer-blocked')
    expect(notes(c01Tagged)).not.toContain('direct-answer-blocked')
    expect(notes(inquiry(c01))).not.toContain('direct-answer-blocked')
  })
})

describe('what the past says beside the draft', () => {
  const order = { what: 'order', id: testUuid(9), orderNo: '20261101-8017-001-1', at: epochMs(morning - 86_400_000), category: 'WAGE-02', status: 'sent', summary: '' } as const
  const person = { id: testUuid(1) as PersonId, name: '秦木根', numbers: [], notes: {}, history: [order] } as unknown as KnownPerson

  it('is nothing while nobody is picked', () => {
    expect(historyOf({ ...c01, mergeInto: order.id }, [person])).toEqual(unknown)
  })

  it('is the picked person’s open order once it is marked', () => {
    const picked: Draft = { ...c01, caller: { kind: 'known', personId: person.id }, mergeInto: order.id }
    expect(historyOf(picked, [person]).openOrder).toEqual({ number: order.orderNo, sameCaller: true })
  })
})
