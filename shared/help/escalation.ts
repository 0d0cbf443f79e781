import type { DutyContact } from './duty-list'

/** So long a lead has to accept; then one of the duty list is to be rung, and after as long again the next one. */
export const acceptWithinMs = 20_000

/**
 * What is to be done about a call for help that nobody has accepted. `contact` null: no list says whom to ring. It names; it never claims
 * that anybody was reached.
 */
export type Escalation =
  | { readonly kind: 'waiting'; readonly leftMs: number; readonly next: DutyContact | null }
  | { readonly kind: 'to-be-rung'; readonly contact: DutyContact | null; readonly leftMs: number }

/**
 * @param waitedMs since a lead was asked; what a clock makes negative counts as none
 * @param contacts the duty list, in the order in which it is rung; after the last the first one comes again
 */
export function escalationAfter(waitedMs: number, contacts: readonly DutyContact[]): Escalation {
  const waited = Math.max(0, waitedMs)
  const turn = Math.floor(waited / acceptWithinMs)
  const leftMs = (turn + 1) * acceptWithinMs - waited
  if (turn === 0) return { kind: 'waiting', leftMs, next: contacts[0] ?? null }
  return { kind: 'to-be-rung', leftMs, contact: contacts.length === 0 ? null : (contacts[(turn - 1) % contacts.length] ?? null) }
}
