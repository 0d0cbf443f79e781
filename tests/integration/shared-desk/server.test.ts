import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get as getTls } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { changesAnswerSchema, deskRoutes, eventBatchAnswerSchema } from '../../../shared/desk-api/desk-api'
import { administrationRoutes, oneTimePasswordSchema } from '../../../shared/desk-api/administration'
import { sessionRoutes, signInAnswerSchema } from '../../../shared/desk-api/sessions'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../support/drafts'
import { until } from '../../support/desk/desk-folder'
import { useDatabases } from '../../support/desk/databases'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import { postgres15 } from '../../support/desk/postgres-15'
import { startServer, urlOf, type RunningServer } from '../../support/desk/running-server'

const json = { 'Content-Type': 'application/json' }

describe.skipIf(!postgres15.isThere)(`the shared desk as a program${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let program: DeskProgram
  let address: DatabaseAddress
  let folder: string
  const running: RunningServer[] = []
  beforeAll(async () => {
    program = await buildDeskProgram('start-server')
  })
  afterAll(() => program.remove())
  beforeEach(async () => {
    address = await databases.createDatabase()
    folder = await mkdtemp(path.join(tmpdir(), 'lingxi-server-'))
  })
  afterEach(async () => {
    for (const server of running.splice(0)) {
      server.process.kill('SIGKILL')
      await server.ended
    }
    await rm(folder, { recursive: true, force: true })
  })

  function start(env: Record<string, string> = {}, args: readonly string[] = []): RunningServer {
    const server = startServer(program.file, { DATABASE_URL: urlOf(address), ...env }, args)
    running.push(server)
    return server
  }

  async function post(origin: string, route: string, body: unknown, token = ''): Promise<Response> {
    return fetch(`${origin}${route}`, { method: 'POST', headers: { ...json, Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
  }

  async function signIn(origin: string, login: string, password: string, installation = testUuid(1)) {
    const response = await post(origin, sessionRoutes.signIn, { login, password, installation, takeOver: true })
    expect(response.status).toBe(200)
    return signInAnswerSchema.parse(await response.json())
  }

  /** The first administrator, with the password changed as it has to be. */
  async function firstAdministrator(origin: string): Promise<string> {
    const added = start({}, ['add-admin', 'root', '管理员'])
    expect((await added.ended).code).toBe(0)
    const password = /[a-z2-9]{4}(-[a-z2-9]{4}){4}/.exec(added.words())?.[0] ?? ''
    const { token } = await signIn(origin, 'root', password)
    expect((await post(origin, sessionRoutes.password, { old: password, new: 'a password of my own' }, token)).status).toBe(200)
    return token
  }

  async function agentAt(origin: string, adminToken: string, login: string, installation: string): Promise<string> {
    const made = oneTimePasswordSchema.parse(await (await post(origin, administrationRoutes.people, { login, name: login, roles: ['AGENT'] }, adminToken)).json())
    const { token } = await signIn(origin, login, made.password, installation)
    await post(origin, sessionRoutes.password, { old: made.password, new: 'a password of my own' }, token)
    return token
  }

  it('from nothing: migrations, the first administrator, an agent, an order through one process and read through another', async () => {
    const [one, two] = [start(), start()]
    const origins = [await one.origin, await two.origin] as const
    const admin = await firstAdministrator(origins[0])
    const agent = await agentAt(origins[0], admin, 'wang', testUuid(2))
    const events = eventsOf(draftOf(1, { values: wageComplaint }))
    const answers = await Promise.all(Array.from({ length: 8 }, async (_, number) =>
      eventBatchAnswerSchema.parse(await (await post(origins[number % 2 === 0 ? 0 : 1], deskRoutes.events, { events }, agent)).json())))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    const read = await fetch(`${origins[1]}${deskRoutes.changes}?after=0`, { headers: { Authorization: `Bearer ${agent}` } })
    expect(changesAnswerSchema.parse(await read.json()).changes.map(({ event }) => event.author.name)).toEqual(events.map(() => 'wang'))
    const verified = start({}, ['verify-audit'])
    expect((await verified.ended).code).toBe(0)
    expect(verified.words()).toMatch(/审计记录完整.*\n.*The audit is whole/)
    const logged = JSON.stringify([one.log, two.log])
    for (const personal of ['秦木根', '15400000012', 'wang', '管理员', 'a password of my own']) expect(logged).not.toContain(personal)
  })

  it('stops in its own time: what is under way is answered, streams end, exit code 0', async () => {
    const server = start()
    const origin = await server.origin
    const admin = await firstAdministrator(origin)
    const agent = await agentAt(origin, admin, 'wang', testUuid(2))
    const stream = await fetch(`${origin}${deskRoutes.stream}`, { headers: { Authorization: `Bearer ${agent}` } })
    // An order that waits for the one lock of the log, held here.
    const pool = createPool(address)
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query('select pg_advisory_xact_lock(12351001)')
    const sent = post(origin, deskRoutes.events, { events: eventsOf(draftOf(1, { values: wageComplaint })) }, agent)
    await until(async () => (await pool.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount === 1)
    server.process.kill('SIGTERM')
    await stream.text()
    await holder.query('commit')
    holder.release()
    await pool.end()
    expect((await sent).status).toBe(200)
    expect((await server.ended).code).toBe(0)
    expect(server.log.map(({ event }) => event).slice(-2)).toEqual(['desk-stopping', 'desk-stopped'])
  })

  it('says whether it lives and whether it can work, and goes on by itself when the database is back', async () => {
    const server = start()
    const origin = await server.origin
    const health = async (route: string) => {
      const response = await fetch(`${origin}${route}`)
      return [response.status, await response.json()] as const
    }
    expect(await health('/healthz')).toEqual([200, { live: true, ready: true }])
    // Consoles ask every few seconds: their connections outlast that.
    expect((await fetch(`${origin}/healthz`)).headers.get('keep-alive')).toBe('timeout=75')
    const pool = createPool(await databases.createDatabase())
    await pool.query(`alter database ${address.database} with allow_connections false`)
    await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [address.database])
    await until(async () => (await health('/healthz/ready'))[0] === 503)
    expect(await health('/healthz/live')).toEqual([200, { live: true }])
    await pool.query(`alter database ${address.database} with allow_connections true`)
    await pool.end()
    await until(async () => (await health('/healthz/ready'))[0] === 200)
  })

  it('gives its metrics to this computer, to nobody that a proxy brings, or to whoever has the token', async () => {
    const [open, closed] = [start(), start({ LINGXI_DESK_METRICS_TOKEN: 'a token for prometheus' })]
    const origin = await open.origin
    await fetch(`${origin}${deskRoutes.health}`)
    await fetch(`${origin}/v1/tickets/15400000012`)
    const text = await (await fetch(`${origin}/metrics`)).text()
    expect(text).toMatch(/lingxi_desk_requests_total\{method="GET",route="\/v1\/health",status="401"\} 1/)
    expect(text).toMatch(/lingxi_desk_request_seconds_bucket\{le="0.1",method="GET",route="\/v1\/health"\} \d/)
    for (const name of ['lingxi_desk_database_connections{state="total"}', 'lingxi_desk_position 0', 'lingxi_desk_sessions 0', 'lingxi_desk_streams 0', 'nodejs_eventloop_lag_p99_seconds']) expect(text).toContain(name)
    expect(text).not.toContain('15400000012')
    for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP']) {
      expect((await fetch(`${origin}/metrics`, { headers: { [header]: '10.0.0.7' } })).status).toBe(401)
    }
    const other = await closed.origin
    expect((await fetch(`${other}/metrics`)).status).toBe(401)
    expect((await fetch(`${other}/metrics`, { headers: { Authorization: 'Bearer a token for prometheus' } })).status).toBe(200)
  })

  it('speaks TLS with a certificate from files, and takes a new one without a stop', async () => {
    const pair = (name: string) => {
      spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
        '-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.crt`)])
    }
    pair('first')
    pair('second')
    const [certificate, key] = [path.join(folder, 'desk.crt'), path.join(folder, 'desk.key')]
    const use = async (name: string) => {
      await cp(path.join(folder, `${name}.crt`), certificate)
      await cp(path.join(folder, `${name}.key`), key)
    }
    await use('first')
    const server = start({ LINGXI_DESK_TLS_CERT: certificate, LINGXI_DESK_TLS_KEY: key })
    const origin = await server.origin
    expect(origin).toMatch(/^https:/)
    const nameShown = () => new Promise<string>((resolve, reject) => {
      const request = getTls(`${origin}/healthz`, { rejectUnauthorized: false, agent: false }, (response) => {
        resolve((response.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }).getPeerCertificate().subject.CN)
        response.resume()
      })
      request.on('error', reject)
    })
    expect(await nameShown()).toBe('first')
    const shaOf = async (name: string) => new X509Certificate(await readFile(path.join(folder, `${name}.crt`))).fingerprint256
    // What the consoles ask an administrator to compare.
    expect(server.log.find(({ event }) => event === 'desk-ready')?.certificateSha256).toBe(await shaOf('first'))
    await writeFile(certificate, 'no certificate')
    server.process.kill('SIGHUP')
    await until(() => server.log.some(({ event, isGood }) => event === 'certificate-read-again' && isGood === false))
    expect(await nameShown()).toBe('first')
    await use('second')
    server.process.kill('SIGHUP')
    await until(() => server.log.some(({ isGood }) => isGood === true))
    expect(await nameShown()).toBe('second')
    expect(server.log.find(({ isGood }) => isGood === true)?.certificateSha256).toBe(await shaOf('second'))
  })

  it('leaves a database alone that a newer program has written, and one that was made with another secret', async () => {
    const first = start()
    await first.origin
    first.process.kill('SIGTERM')
    await first.ended
    const other = start({ LINGXI_DESK_SECRET: 'quite another secret of thirty-two characters' })
    expect((await other.ended).code).toBe(78)
    expect(other.words()).toMatch(/打不开数据库里已封存的内容[\s\S]*does not open what is sealed/)
    const pool = createPool(address)
    await pool.query(`insert into schema_steps values (1000, 'from the future', 0)`)
    await pool.end()
    const newer = start()
    expect((await newer.ended).code).toBe(78)
    expect(newer.words()).toMatch(/更新版本的聆席[\s\S]*newer Lingxi/)
  })

  it.each<[string, Record<string, string>, number, RegExp]>([
    ['no database', { DATABASE_URL: '' }, 78, /DATABASE_URL[\s\S]*Set DATABASE_URL/],
    ['an address that is none', { DATABASE_URL: 'lingxi' }, 78, /can't be read/],
    ['no secret', { LINGXI_DESK_SECRET: '' }, 78, /openssl rand -base64 48[\s\S]*openssl rand/],
    ['a short secret', { LINGXI_DESK_SECRET: 'short' }, 78, /32/],
    ['a certificate without a key', { LINGXI_DESK_TLS_CERT: '/etc/hostname' }, 78, /go together/],
    ['a file that is not there', { LINGXI_DESK_TLS_CERT: '/nowhere/a.crt', LINGXI_DESK_TLS_KEY: '/nowhere/a.key' }, 78, /\/nowhere\/a\.crt/],
    ['a certificate that is none', { LINGXI_DESK_TLS_CERT: '/etc/hostname', LINGXI_DESK_TLS_KEY: '/etc/hostname' }, 78, /PEM/],
    ['an address for everybody in clear', { LINGXI_DESK_LISTEN: '0.0.0.0:8351' }, 78, /LINGXI_DESK_BEHIND_PROXY=1/],
    ['a database that does not answer', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, 69, /does not answer/],
  ])('with %s it says what to do and ends', async (_, env, code, words) => {
    const server = start(env)
    expect((await server.ended).code).toBe(code)
    expect(server.words()).toMatch(words)
    expect(server.words() + JSON.stringify(server.log)).not.toContain(address.password)
  })

  it('says so when there is no such database, no such user, or the port is taken', async () => {
    const missing = start({ DATABASE_URL: urlOf({ ...address, database: 'nowhere' }) })
    expect((await missing.ended).code).toBe(78)
    expect(missing.words()).toMatch(/createdb/)
    const refused = start({ DATABASE_URL: urlOf({ ...address, password: 'wrong' }) })
    expect((await refused.ended).code).toBe(78)
    expect(refused.words()).toMatch(/lets nobody in/)
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    const second = start({ LINGXI_DESK_LISTEN: `127.0.0.1:${port}` })
    expect((await second.ended).code).toBe(69)
    expect(second.words()).toContain(`port ${port}`)
    taken.close()
  })

  it('reads secrets from files, as a service manager hands them over', async () => {
    const [secret, url] = [path.join(folder, 'secret'), path.join(folder, 'url')]
    await writeFile(secret, 'a secret in a file, with a line feed at its end\n')
    await writeFile(url, `${urlOf(address)}\n`)
    const server = start({ DATABASE_URL: '', DATABASE_URL_FILE: url, LINGXI_DESK_SECRET: '', LINGXI_DESK_SECRET_FILE: secret })
    expect(await server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await readFile(secret, 'utf8')).toContain('a secret')
  })
})
