import type { Category } from '../taxonomy'
import { isBarred, isSameUnit, passOver } from './avoidance'
import type { Avoidance } from './avoidance'
import { departmentOf } from './departments'
import type { UnitRef } from './departments'
import { isAtLeast } from '../tags/levels'
import type { DispatchData, RuleNo } from './dispatch-rules'
import { unitAt } from './locate'
import type { Location } from './locate'
import type { DispatchProposal, ProposalInput, ProposedUnit } from './proposal'

/** The units of a dispatch, before notes and missing inputs are written about them. */
export type DispatchPlan = Pick<
  DispatchProposal,
  'lead' | 'handling' | 'recipient' | 'cooperating' | 'copies' | 'withheld' | 'need141'
>

export interface PlanFacts {
  readonly input: ProposalInput
  readonly category: Category
  readonly location: Location
  readonly avoidance: Avoidance
  readonly isSecret: boolean
}

/** Rules 3 to 6 and 8: who leads, who signs, who helps, who gets a copy. */
export function planDispatch(facts: PlanFacts, data: DispatchData): DispatchPlan {
  return facts.isSecret && isAtLeast(facts.input.level, 'ORANGE') ? confidentialPlan(facts, data) : openPlan(facts, data)
}

function openPlan(facts: PlanFacts, data: DispatchData): DispatchPlan {
  const { category, location, avoidance } = facts
  const leadUnit = passOver(unitAt(category.lead, location, data), avoidance, location, data)
  const handling = leadUnit === null ? null : handlingUnit(leadUnit, facts, data)
  const helpers = category.cooperate.map((code) => unitAt(code, location, data))
  const barred = helpers.filter((unit) => isBarred(unit, avoidance, data))
  const cooperating = helpers.filter((unit) => !barred.includes(unit) && !isTaken(unit, leadUnit))
  const copies = streetCopies(handling, [leadUnit, ...cooperating, ...barred], facts, data)
  const reached = leadUnit === null ? cooperating : [leadUnit, ...cooperating]
  return {
    lead: leadUnit && proposed(leadUnit, leadRules(leadUnit, facts, data), data),
    handling: handling && proposed(handling, [5], data),
    recipient: 'unit',
    cooperating: cooperating.map((unit) => proposed(unit, routeOf(unit, data) === '141' ? [5, 6] : [6], data)),
    copies: copies.map((unit) => proposed(unit, [5], data)),
    withheld: barred,
    need141: reached.some((unit) => routeOf(unit, data) === '141'),
  }
}

/**
 * A secret order at ORANGE or above goes to one named person of the district federation (or the city's, where that
 * leads): no street copy, no 141. Departments that would lead or help are named as withheld; that person decides.
 */
function confidentialPlan(facts: PlanFacts, data: DispatchData): DispatchPlan {
  const { category, location, avoidance } = facts
  const usual = unitAt(category.lead, location, data)
  const first = isDeskLed(usual, data) ? usual : unitAt(data.rules.handlingDepartment, location, data)
  const leadUnit = passOver(first, avoidance, location, data)
  const others = [usual, ...category.cooperate.map((code) => unitAt(code, location, data))]
  const lead = leadUnit && proposed(leadUnit, leadRules(leadUnit, facts, data), data)
  return {
    lead,
    handling: lead,
    recipient: 'confidential-handler',
    cooperating: [],
    copies: [],
    withheld: others.filter((unit) => !isTaken(unit, leadUnit)),
    need141: false,
  }
}

/** Rule 5: the district federation signs, unless it or the city leads anyway. */
function handlingUnit(lead: UnitRef, facts: PlanFacts, data: DispatchData): UnitRef | null {
  if (isDeskLed(lead, data)) return lead
  return passOver(unitAt(data.rules.handlingDepartment, facts.location, data), facts.avoidance, facts.location, data)
}

function isDeskLed(unit: UnitRef, data: DispatchData): boolean {
  const { level, route } = departmentOf(unit.department, data.departments)
  return route === 'union' && (level === 'district' || level === 'city')
}

function streetCopies(
  handling: UnitRef | null,
  taken: readonly (UnitRef | null)[],
  facts: PlanFacts,
  data: DispatchData,
): readonly UnitRef[] {
  if (handling?.department !== data.rules.handlingDepartment) return []
  const copy = unitAt(data.rules.streetCopyTo, facts.location, data)
  const isThere = taken.some((unit) => isTaken(copy, unit))
  return isThere || isBarred(copy, facts.avoidance, data) ? [] : [copy]
}

function leadRules(lead: UnitRef, facts: PlanFacts, data: DispatchData): readonly RuleNo[] {
  const rules: RuleNo[] = []
  const isLocal = departmentOf(lead.department, data.departments).level !== 'city'
  if (isLocal) rules.push(3)
  if (isLocal && data.rules.siteCategories.includes(facts.category.code)) rules.push(4)
  if (lead.department === data.rules.handlingDepartment) rules.push(5)
  const isMoved = facts.avoidance.isStrict || lead.department !== facts.category.lead
  if (facts.avoidance.units.length > 0 && isMoved) rules.push(8)
  return rules.length === 0 ? [6] : rules
}

function proposed(unit: UnitRef, rules: readonly RuleNo[], data: DispatchData): ProposedUnit {
  return { unit, route: routeOf(unit, data), rules }
}

function routeOf(unit: UnitRef, data: DispatchData) {
  return departmentOf(unit.department, data.departments).route
}

function isTaken(unit: UnitRef, by: UnitRef | null): boolean {
  return by !== null && isSameUnit(unit, by)
}
