import { maskName, maskPhone, maskText } from '../callers/masking'
import { numberOfStoredKey } from '../callers/phone-number'
import type { FieldValues } from './fields/field-values'
import { isSecretTicket } from './history-item'
import type { RevealedPart } from './reveal'
import type { Ticket } from './ticket'
import { isOpen } from './ticket-rules'

/** Everybody whose name stands in the fields of an order: in its words they are masked as well. */
export function namesIn({ caller_name: caller, contact_person: contact, team_leader: leader, participants = [] }: FieldValues): readonly string[] {
  return [caller, contact, leader, ...participants.map(({ name }) => name)].filter((name) => name !== undefined)
}

/** What is written in an order, as it may be shown to anybody. */
export function maskedWords(text: string, { values }: Pick<Ticket, 'values'>): string {
  return maskText(text, namesIn(values))
}

/** Who is complained about is no secret, also where a known person has the same name; a number in it may be somebody's. */
export function maskedEmployer(name: string): string {
  return maskText(name)
}

/** Whatever of an order's screen somebody has typed: a reason or an address can hold a name and a number like any other words. */
function typedIn({ values, summary, lowerings, approvals = [], reveals }: Ticket): readonly string[] {
  return [
    values.title, values.description ?? summary, values.work_address,
    ...lowerings.flatMap(({ lead, reason }) => [lead, reason]),
    ...approvals.flatMap(({ reason, decision }) => [reason, decision?.reason]),
    ...reveals.map(({ note }) => note),
  ].filter((text) => text != null)
}

/** What of an order is masked on a screen; nothing of a secret one, which is left out instead and not to be revealed. */
export function maskedPartsOf(ticket: Ticket): readonly RevealedPart[] {
  if (isSecretTicket(ticket)) return []
  const { values, caller } = ticket
  const name = values.caller_name ?? ''
  const employer = values.employer_name ?? ''
  const number = numberOfStoredKey(caller?.historyKey)
  const isMasked: Readonly<Record<RevealedPart, boolean>> = {
    name: maskName(name) !== name,
    number: number !== null && maskPhone(number) !== number.display,
    words: typedIn(ticket).some((text) => maskedWords(text, ticket) !== text) || maskedEmployer(employer) !== employer,
  }
  return (['name', 'number', 'words'] as const).filter((part) => isMasked[part])
}

/** An order that still runs and in which a life may be at stake: whoever acts on it sees who and where at once. */
export function isRedAndOpen(ticket: Ticket): boolean {
  return !isSecretTicket(ticket) && isOpen(ticket.state) && ticket.risks.some(({ severity }) => severity === 'RED')
}
