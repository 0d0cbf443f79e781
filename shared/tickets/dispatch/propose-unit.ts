import { findCategory } from '../taxonomy'
import type { Category } from '../taxonomy'
import { alarmOf } from './alarm'
import { avoidanceOf } from './avoidance'
import { departmentOf } from './departments'
import { isAtLeast } from '../tags/levels'
import { defaultSecrecy, risksAgainstDirectAnswer } from './dispatch-rules'
import type { DispatchData, RuleNo } from './dispatch-rules'
import { planDispatch } from './dispatch-plan'
import { locate, unitAt } from './locate'
import type { Location } from './locate'
import type { MissingInput, Proposal, ProposalInput, ProposalNote, Secrecy } from './proposal'
import { dispatchMissing, dispatchNotes } from './dispatch-remarks'

/**
 * What should happen with a call by the thirteen dispatch rules, and why. Pure: the same input and data give the same
 * proposal on the console and on the desk. It proposes; the dispatcher decides, and with an alarm the lead.
 */
export function proposeUnit(input: ProposalInput, data: DispatchData): Proposal {
  const location = locate(input.place, data)
  const found = input.category === null ? null : findCategory(input.category, data.taxonomy)
  const context: Context = { input, location, data, secrecy: secrecyOf(input, data) }
  if (input.type === 'WX') return finish(context, { kind: 'call-record' })
  if (input.openOrder !== null) {
    const { number, sameCaller } = input.openOrder
    return finish(context, { kind: 'merge', into: number, as: sameCaller ? 'supplement' : 'participant' }, { rules: [9] })
  }
  const isElsewhere = input.place.kind === 'other-province' || input.category === data.rules.otherProvinceCategory
  if (isElsewhere) return referElsewhere(context)
  if (found === null) {
    return finish(context, { kind: 'incomplete' }, { missing: [{ code: 'category', rule: 6, need: 'required' }] })
  }
  if (data.rules.outsideRemitCategories.includes(found.category.code)) return referOutside(context, found.category)
  const blocking = risksAgainstDirectAnswer(input.risks, data.rules)
  const mayAnswer = blocking.length === 0 && !isAtLeast(input.level, 'ORANGE')
  if (input.answeredOnLine && mayAnswer) return finish(context, { kind: 'answer-directly' }, { rules: [2] })
  const notes: ProposalNote[] = input.answeredOnLine ? [{ code: 'direct-answer-blocked', rule: 1, risks: blocking }] : []
  return dispatch(context, found.category, notes)
}

interface Context {
  readonly input: ProposalInput
  readonly location: Location
  readonly data: DispatchData
  readonly secrecy: Secrecy
}

interface Remarks {
  readonly notes?: readonly ProposalNote[]
  readonly missing?: readonly MissingInput[]
  readonly rules?: readonly RuleNo[]
}

function dispatch(context: Context, category: Category, notes: readonly ProposalNote[]): Proposal {
  const { input, location, data, secrecy } = context
  const avoidance = avoidanceOf(input, location, data)
  const facts = { input, category, location, avoidance, isSecret: secrecy.isOn }
  const plan = planDispatch(facts, data)
  const isRed = alarmOf(input, data.rules) !== null
  const hold = plan.lead === null ? 'nobody-above' : isRed ? 'waits-for-lead' : null
  return finish(
    context,
    { kind: 'dispatch', ...plan, district: location.district, hold },
    {
      notes: [...location.notes, ...notes, ...dispatchNotes(plan, facts, data)],
      missing: dispatchMissing(plan, facts, data),
      rules: [6, ...[plan.lead, plan.handling, ...plan.cooperating, ...plan.copies].flatMap((unit) => unit?.rules ?? [])],
    },
  )
}

/** Rule 10 for a place of work outside Chongqing: the 12351 of that province, never a district of Chongqing. */
function referElsewhere(context: Context): Proposal {
  const { input, data } = context
  const code = input.place.kind === 'other-province' ? input.place.province : null
  const province = data.provinces.find((candidate) => candidate.code === code)
  const { otherProvinceCategory } = data.rules
  const notes: ProposalNote[] = [{ code: 'write-call-record', rule: 10 }]
  if (input.category !== otherProvinceCategory) {
    notes.push({ code: 'category-of-other-province', rule: 10, category: otherProvinceCategory })
  }
  const missing: MissingInput[] = province === undefined ? [{ code: 'province', rule: 10, need: 'required' }] : []
  const dial = province === undefined ? null : `${province.capitalAreaCode}-12351`
  return finish(context, { kind: 'refer', to: [], dial }, { notes, missing, rules: [3] })
}

/** Rule 10 for what is no labour matter: explain, offer to connect, write a call record. */
function referOutside(context: Context, category: Category): Proposal {
  const to = [category.lead, ...category.cooperate].map((code) => unitAt(code, context.location, context.data))
  const first = to.find((unit) => departmentOf(unit.department, context.data.departments).phone !== null)
  const dial = first ? departmentOf(first.department, context.data.departments).phone : null
  return finish(context, { kind: 'refer', to, dial }, { notes: [{ code: 'write-call-record', rule: 10 }] })
}

/** Rule 13: secret by type or category whatever was ticked; else as the caller asked. */
function secrecyOf(input: ProposalInput, data: DispatchData): Secrecy {
  const forced = defaultSecrecy(input.type, input.category, data.rules)
  if (forced !== null) return { isOn: true, because: forced }
  return input.confidential ? { isOn: true, because: 'asked' } : { isOn: false, because: null }
}

/** Adds what holds for every kind of proposal: alarm, secrecy, rules 9 and 11 to 13, and the list of rules used. */
function finish<T extends object>(context: Context, what: T, remarks: Remarks = {}) {
  const { input, data, secrecy } = context
  const alarm = alarmOf(input, data.rules)
  const notes = [...(remarks.notes ?? []), ...generalNotes(context)]
  const missing = [...(remarks.missing ?? [])]
  if (alarm?.kind === null) missing.push({ code: 'red-kind', rule: 1, need: 'required' })
  const used = new Set<RuleNo>([
    ...(alarm === null ? [] : [1 as const]),
    ...(remarks.rules ?? []),
    ...notes.map((note) => note.rule),
    ...missing.map((ask) => ask.rule),
  ])
  return { ...what, alarm, secrecy, notes, missing, rules: [...used].sort((a, b) => a - b) }
}

function generalNotes({ input, location, data, secrecy }: Context): readonly ProposalNote[] {
  const notes: ProposalNote[] = []
  const { workers } = input
  if (workers !== null && workers > 1) notes.push({ code: 'one-parent-order', rule: 9, workers })
  if (input.procedures.length > 0) {
    notes.push({ code: 'explain-route', rule: 11, procedures: input.procedures })
    notes.push({ code: 'offer-legal-aid', rule: 11, unit: unitAt(data.rules.legalAid, location, data) })
  }
  if (input.hasEvidence === false) notes.push({ code: 'accepted-without-evidence', rule: 12 })
  if (input.anonymous && !input.hasCallbackNumber) notes.push({ code: 'no-callback-query-code', rule: 12 })
  if (secrecy.isOn) notes.push({ code: 'identity-withheld', rule: 13 })
  return notes
}
