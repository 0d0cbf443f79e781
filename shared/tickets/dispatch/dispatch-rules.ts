import { z } from 'zod'
import { once } from '../../lib/once'
import departmentsData from './departments.json'
import provincesData from './provinces.json'
import rulesData from './dispatch-rules.json'
import type { BookUnits } from './book-units'
import { DepartmentsSchema } from './departments'
import type { Departments } from './departments'
import { ProvincesSchema, shippedPlaces } from './places'
import type { Places, Province } from './places'
import { REQUEST_TYPES, shippedTaxonomy } from '../taxonomy'
import type { RequestTypeCode, Taxonomy } from '../taxonomy'
import { isAtLeast } from '../tags/levels'
import type { Severity } from '../tags/levels'
import { severitySchema } from '../ticket-event'

export type RuleNo = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13

/** The thirteen rules' names and the lists they work with; the rules themselves are `propose-unit.ts`. */
export const DispatchRulesSchema = z.object({
  rules: z.array(z.object({ no: z.number().int().min(1).max(13), zh: z.string(), en: z.string() })).length(13),
  /** Lowest first: one step to the right is "one level up". */
  unionChain: z.array(z.string()).min(2),
  handlingDepartment: z.string(),
  streetCopyTo: z.string(),
  siteCategories: z.array(z.string()),
  /** About a unit or a person, who may never get the order. */
  avoidanceCategories: z.array(z.string()),
  /** Of these, the ones that may be about the hotline's own people and any unit, not only about a union. */
  aboutStaffCategories: z.array(z.string()),
  outsideRemitCategories: z.array(z.string()),
  otherProvinceCategory: z.string(),
  confidentialTypes: z.array(z.enum(REQUEST_TYPES)),
  confidentialCategories: z.array(z.string()),
  legalAid: z.string(),
  redEventAlerts: z.array(z.string()),
  directAnswerBlockedBy: z.object({ risks: z.array(z.string()), from: severitySchema }),
})

export type DispatchRules = z.infer<typeof DispatchRulesSchema>

/** Everything that a proposal is made from. */
export interface DispatchData {
  readonly taxonomy: Taxonomy
  readonly departments: Departments
  readonly places: Places
  readonly provinces: readonly Province[]
  readonly rules: DispatchRules
  readonly units?: BookUnits
}

/** The rules alone, for whoever needs no places. */
export const shippedDispatchRules = once((): DispatchRules => DispatchRulesSchema.parse(rulesData))

/** The data as shipped; throws when the shipped files are broken. */
export const shippedDispatchData = once((): DispatchData => ({
  taxonomy: shippedTaxonomy(),
  departments: DepartmentsSchema.parse(departmentsData).departments,
  places: shippedPlaces(),
  provinces: ProvincesSchema.parse(provincesData).provinces,
  rules: shippedDispatchRules(),
}))

/** A confirmed risk tag. */
export interface RiskTag {
  readonly code: string
  readonly severity: Severity
}

/**
 * The confirmed tags that forbid closing an order as 直接答复: those of the list, and whatever is ORANGE or RED, which no
 * agent closes. AMOUNT and REPEAT at ORANGE are among them: they bring 督办, and that needs an order that runs.
 */
export function risksAgainstDirectAnswer(tags: readonly RiskTag[], rules: DispatchRules): readonly RiskTag[] {
  const { risks, from } = rules.directAnswerBlockedBy
  return tags.filter((tag) => isAtLeast(tag.severity, 'ORANGE') || (risks.includes(tag.code) && isAtLeast(tag.severity, from)))
}

/**
 * Whether secrecy is on without anybody asking for it, and why: reports (举报), sexual harassment, child labour,
 * complaints about union officers. It cannot be switched off by the agent.
 */
export function defaultSecrecy(
  type: RequestTypeCode | null,
  category: string | null,
  rules: DispatchRules,
): 'by-type' | 'by-category' | null {
  if (type !== null && rules.confidentialTypes.includes(type)) return 'by-type'
  return category !== null && rules.confidentialCategories.includes(category) ? 'by-category' : null
}
