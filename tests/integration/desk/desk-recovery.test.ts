import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPool } from '../../../electron/desk/store/connection'
import { killServer, makeDeskFolder, until, type DeskFolder } from '../../support/desk/desk-folder'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import {
  failureOf, killDesk, originOf, readLog, sendEvents, startDesk, stopDesk, type RunningDesk,
} from '../../support/desk/running-desk'
import { proveOneDeskWins } from '../../support/desk/start-race-proof'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'

const events = eventsOf(draftOf(1, { values: wageComplaint }))

let program: DeskProgram
/** A desk folder with one accepted order, made once and copied for every test. */
let made: DeskFolder
let folder: DeskFolder
const running: RunningDesk[] = []

beforeAll(async () => {
  program = await buildDeskProgram()
  made = await makeDeskFolder()
  const desk = startDesk({ program: program.file, deskDir: made.deskDir })
  await sendEvents(await originOf(desk), events)
  await stopDesk(desk)
})
afterAll(async () => {
  await program.remove()
  await made.remove()
})
beforeEach(async () => {
  folder = await makeDeskFolder({ template: made.deskDir })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(killDesk))
  await folder.remove()
})

function start(): RunningDesk {
  const desk = startDesk({ program: program.file, deskDir: folder.deskDir })
  running.push(desk)
  return desk
}

/** A running desk that holds the order. */
async function startReady(): Promise<RunningDesk> {
  const desk = start()
  await originOf(desk)
  return desk
}

async function expectOrderAtNextStart(): Promise<RunningDesk> {
  const desk = start()
  expect((await readLog(await originOf(desk))).map(({ event }) => event.id)).toEqual(events.map(({ id }) => id))
  return desk
}

const inFolder = (...names: string[]) => path.join(folder.deskDir, ...names)
/** Sorted; empty while the folder is not there yet. */
const namesInFolder = async () => (await readdir(folder.deskDir).catch(() => [])).sort()

describe('after a sudden end the next start works on the same data', () => {
  it('the desk killed: the server it left behind is stopped, a new one started', async () => {
    await killDesk(await startReady())
    const left = await folder.server()
    expect(left).not.toBeNull()
    await expectOrderAtNextStart()
    expect((await folder.server())?.pid).not.toBe(left?.pid)
  })

  it('PostgreSQL killed under a running desk: the desk says so and ends, to be started again', async () => {
    const desk = await startReady()
    await killServer((await folder.server())!, folder.dataDir)
    expect(await desk.ended).toEqual({ code: 1, last: { kind: 'failed', code: 'database-lost' } })
    await expectOrderAtNextStart()
  })

  it('one connection of PostgreSQL killed, which makes it restart itself: the same', async () => {
    const desk = await startReady()
    const pool = createPool(await folder.address())
    const found = await pool.query<{ pid: number }>(`select pid from pg_stat_activity
      where application_name = 'lingxi-desk' and pid <> pg_backend_pid() limit 1`)
    await pool.end()
    process.kill(found.rows[0]!.pid, 'SIGKILL')
    expect((await desk.ended).last).toEqual({ kind: 'failed', code: 'database-lost' })
    await expectOrderAtNextStart()
  })

  it('both killed at once', async () => {
    const desk = await startReady()
    const server = (await folder.server())!
    await Promise.all([killServer(server, folder.dataDir), killDesk(desk)])
    await expectOrderAtNextStart()
  })

  it('a server left behind that hangs is ended all the same', async () => {
    await killDesk(await startReady())
    process.kill((await folder.server())!.pid, 'SIGSTOP')
    await expectOrderAtNextStart()
  })

  it('a pid file whose number meanwhile belongs to a stranger: the stranger lives on', async () => {
    await writeFile(path.join(folder.dataDir, 'postmaster.pid'), `${process.pid}\n${folder.dataDir}\n1\n54321\n\n127.0.0.1\n`)
    await expectOrderAtNextStart()
  })

  it('an empty pid file, as a full disk leaves it', async () => {
    await writeFile(path.join(folder.dataDir, 'postmaster.pid'), '')
    await expectOrderAtNextStart()
  })
})

describe('a database folder that is not finished', () => {
  it('interrupted while it was made: the next start makes a new one and clears the remains', async () => {
    await rm(folder.deskDir, { recursive: true })
    const interrupted = start()
    await until(async () => (await namesInFolder()).some((name) => name.startsWith('postgres.making-')))
    await killDesk(interrupted)
    const desk = start()
    expect(await desk.first).toMatchObject({ kind: 'ready', setAside: [] })
    expect(await namesInFolder()).toEqual(['desk.lock', 'postgres'])
  })

  it('without the mark of a finished one: set aside and reported, never deleted', async () => {
    await rm(inFolder('postgres', 'finished.json'))
    const message = await start().first
    if (message.kind !== 'ready') throw new Error(JSON.stringify(message))
    expect(message.setAside).toHaveLength(1)
    expect(await readFile(inFolder(message.setAside[0]!, 'data', 'PG_VERSION'), 'utf8')).toBe('18\n')
  })

  it('finished, but without what it must have: refused with a code and left as it is', async () => {
    await rename(path.join(folder.dataDir, 'PG_VERSION'), path.join(folder.dataDir, 'PG_VERSION.away'))
    expect(await failureOf(start())).toBe('data-damaged')
    await rename(path.join(folder.dataDir, 'PG_VERSION.away'), path.join(folder.dataDir, 'PG_VERSION'))
    await expectOrderAtNextStart()
  })

  it('of another major version of PostgreSQL: refused with a code and left as it is', async () => {
    await writeFile(path.join(folder.dataDir, 'PG_VERSION'), '17\n')
    expect(await failureOf(start())).toBe('data-other-major')
    await writeFile(path.join(folder.dataDir, 'PG_VERSION'), '18\n')
    await expectOrderAtNextStart()
  })

  it('that its server refuses: a code after some tries, nothing changed', async () => {
    const config = path.join(folder.dataDir, 'postgresql.conf')
    const before = await readFile(config, 'utf8')
    await appendFile(config, '\nno_such_setting = on\n')
    expect(await failureOf(start())).toBe('database-not-starting')
    await writeFile(config, before)
    await expectOrderAtNextStart()
  })

  it('written by a newer program: refused with a code', async () => {
    const desk = await startReady()
    const pool = createPool(await folder.address())
    await pool.query(`insert into schema_steps values (1000, 'from the future', 0)`)
    await pool.end()
    await stopDesk(desk)
    expect(await failureOf(start())).toBe('schema-newer')
    expect(await folder.server()).toBeNull()
  })

  it('other things in the desk folder stay', async () => {
    await mkdir(inFolder('notes'))
    await stopDesk(await startReady())
    expect(await namesInFolder()).toEqual(['desk.lock', 'notes', 'postgres'])
  })
})

describe('two desks on one folder', () => {
  it('the second is refused with a code, the first works on', async () => {
    const first = await startReady()
    expect(await failureOf(start())).toBe('data-in-use')
    expect(await readLog(await originOf(first))).toHaveLength(events.length)
    await stopDesk(first)
    await expectOrderAtNextStart()
  })

  it('started in the same moment on an empty folder: one is ready, the others are refused, and its orders stay', async () => {
    await proveOneDeskWins({ program: program.file, rounds: 2, starts: 3 })
  })

  it('the second while the first stops: it waits for it and works on the same data', async () => {
    const first = await startReady()
    process.kill((await folder.server())!.pid, 'SIGSTOP')
    first.process.kill('SIGTERM')
    const second = start()
    await until(() => second.log.some(({ event }) => event === 'folder-in-use'))
    process.kill((await folder.server())!.pid, 'SIGCONT')
    await first.ended
    expect(await readLog(await originOf(second))).toHaveLength(events.length)
  })
})
