import { monitorEventLoopDelay } from 'node:perf_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createPool } from '../../electron/desk/store/connection'
import { createHashSecret } from '../../electron/desk/store/keyed-hash'
import { floorRoutes } from '../../shared/floor/floor-line'
import { percentile, type Measurement } from '../bench/bench'
import { createFillLog } from '../support/fill-log'
import { seededRandom } from '../support/seeded-random'
import { startAmiStandIn } from './ami-stand-in'
import { startDeskProcess, type DeskFigures } from './desk-process'
import { createLedger, type Counts, type Measured } from './ledger'
import { createLoadConsole, lackOf, type LoadConsole } from './load-console'
import { createLoadOrders } from './load-orders'
import { addPeople, signEverybodyIn } from './load-people'
import { startLoadPostgres } from './load-postgres'
import { loadTickets } from './load-tickets'
import { probeQuietly } from './quiet-probe'
import { runStorm, type StormResult } from './storm'
import { throughputOf } from './throughput'
import { watchMachine } from './watch-machine'
import { openWire } from './wire'

export interface LoadOptions {
  readonly consoles: number
  /** Of these so many watch the queue, too. */
  readonly leads: number
  readonly tickets: number
  /** How long calls go on before anything is cut. */
  readonly seconds: number
  readonly callsPerMinute: number
  readonly storms: number
  /** How long one desk, and then two of them, are asked as fast as they answer; 0 leaves it out. */
  readonly pairSeconds: number
  /** The built desk. */
  readonly program: string
  readonly binDir: string
  log(line: string): void
}

export interface LoadResult {
  readonly rows: readonly Measurement[]
  readonly counts: Counts
  /** Orders that the consoles handed in, as the database has them. */
  readonly ordersKept: number
  /** Of the messages to everybody, those that each of the consoles has heard. */
  readonly messages: { readonly sent: number; readonly heardByAll: number }
  /** Consoles that have every change to the last one. */
  readonly upToDate: number
}

/** From nothing to a table: a database, a desk, a PBX, consoles, calls, storms. What it starts it ends. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { consoles: count, leads, tickets } = options
  const ends: (() => Promise<void>)[] = []
  const whenOver = <T>(made: T, end: (made: T) => Promise<void>): T => {
    ends.push(() => end(made))
    return made
  }
  let ending: Promise<void> | null = null
  const endAll = () => (ending ??= (async () => {
    for (const end of ends.reverse()) await end()
  })())
  // Whoever stops it before its time means everything that it has started.
  const stopped = () => void endAll().finally(() => process.exit(1))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopped)
  const begunAt = performance.now()
  const log = (line: string) => options.log(`${((performance.now() - begunAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`)
  try {
    return await run()
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stopped)
    await endAll()
  }

  async function run(): Promise<LoadResult> {
    const { below } = seededRandom(count + tickets)
    const random = () => below(2 ** 31) / 2 ** 31
    const postgres = whenOver(await startLoadPostgres(options.binDir, tickets <= 50_000), (one) => one.stop())
    const pool = whenOver(createPool(postgres.address, 2), (one) => one.end())
    const pbx = whenOver(await startAmiStandIn(Array.from({ length: count }, (_, index) => String(10_000 + index))), (one) => one.close())
    const startDesk = async () => whenOver(await startDeskProcess({ program: options.program, database: postgres.address, pbxUrl: pbx.url }), (one) => one.stop())
    const desk = await startDesk()
    const rows: Measurement[] = []

    // Everybody is known, and signs in once.
    const people = await addPeople(pool, count, leads)
    await desk.read()
    const signInsBegan = performance.now()
    const signedIn = await signEverybodyIn(desk.origin, people)
    const signInsMs = performance.now() - signInsBegan
    rows.push(
      { what: `sign-ins with the password, ${count} at once`, value: count / (signInsMs / 1_000), unit: 'per second' },
      { what: 'event loop of the desk meanwhile, p99', value: (await desk.read()).lagP99Ms, unit: 'ms', atMost: 250 },
    )

    log(`${count} people have signed in`)

    // The same questions of a small database and of the whole one.
    const numbers = Math.max(10, Math.round(tickets / 4))
    const fill = createFillLog({ tickets, numbers, seed: 7, now: Date.now(), practice: false })
    const secret = await pool.query<{ secret: Buffer }>('select query_code_secret as secret from desk_identity')
    const hash = createHashSecret(secret.rows[0]!.secret)
    const order = createLoadOrders()
    const small = Math.min(fill.size, 9 * 2_000)
    const number = () => Math.floor(random() * numbers)
    const probe = (size: number) => probeQuietly({
      origin: desk.origin, token: signedIn[0]!.token, times: Math.min(300, tickets / 10), key: () => fill.keyOf(number()), order,
      place: () => Math.floor(random() * Math.max(1, size - 1_000)),
    })
    const loading = { binDir: options.binDir, address: postgres.address, hash, log: fill }
    const newest = async () => Number((await pool.query<{ newest: string }>('select coalesce(max(position), 0) as newest from events')).rows[0]!.newest)
    await loadTickets({ ...loading, from: 1, to: small, firstPosition: await newest() + 1 })
    const costsOfSmall = await probe(small)
    if (fill.size > small) {
      await loadTickets({ ...loading, from: small + 1, to: fill.size, firstPosition: await newest() + 1 })
      log(`${tickets} orders, ${fill.size} changes are in the database`)
      const costs = await probe(fill.size)
      const smaller = Math.round((small / 9) * 5)
      const names = { submit: ['order', 2], page: ['page of 100 changes', 2] } as const
      for (const [name, [words, atMost]] of Object.entries(names)) {
        const key = name as keyof typeof costs
        rows.push(
          { what: `${words} at a quiet desk with ${tickets} orders, p50`, value: costs[key], unit: 'ms' },
          { what: `the same as a ratio to ${smaller} orders`, value: costs[key] / costsOfSmall[key], unit: 'times', atMost },
        )
      }
    }
    const before = await pool.query<{ count: string }>('select count(*) from tickets')
    const ordersBefore = Number(before.rows[0]!.count)

    // A shift.
    const ledger = createLedger()
    const consoles = signedIn.map(({ token, extension, isLead }, index) => createLoadConsole({
      index, origin: desk.origin, token, extension, isLead, pbx, ledger, callEveryMs: 60_000 / options.callsPerMinute, random, order,
      number() {
        const key = fill.keyOf(number())
        return { raw: key.slice(2), key }
      },
    }))
    for (const one of consoles) one.start()
    ends.push(async () => consoles.forEach((one) => one.stop()))
    const upTo = await newest()
    await allHave(consoles, upTo)
    log(`${count} consoles follow the desk`)
    for (const one of consoles) one.beginCalls()
    const speaker = startSpeaking(desk.origin, signedIn[0]!.token)
    // Until everybody has a call.
    await delay(Math.min(15_000, 60_000 / options.callsPerMinute))
    const begun = { desk: await desk.read(), self: process.cpuUsage(), postgres: await postgres.cpuSeconds() }
    const ownLag = monitorEventLoopDelay({ resolution: 10 })
    ownLag.enable()
    const machine = await watchMachine()
    ledger.isMeasuring = true
    await cutOneByOne(consoles, 1_000 * options.seconds)
    ledger.isMeasuring = false
    ownLag.disable()
    const ofMachine = await machine.stop()
    log('a shift of calls is measured')
    const ended = { desk: await desk.read(), self: process.cpuUsage(begun.self), postgres: await postgres.cpuSeconds() }
    const storms: StormResult[] = []
    for (let n = 0; n < options.storms; n += 1) {
      storms.push(await runStorm(desk, consoles))
      log('cut off, and back')
    }
    rows.push(...latencies(ledger.samples), ...costs(begun, ended, { p99: ownLag.percentile(99) / 1e6, longest: ownLag.max / 1e6 }), ...ofMachine, ...stormRows(count, storms))

    const sent = await speaker.stop()
    await Promise.all(consoles.map((one) => one.endCalls()))
    const last = await newest()
    await allHave(consoles, last)
    const heard = (id: string) => consoles.every((one) => one.signals.has(id))
    await until(() => sent.every(heard), () => `${sent.filter((id) => !heard(id)).length} messages have not reached everybody`)
    const kept = await pool.query<{ count: string }>('select count(*) from tickets')
    log('calls are over')
    const upToDate = consoles.filter((one) => one.position() === last).length
    for (const one of consoles) one.stop()
    const { counts } = ledger
    const ordersKept = Number(kept.rows[0]!.count) - ordersBefore
    rows.push(
      { what: `orders handed in, and not in the database once each`, value: Math.abs(counts.orders - ordersKept), unit: `of ${counts.orders}`, atMost: 0 },
      { what: 'changes, queue events and messages that a console missed', value: counts.lost, unit: '', atMost: 0 },
      { what: 'the same, told twice', value: counts.doubled, unit: '', atMost: 0 },
      { what: 'questions that were refused or not answered', value: counts.failed, unit: '', atMost: 0 },
      { what: 'streams that ended by themselves', value: counts.streamsLost, unit: '', atMost: 0 },
    )

    if (options.pairSeconds > 0) {
      const asked = { tokens: signedIn.map(({ token }) => token), seconds: options.pairSeconds, key: () => fill.keyOf(number()), order }
      const one = await throughputOf({ ...asked, origins: [desk.origin] })
      const second = await startDesk()
      const two = await throughputOf({ ...asked, origins: [desk.origin, second.origin] })
      rows.push(
        { what: 'answers of one desk asked as fast as it answers', value: one, unit: 'per second' },
        { what: 'the same of two desks on one database, as a ratio', value: two / one, unit: 'times' },
      )
    }
    return { rows, counts, ordersKept, upToDate, messages: { sent: sent.length, heardByAll: sent.filter(heard).length } }
  }
}

/** A cable here, a reboot there: a second apart, each seat comes back by itself while the others go on. */
async function cutOneByOne(consoles: readonly LoadConsole[], ms: number): Promise<void> {
  const until = performance.now() + ms
  for (let turn = 0; performance.now() < until; turn += 1) {
    consoles[(turn * cutsApart) % consoles.length]?.cut()
    await delay(Math.min(cutEveryMs, Math.max(0, until - performance.now())))
  }
}

function allHave(consoles: readonly LoadConsole[], position: number): Promise<void> {
  return until(() => consoles.every((one) => one.lacks(position).length === 0), () => `consoles lack something: ${JSON.stringify(lackOf(consoles, position))}`)
}

async function until(holds: () => boolean, why: () => string): Promise<void> {
  const begun = performance.now()
  while (!holds()) {
    if (performance.now() - begun > 120_000) throw new Error(`after two minutes ${why()}`)
    await delay(20)
  }
}

/** A lead who says something to everybody every second. */
function startSpeaking(origin: string, token: string): { stop(): Promise<readonly string[]> } {
  const wire = openWire(origin, token)
  const sent: string[] = []
  let isOver = false
  const speaking = (async () => {
    while (!isOver) {
      const id = randomUUID()
      const answer = await wire.ask(floorRoutes.signals, { id, to: { kind: 'everybody' }, body: { kind: 'message', text: '请大家注意' } }).catch(() => null)
      if (answer?.status === 200) sent.push(id)
      await delay(1_000)
    }
    wire.cut()
  })()
  return {
    async stop() {
      isOver = true
      await speaking
      return sent
    },
  }
}

const cutEveryMs = 1_000
/** Of the seats in a row: leads and agents, none twice in a minute. */
const cutsApart = 7

/** Milliseconds at p95 and p99. A person notices from some two hundred on; what only others do may take a second. */
const bounds: Readonly<Record<Measured, { readonly what: string; readonly p95?: number; readonly p99?: number }>> = {
  submit: { what: 'order handed in', p95: 300, p99: 1_000 },
  report: { what: 'state of a seat told', p99: 500 },
  changes: { what: 'order handed in to another console having it', p95: 3_000, p99: 5_000 },
  feed: { what: 'call at the PBX to a lead having it', p95: 500, p99: 1_000 },
  floor: { what: 'state of a seat to a lead having it', p99: 1_000 },
  resume: { what: 'one seat at a time cut off: its session resumed by its token', p95: 300, p99: 1_000 },
  'resume-together': { what: 'everybody at once cut off: a session resumed by its token' },
}

function latencies(samples: ReadonlyMap<Measured, readonly number[]>): Measurement[] {
  return Object.entries(bounds).flatMap(([name, { what, p95, p99 }]) => {
    const values = samples.get(name as Measured) ?? []
    if (values.length === 0) return []
    return [
      { what: `${what}, p50 of ${values.length}`, value: percentile(values, 0.5), unit: 'ms' },
      { what: `${what}, p95`, value: percentile(values, 0.95), unit: 'ms', ...(p95 === undefined ? {} : { atMost: p95 }) },
      { what: `${what}, p99`, value: percentile(values, 0.99), unit: 'ms', ...(p99 === undefined ? {} : { atMost: p99 }) },
    ]
  })
}

interface Moment {
  readonly desk: DeskFigures
  readonly self: NodeJS.CpuUsage
  readonly postgres: number | null
}

function costs(begun: Moment, ended: Moment, ownLagMs: { readonly p99: number; readonly longest: number }): Measurement[] {
  const seconds = (ended.desk.atMs - begun.desk.atMs) / 1_000
  const share = (cpuSeconds: number) => (100 * cpuSeconds) / seconds
  return [
    { what: 'requests', value: (ended.desk.requests - begun.desk.requests) / seconds, unit: 'per second' },
    { what: 'processor of the desk', value: share(ended.desk.cpuSeconds - begun.desk.cpuSeconds), unit: '% of one', atMost: 90 },
    { what: 'memory of the desk', value: ended.desk.memoryBytes / 2 ** 20, unit: 'MiB', atMost: 1_024 },
    { what: 'event loop of the desk, p99', value: ended.desk.lagP99Ms, unit: 'ms', atMost: 100 },
    { what: 'the same, longest', value: ended.desk.longestLagMs, unit: 'ms' },
    ...(begun.postgres === null || ended.postgres === null ? [] : [{ what: 'processor of PostgreSQL', value: share(ended.postgres - begun.postgres), unit: '% of one' }]),
    { what: 'processor of the simulated consoles', value: share((ended.self.user + ended.self.system) / 1e6), unit: '% of one' },
    { what: 'memory of the simulated consoles', value: process.memoryUsage.rss() / 2 ** 20, unit: 'MiB' },
    { what: 'event loop of the simulated consoles, p99', value: ownLagMs.p99, unit: 'ms' },
    { what: 'the same, longest', value: ownLagMs.longest, unit: 'ms' },
  ]
}

function stormRows(count: number, storms: readonly StormResult[]): Measurement[] {
  if (storms.length === 0) return []
  const worst = (of: (storm: StormResult) => number) => Math.max(...storms.map(of))
  return [
    { what: `${count} consoles cut off at once, until all are back, worst of ${storms.length}`, value: worst(({ backMs }) => backMs), unit: 'ms', atMost: 15_000 },
    { what: 'requests meanwhile', value: worst(({ requestsPerSecond }) => requestsPerSecond), unit: 'per second' },
    { what: 'event loop of the desk meanwhile, p99', value: worst(({ lagP99Ms }) => lagP99Ms), unit: 'ms' },
    { what: 'the same as a ratio to as many requests without a storm', value: worst(({ lagP99Ms }) => lagP99Ms) / worst(({ calmLagP99Ms }) => calmLagP99Ms), unit: 'times', atMost: 3 },
  ]
}
