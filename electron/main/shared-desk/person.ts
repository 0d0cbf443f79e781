import type { Session } from '../../../shared/desk-api/sessions'
import type { Agent } from '../../../shared/ipc/values'
import type { Vault } from '../vault'
import type { SessionEnd } from './desk-sessions'
import type { KeptSession } from './kept-session'
import type { PersonHere } from './people-files'

/**
 * What the desk thinks of whoever is here. `ended`: the seat is locked, and only the desk or, where it may, the password without it
 * opens it again.
 */
export type DeskLinkOfPerson =
  | { readonly kind: 'with-desk'; readonly token: string }
  | { readonly kind: 'without-desk' }
  | { readonly kind: 'ended'; readonly end: SessionEnd }

/** Whoever is here, with what opens their data. */
export interface Person {
  readonly here: PersonHere
  readonly vault: Vault
  readonly kept: KeptSession
  readonly link: DeskLinkOfPerson
}

/** The number that the opening sentence says: a login that is one, else that of the seat. */
export function agentOf({ person, seat }: Session): Agent {
  return { id: person.id, number: /^\d{1,8}$/.test(person.login) ? person.login : seat.code, name: person.name === '' ? person.login.slice(0, 40) : person.name }
}
