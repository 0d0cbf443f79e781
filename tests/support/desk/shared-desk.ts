import { hashPassword } from '../../../electron/desk/people/password'
import { startSharedDesk, type SharedDesk, type SharedDeskOptions } from '../../../electron/desk/shared-desk'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes, oneTimePasswordSchema } from '../../../shared/desk-api/administration'
import { sessionRoutes, signInAnswerSchema, type SignIn, type SignInAnswer } from '../../../shared/desk-api/sessions'
import type { Role } from '../../../shared/people/role'
import { testUuid } from '../drafts'
import type { Databases } from './databases'
import { systemClock, systemTimers } from './system-time'

export const testSecret = 'a secret of more than thirty-two characters'
export const goodPassword = '三个词的口令 with words'

interface Answer {
  readonly status: number
  readonly body: unknown
}

interface Wish {
  readonly method?: string
  readonly token?: string
  readonly body?: unknown
}

/** A shared desk in the process of the test, and how people come to it. */
export interface TestDesk extends SharedDesk {
  call(route: string, wish?: Wish): Promise<Answer>
  /** Adds somebody without asking an administrator, with `goodPassword`; gives the id. */
  person(login: string, roles: readonly Role[], unit?: string): Promise<string>
  /** At a PC of its own unless `installation` says which. */
  signIn(login: string, wish?: Partial<SignIn>): Promise<SignInAnswer>
  /** Every line of its log. */
  readonly lines: readonly object[]
}

/** A desk's database as it is after the first start, a copy for each caller: making the pair of keys takes a second. */
export function prepareDatabase(databases: Databases): Promise<DatabaseAddress> {
  return databases.copyOf('started_once', async (made) => (await startTestDesk(made)).stop())
}

let passwordHash: Promise<string> | null = null

export async function startTestDesk(database: DatabaseAddress, options: Partial<SharedDeskOptions> = {}): Promise<TestDesk> {
  const clock = options.clock ?? systemClock
  const lines: object[] = []
  const desk = await startSharedDesk({
    config: { database, connections: 6, secret: testSecret, host: '127.0.0.1', port: 0, tls: null, metricsToken: null },
    queueSource: null, recordingFolders: null, sms: null, clock, timers: systemTimers, random: Math.random, log: (entry) => lines.push(entry), ...options,
  })
  let installations = 0

  async function call(route: string, { method, token, body }: Wish = {}): Promise<Answer> {
    const response = await fetch(`${desk.origin}${route}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json().catch(() => null) }
  }

  return {
    ...desk,
    lines,
    call,
    async person(login, roles, unit) {
      const id = crypto.randomUUID()
      const hash = await (passwordHash ??= hashPassword(goodPassword))
      await desk.store.people.add({
        id, login, name: login, roles, unit: unit ?? null, passwordHash: hash, mustChangePassword: false, isActive: true, version: 1, createdAt: clock.now(),
      })
      return id
    },
    async signIn(login, wish = {}) {
      installations += 1
      const { status, body } = await call(sessionRoutes.signIn, {
        body: { login, password: goodPassword, installation: testUuid(70_000 + installations), takeOver: false, ...wish },
      })
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      return signInAnswerSchema.parse(body)
    },
  }
}

/** Adds somebody as an administrator does; gives the one-time password. */
export async function addPersonOver(desk: TestDesk, token: string, wish: { login: string; name: string; roles: readonly Role[] }) {
  const { status, body } = await desk.call(administrationRoutes.people, { token, body: wish })
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return oneTimePasswordSchema.parse(body)
}
