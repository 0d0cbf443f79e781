import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { deskServer } from '../../../electron/dev/build.mjs'
import { auditPageSchema, auditRoutes, type AuditEntry } from '../../../shared/desk-api/audit'
import { administrationRoutes, oneTimePasswordSchema, peopleAnswerSchema } from '../../../shared/desk-api/administration'
import { changesAnswerSchema, deskRoutes, type Change } from '../../../shared/desk-api/desk-api'
import { sessionRoutes, signInAnswerSchema, type Session } from '../../../shared/desk-api/sessions'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { Role } from '../../../shared/people/role'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { debianPostgres15, embeddedBinDir, startTestPostgres } from './test-postgres'

export interface DeskCertificate {
  readonly key: string
  readonly pem: string
}

/** The shared desk as it is run on a server, on a PostgreSQL of its own, with an administrator who has set it up. */
export interface SharedDeskProgram {
  /** Stays the same however often it is stopped and started. */
  origin(): string
  /** Adds somebody; gives the password that has to be changed. */
  person(login: string, name: string, roles: readonly Role[], unit?: string): Promise<string>
  /** The next seat that a PC is given has this account. */
  seat(name: string, sip: Session['sip']): Promise<void>
  /** Ends the sessions of that person. */
  revoke(login: string): Promise<void>
  changes(): Promise<readonly Change[]>
  /** What the audit has of today. */
  audit(): Promise<readonly AuditEntry[]>
  /** Sends events as an agent of the hotline does. */
  write(events: readonly TicketEvent[]): Promise<void>
  /** Puts a record into one of the desk's lists, or another in the place of the version that was there. */
  record(kind: string, key: string, value: unknown, over?: { readonly version: number; readonly isActive: boolean }): Promise<void>
  stop(): Promise<void>
  /** Over https from now on, where there is a certificate. */
  start(certificate?: DeskCertificate): Promise<void>
  /** Ends it and its database. */
  close(): Promise<void>
}

/** `recordRoutes.record`, whose module brings lists in JSON with it. */
const recordRoute = '/v1/admin/records'

const secret = 'a secret of more than thirty-two characters'
const ownPassword = 'what only this person knows'
/** PCs of their own, so that nobody here takes a seat that was prepared for a console. */
const installations = { boss: '0197a5c0-4f1e-7c3a-9d2b-3f4e5a6b7c8d', reader: '0197a5c0-4f1e-7c3a-9d2b-3f4e5a6b7c8e', writer: '0197a5c0-4f1e-7c3a-9d2b-3f4e5a6b7c8f' } as const

/** `more`: what else stands in its environment. */
export async function startSharedDeskProgram(more: Readonly<Record<string, string>> = {}): Promise<SharedDeskProgram> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-shared-desk-'))
  const postgres = await startTestPostgres(debianPostgres15() ?? embeddedBinDir())
  const env = { PATH: process.env['PATH'], DATABASE_URL: urlOf(await postgres.createDatabase()), LINGXI_DESK_SECRET: secret, ...more }
  const { stdout } = await promisify(execFile)(process.execPath, [deskServer, 'add-admin', 'boss', 'Boss'], { env })
  const first = /^One-time password: (.+)$/m.exec(stdout)?.[1] ?? ''
  let running: ChildProcess | null = null
  let port = 0
  let scheme = 'http'
  const tokens = { boss: '', reader: '', writer: '' }

  async function start(certificate?: DeskCertificate): Promise<void> {
    const files = { LINGXI_DESK_TLS_CERT: path.join(folder, 'cert.pem'), LINGXI_DESK_TLS_KEY: path.join(folder, 'key.pem') }
    if (certificate !== undefined) {
      await writeFile(files.LINGXI_DESK_TLS_CERT, certificate.pem)
      await writeFile(files.LINGXI_DESK_TLS_KEY, certificate.key)
    }
    const child = spawn(process.execPath, [deskServer], {
      env: { ...env, LINGXI_DESK_LISTEN: `127.0.0.1:${port}`, ...(certificate === undefined ? {} : files) }, stdio: ['ignore', 'pipe', 'pipe'],
    })
    running = child
    scheme = certificate === undefined ? 'http' : 'https'
    const said: string[] = []
    child.stderr.on('data', (piece: Buffer) => said.push(piece.toString()))
    const origin = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line)
        const entry = JSON.parse(line) as { event?: string; origin?: string }
        if (entry.event === 'desk-ready') resolve(entry.origin ?? '')
      })
      child.once('exit', () => reject(new Error(said.join('\n'))))
    })
    port = Number(new URL(origin).port)
  }

  async function stop(): Promise<void> {
    const child = running
    running = null
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  const origin = () => `${scheme}://127.0.0.1:${port}`

  async function call(method: string, route: string, body?: unknown, who: keyof typeof tokens = 'boss'): Promise<unknown> {
    const answer = await fetch(`${origin()}${route}`, {
      method, headers: { Authorization: `Bearer ${tokens[who]}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }

  /** Somebody's first sign-in, with all that the desk asks then. */
  async function firstSignIn(login: keyof typeof tokens, first: string): Promise<void> {
    const wish = { login, password: first, installation: installations[login], takeOver: true }
    tokens[login] = signInAnswerSchema.parse(await call('POST', sessionRoutes.signIn, wish)).token
    await call('POST', sessionRoutes.password, { old: first, new: ownPassword }, login)
  }

  async function person(login: string, name: string, roles: readonly Role[], unit?: string): Promise<string> {
    return oneTimePasswordSchema.parse(await call('POST', administrationRoutes.people, { login, name, roles, ...(unit === undefined ? {} : { unit }) })).password
  }

  async function idOf(login: string): Promise<string> {
    const { people } = peopleAnswerSchema.parse(await call('GET', administrationRoutes.people))
    return people.find((person) => person.login === login)?.id ?? ''
  }

  await start()
  await firstSignIn('boss', first)
  await firstSignIn('reader', await person('reader', 'Reader', ['LEAD']))
  return {
    origin,
    person,
    async seat(name, sip) {
      await call('POST', administrationRoutes.seats, { code: null, name, sip })
    },
    revoke: async (login) => void (await call('POST', administrationRoutes.revoke, { id: await idOf(login) })),
    changes: async () => changesAnswerSchema.parse(await call('GET', `${deskRoutes.changes}?after=0&limit=1000`, undefined, 'reader')).changes,
    async audit() {
      const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
      return auditPageSchema.parse(await call('POST', auditRoutes.read, { day, limit: 1000 })).rows.map(({ entry }) => entry)
    },
    async write(events) {
      if (tokens.writer === '') await firstSignIn('writer', await person('writer', 'Writer', ['AGENT']))
      await call('POST', deskRoutes.events, { events }, 'writer')
    },
    record: async (kind, key, value, over = { version: 0, isActive: true }) => void (await call('PUT', recordRoute, { kind, key, value, ...over })),
    stop,
    start,
    async close() {
      await stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function urlOf({ host, port, user, password, database }: DatabaseAddress): string {
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`
}
