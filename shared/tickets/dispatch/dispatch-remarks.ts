import { isAtLeast } from '../tags/levels'
import { isClosed } from './book-units'
import type { DispatchData } from './dispatch-rules'
import { departmentOf } from './departments'
import type { DispatchPlan, PlanFacts } from './dispatch-plan'
import { unitAt } from './locate'
import type { MissingInput, ProposalNote } from './proposal'

/** What the agent or dispatcher should know about a dispatch, each with the rule it comes from. */
export function dispatchNotes(plan: DispatchPlan, facts: PlanFacts, data: DispatchData): readonly ProposalNote[] {
  const notes: ProposalNote[] = []
  if (data.rules.siteCategories.includes(facts.category.code)) notes.push({ code: 'follows-site', rule: 4 })
  if (plan.recipient === 'confidential-handler') notes.push({ code: 'confidential-handler-only', rule: 5 })
  const checksFacts = [...plan.cooperating, ...plan.copies].some(
    ({ unit }) => unit.department === data.rules.streetCopyTo,
  )
  if (checksFacts) notes.push({ code: 'street-checks-facts', rule: 5 })
  const usual = unitAt(facts.category.lead, facts.location, data)
  if (isClosed(usual, data)) notes.push({ code: 'unit-closed', rule: 6, unit: usual })
  for (const unit of facts.avoidance.units) {
    if (plan.lead === null) notes.push({ code: 'nobody-above', rule: 8, unit })
    else if (plan.lead.rules.includes(8)) notes.push({ code: 'one-level-up', rule: 8, from: unit, to: plan.lead.unit })
  }
  for (const party of facts.input.complained) {
    if (party.kind === 'agent') notes.push({ code: 'not-by-agent', rule: 8, agentId: party.agentId })
  }
  return notes
}

/** What has to be asked, or would be good to know, before this can be dispatched. */
export function dispatchMissing(plan: DispatchPlan, facts: PlanFacts, data: DispatchData): readonly MissingInput[] {
  const { input, category, location, avoidance } = facts
  const isSite = data.rules.siteCategories.includes(category.code)
  const isLocal = [plan.lead, plan.handling, ...plan.cooperating].some(
    (unit) => unit !== null && departmentOf(unit.unit.department, data.departments).level !== 'city',
  )
  const missing = new Map<MissingInput['code'], MissingInput>()
  const ask = (code: MissingInput['code'], rule: MissingInput['rule'], need: MissingInput['need']) =>
    missing.set(code, { code, rule, need })
  for (const code of location.missing) ask(code, 3, isLocal ? 'required' : 'asked')
  if (input.place.kind === 'chongqing' && input.place.street.kind === 'not-asked') {
    const isNeeded = isSite || isAtLeast(input.level, 'ORANGE') || location.missing.includes('work-street')
    ask('work-street', isSite ? 4 : 3, isNeeded ? 'required' : 'asked')
  }
  if (isSite && !input.hasMainContractor) ask('main-contractor', 4, 'asked')
  if (isSite && !input.hasSubContractor) ask('sub-contractor', 4, 'asked')
  if (avoidance.isUnknown) ask('complained-unit', 8, 'required')
  if (plan.recipient === 'confidential-handler') ask('confidential-handler', 5, 'required')
  return [...missing.values()]
}
