import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { newPersonSchema } from '../../../shared/desk-api/administration'
import { auditHeadSchema, type AuditHead } from '../../../shared/desk-api/audit'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { createUuidV7 } from '../../../shared/lib/uuid-v7'
import { recordShown } from '../golive/go-live-desk'
import { importHistory } from '../history-import/import-history'
import { mappingSchema } from '../history-import/mapping'
import { readRows, UnreadableHistory } from '../history-import/read-rows'
import { checkAudit } from '../http/audit-routes'
import { createAdministration } from '../people/administration'
import { openRecoveryKey } from '../people/open-recovery-key'
import { createSecretBox, type SecretBox } from '../people/secret-box'
import { openSharedStore, type SharedStore } from '../store/shared-store'
import type { DatabaseAddress } from '../store/connection'
import { readDatabaseConfig, readRestoredConfig, type Environment } from './server-config'
import { ServerProblem } from './server-problem'
import { inBothLanguages } from './words'

export interface CommandPorts {
  readonly env: Environment
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly print: (text: string) => void
}

const commandLine = { kind: 'command-line' } as const

/** What `npm run desk -- ...` does beside serving. @throws ServerProblem */
export async function runCommand(args: readonly string[], ports: CommandPorts): Promise<void> {
  const [command = '', ...rest] = args
  switch (command) {
    case '--help':
    case 'help':
      return ports.print(inBothLanguages((words) => words.help))
    case 'add-admin':
      return addAdministrator(rest, ports)
    case 'verify-audit':
      return verify(rest, ports)
    case 'prove-restore':
      return proveRestore(ports)
    case 'import-history':
      return bringHistory(rest, ports)
    default:
      throw new ServerProblem('command-unknown', { command })
  }
}

async function addAdministrator([login = '', name = login]: readonly string[], ports: CommandPorts): Promise<void> {
  const wish = newPersonSchema.safeParse({ login, name, roles: ['ADMIN'] })
  if (!wish.success) throw new ServerProblem('login-malformed')
  await withStore(ports, async (store, box) => {
    const administration = createAdministration({ store, box, clock: ports.clock, newId: createUuidV7(ports.clock, randomBytes) })
    const added = await administration.addPerson(wish.data, commandLine)
    if (!added.ok) throw new ServerProblem('login-taken', { login: wish.data.login })
    ports.print(inBothLanguages((words) => words.administrator, { login: added.value.person.login, password: added.value.password }))
  })
}

async function verify(args: readonly string[], ports: CommandPorts): Promise<void> {
  const noted = headOf(args)
  await withStore(ports, async (store, { auditKey }) => {
    const proof = await checkAudit({ store, auditKey, clock: ports.clock }, noted === null ? {} : { head: noted })
    const { broken, head, rows, days, expiredDays: expired } = proof
    await store.inOne(({ audit }) => audit.add({ by: commandLine, act: { kind: 'audit-verified', intact: broken === null } }, ports.clock.now()))
    if (broken !== null) throw new ServerProblem('audit-broken', { day: broken.day, number: broken.number, what: broken.what })
    ports.print(inBothLanguages((words) => words.auditIntact, { rows, days, expired }))
    if (head !== null) ports.print(inBothLanguages((words) => words.auditHead, { head: `${head.day}:${head.number}:${head.hash}` }))
  })
}

/**
 * A backup was put into another database: it is opened with the same secret, held against this desk, and what was found goes into the
 * go-live sheet.
 */
async function proveRestore(ports: CommandPorts): Promise<void> {
  const restored = readRestoredConfig(ports.env)
  const own = readDatabaseConfig(ports.env)
  if (restored.host === own.database.host && restored.port === own.database.port && restored.database === own.database.database) throw new ServerProblem('restore-same')
  let found: { readonly deskId: string; readonly events: number; readonly auditRows: number } | null = null
  await withStoreAt(ports, restored, own.secret, async (store, { auditKey }) => {
    const { broken, rows } = await checkAudit({ store, auditKey, clock: ports.clock }, {})
    if (broken !== null) throw new ServerProblem('restore-differs')
    found = { deskId: store.deskId, events: await store.newest(), auditRows: rows }
  })
  await withStore(ports, async (store) => {
    const { deskId = '', events = 0, auditRows = 0 } = found ?? {}
    if (deskId !== store.deskId || events > (await store.newest())) throw new ServerProblem('restore-differs')
    const evidence = { kind: 'compared' as const, events, auditRows }
    await recordShown({ store, clock: ports.clock }, 'restored', { at: ports.clock.now(), by: { id: null, name: '', seat: '' }, evidence }, commandLine)
    ports.print(inBothLanguages((words) => words.restoreProven, { events, rows: auditRows }))
  })
}

/** `import-history <file> <mapping> [--dry-run] [--refused <file>]` */
async function bringHistory([file = '', mappingFile = '', ...options]: readonly string[], ports: CommandPorts): Promise<void> {
  const isDryRun = options.includes('--dry-run')
  const refusedFile = options.includes('--refused') ? options[options.indexOf('--refused') + 1] : undefined
  const text = await readFile(mappingFile, 'utf8').catch(() => null)
  if (text === null) throw new ServerProblem('file-unreadable', { file: mappingFile })
  const mapping = mappingSchema.safeParse(parseJson(text))
  if (!mapping.success) throw new ServerProblem('mapping-malformed', { file: mappingFile })
  await withStore(ports, async (store) => {
    const lines: string[] = []
    const outcome = await importHistory(readRows(file, mapping.data), {
      store: store.logFor(() => null), clock: ports.clock, mapping: mapping.data, isDryRun,
      onRefused: async (refused) => void lines.push(JSON.stringify(refused)),
    }).catch((error: unknown) => {
      throw error instanceof UnreadableHistory ? new ServerProblem('history-unreadable', { file }) : error
    })
    if (refusedFile !== undefined) await writeFile(refusedFile, lines.map((line) => `${line}\n`).join(''))
    if (!isDryRun) await store.inOne(({ audit }) => audit.add({ by: commandLine, act: { kind: 'history-imported', ...outcome } }, ports.clock.now()))
    ports.print(inBothLanguages((words) => (isDryRun ? words.historyTried : words.historyImported), { ...outcome }))
  })
}

/** @throws ServerProblem `command-unknown` for arguments that are none */
function headOf(args: readonly string[]): AuditHead | null {
  if (args.length === 0) return null
  const [option, text = ''] = args
  const [day, number, hash] = text.split(':')
  const head = auditHeadSchema.safeParse({ day, number: Number(number), hash })
  if (option !== '--head' || !head.success) throw new ServerProblem('command-unknown', { command: args.join(' ') })
  return head.data
}

function withStore(ports: CommandPorts, work: (store: SharedStore, box: SecretBox) => Promise<void>): Promise<void> {
  const { database, secret } = readDatabaseConfig(ports.env)
  return withStoreAt(ports, database, secret, work)
}

async function withStoreAt(ports: CommandPorts, address: DatabaseAddress, secret: string, work: (store: SharedStore, box: SecretBox) => Promise<void>): Promise<void> {
  const box = createSecretBox(secret)
  const store = await openSharedStore({ ...ports, address, connections: 2, auditKey: box.auditKey })
  try {
    await openRecoveryKey(store, box)
    await work(store, box)
  } finally {
    await store.close()
  }
}
