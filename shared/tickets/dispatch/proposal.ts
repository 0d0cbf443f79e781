import type { ActionLevel } from '../deadlines/limit-table'
import type { RedKindCode } from '../tags/tag-data'
import type { RequestTypeCode } from '../taxonomy'
import type { RiskTag, RuleNo } from './dispatch-rules'
import type { DepartmentRoute, UnitRef } from './departments'
import type { DistrictNote } from './places'

/**
 * Where the work is done. The caller's home and the employer's registered address are not asked for, on purpose
 * (劳动保障监察条例 art. 13: competent is who is responsible where the labour is used).
 */
export type WorkPlace =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'chongqing'; readonly district: string; readonly street: WorkStreet }
  /** A development zone with its own management; the administrative district has to be asked for. */
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'other-province'; readonly province: string | null }
  /** Posted abroad: the employer's district takes the order. */
  | { readonly kind: 'abroad'; readonly employerDistrict: string | null }

export type WorkStreet =
  | { readonly kind: 'named'; readonly name: string }
  /** The caller does not know (不清楚). */
  | { readonly kind: 'not-known' }
  | { readonly kind: 'not-asked' }

/** Who is complained about, as far as that concerns dispatching. */
export type Complained =
  /** A null district or street means "the one of the place of work". */
  | { readonly kind: 'unit'; readonly unit: UnitRef }
  | { readonly kind: 'agent'; readonly agentId: string | null }

export type LegalProcedure = 'arbitration' | 'court' | 'petition' | 'review'

export interface ProposalInput {
  readonly type: RequestTypeCode | null
  readonly category: string | null
  readonly place: WorkPlace
  /** Confirmed risk tags, and the action level that the combination rules make of them. */
  readonly risks: readonly RiskTag[]
  readonly level: ActionLevel
  readonly redKind: RedKindCode | null
  /** The caller asked for secrecy; the default of rule 13 comes on top. */
  readonly confidential: boolean
  readonly anonymous: boolean
  readonly hasCallbackNumber: boolean
  /** null = not asked. */
  readonly hasEvidence: boolean | null
  readonly workers: number | null
  readonly hasMainContractor: boolean
  readonly hasSubContractor: boolean
  readonly complained: readonly Complained[]
  readonly procedures: readonly LegalProcedure[]
  /** The knowledge base answered the whole question and the caller is content. */
  readonly answeredOnLine: boolean
  /** An open order on the same matter and employer, if there is one. */
  readonly openOrder: { readonly number: string; readonly sameCaller: boolean } | null
}

/** A unit with the reason it is there: the rules and how the order reaches it. */
export interface ProposedUnit {
  readonly unit: UnitRef
  readonly route: DepartmentRoute
  readonly rules: readonly RuleNo[]
}

/** Something that is not known yet and would change or complete the proposal. */
export interface MissingInput {
  readonly code:
    | 'category'
    | 'work-district'
    | 'work-street'
    | 'zone-district'
    | 'employer-district'
    | 'province'
    | 'red-kind'
    | 'complained-unit'
    | 'main-contractor'
    | 'sub-contractor'
    | 'confidential-handler'
  readonly rule: RuleNo
  /** `required` before dispatch; `asked` = good to have, blocks nothing. */
  readonly need: 'required' | 'asked'
}

export type ProposalNote =
  | (DistrictNote & { readonly rule: 3 })
  | { readonly code: 'abroad-employer-district'; readonly rule: 3 }
  | { readonly code: 'street-not-known'; readonly rule: 3 }
  | { readonly code: 'follows-site'; readonly rule: 4 }
  | { readonly code: 'street-checks-facts'; readonly rule: 5 }
  | { readonly code: 'confidential-handler-only'; readonly rule: 5 }
  /** An administrator has put the usual unit out of use. */
  | { readonly code: 'unit-closed'; readonly rule: 6; readonly unit: UnitRef }
  | { readonly code: 'one-level-up'; readonly rule: 8; readonly from: UnitRef; readonly to: UnitRef }
  | { readonly code: 'nobody-above'; readonly rule: 8; readonly unit: UnitRef }
  | { readonly code: 'not-by-agent'; readonly rule: 8; readonly agentId: string | null }
  | { readonly code: 'one-parent-order'; readonly rule: 9; readonly workers: number }
  | { readonly code: 'direct-answer-blocked'; readonly rule: 1; readonly risks: readonly RiskTag[] }
  | { readonly code: 'write-call-record'; readonly rule: 10 }
  | { readonly code: 'category-of-other-province'; readonly rule: 10; readonly category: string }
  | { readonly code: 'explain-route'; readonly rule: 11; readonly procedures: readonly LegalProcedure[] }
  | { readonly code: 'offer-legal-aid'; readonly rule: 11; readonly unit: UnitRef }
  | { readonly code: 'accepted-without-evidence'; readonly rule: 12 }
  | { readonly code: 'no-callback-query-code'; readonly rule: 12 }
  | { readonly code: 'identity-withheld'; readonly rule: 13 }

/** Rule 1: what is rung before anything is dispatched, written or decided. */
export interface Alarm {
  readonly rule: 1
  readonly kind: RedKindCode | null
  readonly alerts: readonly Alert[]
}

export type Alert =
  | { readonly code: 'duty-lead' }
  /** 110, 120 or 119 as fits, by a second person. */
  | { readonly code: 'emergency-numbers' }
  | { readonly code: '141' }
  | { readonly code: 'department'; readonly department: string }
  /** 110 only for violence, fire, height or a blocked road. */
  | { readonly code: 'police-if-violent' }

export interface Secrecy {
  readonly isOn: boolean
  readonly because: 'by-type' | 'by-category' | 'asked' | null
}

interface Common {
  readonly alarm: Alarm | null
  readonly secrecy: Secrecy
  readonly notes: readonly ProposalNote[]
  readonly missing: readonly MissingInput[]
  /** Every rule that shaped this proposal, ascending. */
  readonly rules: readonly RuleNo[]
}

/** Why an order is not sent although the units are known. */
export type Hold = 'waits-for-lead' | 'nobody-above' | null

export interface DispatchProposal extends Common {
  readonly kind: 'dispatch'
  /** 主办, exactly one; null only when the union at the top of the chain is the one complained about. */
  readonly lead: ProposedUnit | null
  /** Who signs in this system: the lead if it is a union of district or city level, else the district federation. */
  readonly handling: ProposedUnit | null
  /** District of today that decides the units; null while it is not known. */
  readonly district: string | null
  /** `confidential-handler` = one named person of the unit, nobody else. */
  readonly recipient: 'unit' | 'confidential-handler'
  readonly cooperating: readonly ProposedUnit[]
  /** Units that get a copy and check the facts on the spot. */
  readonly copies: readonly ProposedUnit[]
  /** Left out by secrecy or because they are complained about. */
  readonly withheld: readonly UnitRef[]
  readonly need141: boolean
  readonly hold: Hold
}

/** What should happen with a call, as codes and parameters; a proposal only, the dispatcher decides. */
export type Proposal =
  | DispatchProposal
  | (Common & { readonly kind: 'answer-directly' })
  | (Common & { readonly kind: 'merge'; readonly into: string; readonly as: 'supplement' | 'participant' })
  /** Not ours: the caller is put through. `dial` = the other province's 12351, null until the province is known. */
  | (Common & { readonly kind: 'refer'; readonly to: readonly UnitRef[]; readonly dial: string | null })
  /** No content: a call record with a reason, no order. */
  | (Common & { readonly kind: 'call-record' })
  | (Common & { readonly kind: 'incomplete' })
