import { shippedDispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import type { UnitRef } from '../../../../shared/tickets/dispatch/departments'
import { proposeUnit } from '../../../../shared/tickets/dispatch/propose-unit'
import type { DispatchProposal, ProposalInput, WorkPlace } from '../../../../shared/tickets/dispatch/proposal'
import { unitKey } from '../../../../shared/tickets/dispatch/unit-key'

export const data = shippedDispatchData()

export const yuzhong = {
  kind: 'chongqing',
  district: '500103',
  street: { kind: 'named', name: '南纪门街道' },
} as const satisfies WorkPlace

/** A calm caller with an ordinary matter in 渝中, whose evidence and number are there. */
export const plain: ProposalInput = {
  type: 'TS',
  category: 'WAGE-01',
  place: yuzhong,
  risks: [],
  level: null,
  redKind: null,
  confidential: false,
  anonymous: false,
  hasCallbackNumber: true,
  hasEvidence: true,
  workers: null,
  hasMainContractor: true,
  hasSubContractor: true,
  complained: [],
  procedures: [],
  answeredOnLine: false,
  openOrder: null,
}

export function propose(change: Partial<ProposalInput>) {
  return proposeUnit({ ...plain, ...change }, data)
}

export function dispatched(change: Partial<ProposalInput>): DispatchProposal {
  const proposal = propose(change)
  if (proposal.kind !== 'dispatch') throw new Error(`not dispatched but ${proposal.kind}`)
  return proposal
}

export function keys(units: readonly { readonly unit: UnitRef }[]): readonly string[] {
  return units.map(({ unit }) => unitKey(unit))
}

export function codes(remarks: readonly { readonly code: string }[]): readonly string[] {
  return remarks.map((remark) => remark.code)
}

export function unit(department: string, district: string | null = null, street: string | null = null): UnitRef {
  return { department, district, street }
}
