import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { changesAnswerSchema, deskRoutes, eventBatchAnswerSchema, hintSchema, type Change } from '../../../shared/desk-api/desk-api'
import { sessionRoutes } from '../../../shared/desk-api/sessions'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { until } from '../../support/desk/desk-folder'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const order = (number: number) => eventsOf(draftOf(number, { values: wageComplaint }))

describe.skipIf(!postgres15.isThere)(`several desks on one database${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  const desks: TestDesk[] = []
  beforeEach(async () => {
    address = await prepareDatabase(databases)
  })
  afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.stop())))

  async function start(listen?: Parameters<typeof startTestDesk>[1]): Promise<TestDesk> {
    const desk = await startTestDesk(address, listen)
    desks.push(desk)
    return desk
  }

  async function logOf(desk: TestDesk, token: string): Promise<Change[]> {
    const { body } = await desk.call(`${deskRoutes.changes}?after=0&limit=1000`, { token })
    return changesAnswerSchema.parse(body).changes
  }

  /** The stream of hints of a session, as the newest position that it has told. */
  async function follow(desk: TestDesk, token: string) {
    const stop = new AbortController()
    const response = await fetch(`${desk.origin}${deskRoutes.stream}`, { headers: { Authorization: `Bearer ${token}` }, signal: stop.signal })
    let newest = -1
    let hasEnded = false
    const reading = (async () => {
      const decoder = new TextDecoder()
      let rest = ''
      for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
        const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) newest = Math.max(newest, hintSchema.parse(JSON.parse(line)).newest)
      }
    })().catch(() => undefined).finally(() => (hasEnded = true))
    return {
      newest: () => newest,
      hasEnded: () => hasEnded,
      async stop() {
        stop.abort()
        await reading
      },
    }
  }

  it('start at the same moment on an empty database and agree on their id and their key', async () => {
    address = await databases.createDatabase()
    const started = await Promise.all([start(), start(), start()])
    expect(new Set(started.map(({ store }) => store.deskId)).size).toBe(1)
    await started[0].person('wang', ['AGENT'])
    const { token, session } = await started[1].signIn('wang')
    for (const desk of started) expect((await desk.call(sessionRoutes.session, { token })).body).toMatchObject({ recoveryKey: session.recoveryKey })
  })

  it('take the same batch sent to all of them at once as one', async () => {
    const [one, two] = [await start(), await start()]
    await one.person('wang', ['AGENT'])
    const { token } = await one.signIn('wang')
    const events = order(1)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) =>
      (number % 2 === 0 ? one : two).call(deskRoutes.events, { token, body: { events } })))
    const receipts = answers.map(({ body }) => eventBatchAnswerSchema.parse(body).receipts)
    for (const each of receipts) expect(each).toEqual(receipts[0])
    expect(await logOf(two, token)).toHaveLength(events.length)
  })

  it('number what comes in at both without a gap, and each shows everything', async () => {
    const [one, two] = [await start(), await start()]
    await one.person('wang', ['AGENT'])
    const { token } = await one.signIn('wang')
    await Promise.all(Array.from({ length: 20 }, (_, number) =>
      (number % 2 === 0 ? one : two).call(deskRoutes.events, { token, body: { events: order(number + 1) } })))
    const log = await logOf(one, token)
    expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1))
    expect(new Set(log.map(({ event }) => event.ticketId)).size).toBe(20)
    expect(await logOf(two, token)).toEqual(log)
  })

  it('tell their streams what came in at another one, also when not one notification arrives', async () => {
    const deaf = { listen: async () => ({ subscribe: () => () => undefined, close: async () => undefined }) }
    const [one, two] = [await start(), await start(deaf)]
    await one.person('wang', ['AGENT'])
    const { token } = await one.signIn('wang')
    const stream = await follow(two, token)
    await until(() => stream.newest() === 0)
    let written = 0
    for (let number = 1; number <= 5; number += 1) {
      const { body } = await one.call(deskRoutes.events, { token, body: { events: order(number) } })
      written = Math.max(written, ...eventBatchAnswerSchema.parse(body).receipts.map(({ position }) => position))
      await until(() => stream.newest() === written)
    }
    await stream.stop()
  })

  it('hear again after their connection for notifications was cut', async () => {
    const desk = await start()
    const pool = createPool(address)
    const listeners = () => pool.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and query = 'listen desk_hints'`)
    await until(async () => (await listeners()).rowCount === 1)
    const before = (await listeners()).rows[0]?.pid
    await pool.query('select pg_terminate_backend($1)', [before])
    await until(async () => {
      const { rows } = await listeners()
      return rows.length === 1 && rows[0]?.pid !== before
    })
    await pool.end()
    await desk.person('wang', ['AGENT'])
    expect((await desk.call(deskRoutes.health, { token: (await desk.signIn('wang')).token })).status).toBe(200)
  })

  it('end the streams of a session that was taken over at another one', async () => {
    const [one, two] = [await start(), await start()]
    await one.person('wang', ['AGENT'])
    const first = await one.signIn('wang')
    const stream = await follow(one, first.token)
    await until(() => stream.newest() === 0)
    await two.signIn('wang', { takeOver: true, installation: crypto.randomUUID() })
    await until(() => stream.hasEnded())
  })
})
