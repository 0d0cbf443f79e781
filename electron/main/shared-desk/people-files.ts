import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Agent } from '../../../shared/ipc/values'
import { parseJson } from '../../../shared/lib/parse-json'
import { syncFolder, writeDurably } from '../durable-file'
import { openVaultFile, setUpVault } from '../vault'
import type { OpenVault, Vault } from '../vault'
import { keepSession, readKeptSession } from './kept-session'
import type { KeptSession } from './kept-session'

/** Somebody who has signed in at this seat. Everything that they leave here lies in a store of their own. */
const personHereSchema = z.object({
  store: z.uuid(),
  deskId: z.uuid(),
  personId: z.uuid(),
  login: z.string().max(60),
  /** Nobody knows the password any more that opens it: it waits for the desk's recovery key, and the person has begun another one. */
  isLeft: z.boolean(),
})
export type PersonHere = z.infer<typeof personHereSchema>

const registerSchema = z.object({ version: z.literal(1), lastLogin: z.string().max(60).nullable(), people: z.array(personHereSchema) })
type Register = z.infer<typeof registerSchema>

/** Who has a store at this seat, and what opens it. */
export interface PeopleFiles {
  lastLogin(): string | null
  /** Their store in use; null when they have none here. Logins are compared without regard to case, as the desk does. */
  byLogin(login: string): PersonHere | null
  byId(deskId: string, personId: string): PersonHere | null
  all(): readonly PersonHere[]
  /** Keeps the entry and that it was the last one here; durable when it settles. */
  remember(person: PersonHere): Promise<void>
  /** Null when it has none; rejects when it can't be understood. */
  vaultOf(store: string): Promise<Vault | null>
  setUp(store: string, agent: Agent, password: string): Promise<{ readonly vault: Vault; readonly opened: OpenVault }>
  keep(store: string, key: Uint8Array, kept: KeptSession): Promise<void>
  kept(store: string, key: Uint8Array): Promise<KeptSession | null>
  /** Takes away what the desk said last, so that only the desk lets this person in. Needs no key; durable when it settles. */
  forgetSession(store: string): Promise<void>
}

/** @throws when the register is there and can't be read: nobody's store is set up a second time because of that */
export async function openPeopleFiles(folder: string): Promise<PeopleFiles> {
  const file = path.join(folder, 'people.json')
  let register = await readRegister(file)
  const vaultFile = (store: string) => path.join(storeFolder(folder, store), 'agent.json')
  const sessionFile = (store: string) => path.join(storeFolder(folder, store), 'session.bin')
  const inUse = () => register.people.filter(({ isLeft }) => !isLeft)

  return {
    lastLogin: () => register.lastLogin,
    // Somebody may have an account at more than one desk: the one that was used last counts.
    byLogin: (login) => inUse().findLast((person) => sameLogin(person.login, login)) ?? null,
    byId: (deskId, personId) => inUse().find((person) => person.deskId === deskId && person.personId === personId) ?? null,
    all: () => register.people,
    async remember(person) {
      const others = register.people.filter(({ store }) => store !== person.store)
      const next: Register = { version: 1, lastLogin: person.isLeft ? register.lastLogin : person.login, people: [...others, person] }
      await writeDurably(file, `${JSON.stringify(next, null, 2)}\n`)
      register = next
    },
    vaultOf: (store) => openVaultFile(vaultFile(store)),
    setUp: (store, agent, password) => setUpVault(vaultFile(store), agent, password),
    keep: (store, key, kept) => keepSession(sessionFile(store), store, key, kept),
    kept: (store, key) => readKeptSession(sessionFile(store), store, key),
    async forgetSession(store) {
      await rm(sessionFile(store), { force: true })
      await syncFolder(storeFolder(folder, store))
    },
  }
}

/** Where everything of one store lies. */
export function storeFolder(folder: string, store: string): string {
  return path.join(folder, 'people', store)
}

async function readRegister(file: string): Promise<Register> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  })
  return text === null ? { version: 1, lastLogin: null, people: [] } : registerSchema.parse(parseJson(text))
}

function sameLogin(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
