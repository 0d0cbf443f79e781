import type { Pool } from 'pg'
import { hashPassword } from '../../electron/desk/people/password'
import { sessionRoutes, signInAnswerSchema } from '../../shared/desk-api/sessions'
import { testUuid } from '../support/drafts'
import { openWire } from './wire'

const password = 'what everybody of this run knows'
const signInsAtOnce = 8

export interface SignedIn {
  readonly token: string
  readonly extension: string
  readonly isLead: boolean
}

/** Agents, the first of them leads as well. Gives how each of them signs in. */
export async function addPeople(pool: Pool, count: number, leads: number): Promise<readonly { readonly login: string; readonly isLead: boolean }[]> {
  const hash = await hashPassword(password)
  const people = Array.from({ length: count }, (_, index) => ({ login: `agent.${index}`, isLead: index < leads }))
  await pool.query(
    `insert into people (id, login, name, roles, password_hash, must_change_password, is_active, version, created_at_ms, changed_at_ms)
     select id, login, login, case when lead then array['AGENT', 'LEAD'] else array['AGENT'] end, $1, false, true, 1, 0, 0
     from unnest($2::uuid[], $3::text[], $4::bool[]) as given (id, login, lead)`,
    [hash, people.map((_, index) => testUuid(index + 1)), people.map(({ login }) => login), people.map(({ isLead }) => isLead)],
  )
  return people
}

/** Everybody with the password once, as at the beginning of a shift. */
export async function signEverybodyIn(origin: string, people: readonly { readonly login: string; readonly isLead: boolean }[]): Promise<readonly SignedIn[]> {
  const wire = openWire(origin, null)
  const signedIn: SignedIn[] = []
  let next = 0
  async function some(): Promise<void> {
    for (let index = next++; index < people.length; index = next++) {
      const { login, isLead } = people[index] ?? { login: '', isLead: false }
      const { status, body } = await wire.ask(sessionRoutes.signIn, { login, password, installation: testUuid(900_000 + index), takeOver: true })
      const text = body.toString('utf8')
      if (status !== 200) throw new Error(`sign-in is answered ${status} ${text}`)
      signedIn[index] = { token: signInAnswerSchema.parse(JSON.parse(text)).token, extension: String(10_000 + index), isLead }
    }
  }
  await Promise.all(Array.from({ length: signInsAtOnce }, some))
  wire.cut()
  return signedIn
}
