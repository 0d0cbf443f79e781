import { fork, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findBinaries } from '../../../electron/desk/embedded-postgres/binaries'
import { createPool } from '../../../electron/desk/store/connection'
import { deskRoutes, healthSchema, hintSchema } from '../../../shared/desk-api/desk-api'
import { deskMessageSchema } from '../../../shared/desk-api/desk-process'
import { makeDeskFolder, until, type DeskFolder } from '../../support/desk/desk-folder'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import {
  deskEnvironmentOf, failureOf, killDesk, originOf, readLog, sendEvents, startDesk, stopDesk, testToken, type RunningDesk,
} from '../../support/desk/running-desk'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { isAlive } from '../../support/is-alive'

let program: DeskProgram
/** Made once, copied for every test that is not about making it. */
let made: DeskFolder
let folder: DeskFolder
const running: RunningDesk[] = []
/** Desks that a test started through another process. */
const orphans: number[] = []

beforeAll(async () => {
  program = await buildDeskProgram()
  made = await makeDeskFolder()
  const desk = startDesk({ program: program.file, deskDir: made.deskDir })
  await originOf(desk)
  await stopDesk(desk)
})
afterAll(async () => {
  await program.remove()
  await made.remove()
})
beforeEach(async () => {
  folder = await makeDeskFolder({ name: '数据 and blanks', template: made.deskDir })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(killDesk))
  for (const pid of orphans.splice(0)) if (await isAlive(pid)) process.kill(pid, 'SIGKILL')
  await folder.remove()
})

function start(env: Record<string, string> = {}): RunningDesk {
  const desk = startDesk({ program: program.file, deskDir: folder.deskDir, env })
  running.push(desk)
  return desk
}

/** A process that starts a desk by `command` and passes on what it hears from it. */
function startParent(command: string) {
  const script = `const { fork, spawn } = require('child_process')
    const desk = ${command}
    process.send({ pid: desk.pid })
    desk.on('message', (word) => process.send(word))`
  const parent = spawn(process.execPath, ['--eval', script, program.file], {
    env: { PATH: process.env.PATH, ...deskEnvironmentOf(folder.deskDir) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const words = on(parent, 'message')
  const pidOfDesk = words.next().then(({ value }) => {
    const { pid } = z.object({ pid: z.number() }).parse(value[0])
    orphans.push(pid)
    return pid
  })
  return { pidOfDesk, heardFromDesk: words.next(), kill: () => parent.kill('SIGKILL') }
}

const withToken = { headers: { Authorization: `Bearer ${testToken}` } }

describe('a desk on this PC', () => {
  it('makes its database at the first start, and later is there at once with everything in it', async () => {
    await rm(folder.deskDir, { recursive: true })
    const times: number[] = []
    for (const round of [1, 2, 3]) {
      const begunAt = performance.now()
      const desk = start()
      const origin = await originOf(desk)
      times.push(Math.round(performance.now() - begunAt))
      const events = eventsOf(draftOf(round, { values: wageComplaint }))
      await sendEvents(origin, events)
      expect(await readLog(origin)).toHaveLength(events.length * round)
      await stopDesk(desk)
      expect(await folder.server()).toBeNull()
    }
    console.log(`desk ready after: first start ${times[0]} ms, later ${times.slice(1).join(' ')} ms`)
  })

  it.each([['nothing', { LANG: '', LC_ALL: '' }], ['Chinese in an old encoding', { LANG: 'zh_CN.GBK', LC_ALL: 'zh_CN.GBK' }]])(
    'keeps UTF-8 and its order of texts when the language of the system is %s',
    async (_, env) => {
      await rm(folder.deskDir, { recursive: true })
      await originOf(start(env))
      const pool = createPool(await folder.address())
      const shown = await pool.query(`select pg_encoding_to_char(encoding) as encoding, datcollate
        from pg_database where datname = current_database()`)
      await pool.end()
      expect(shown.rows).toEqual([{ encoding: 'UTF8', datcollate: 'C' }])
    },
  )

  it('writes everything through to the disk and listens on this machine alone', async () => {
    await originOf(start())
    const pool = createPool(await folder.address())
    const shown = await pool.query<{ name: string; setting: string }>(`select name, setting from pg_settings where name in (
      'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums',
      'listen_addresses', 'unix_socket_directories', 'password_encryption')`)
    await pool.end()
    expect(Object.fromEntries(shown.rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on',
      listen_addresses: '127.0.0.1', unix_socket_directories: '', password_encryption: 'scram-sha-256',
    })
  })

  it('in practice begins with the past of the synthetic callers, and brings it once', async () => {
    const first = start({ LINGXI_DESK_PRACTICE: '1' })
    const seeded = await readLog(await originOf(first))
    expect(seeded.length).toBeGreaterThan(40)
    expect(new Set(seeded.map(({ event }) => event.type))).toEqual(new Set(['imported']))
    await stopDesk(first)
    expect(await readLog(await originOf(start({ LINGXI_DESK_PRACTICE: '1' })))).toEqual(seeded)
  })

  it('outside practice begins with nothing', async () => {
    expect(await readLog(await originOf(start()))).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)('answers when its programs lie in a folder that only root may enter', async () => {
    const { platform, arch } = process
    const installed = path.dirname(findBinaries({ from: path.dirname(fileURLToPath(import.meta.url)), platform, arch }))
    // `mkdtemp` gives it mode 0700.
    const closed = await mkdtemp(path.join(tmpdir(), 'lingxi-closed-'))
    try {
      await cp(installed, path.join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
      await rm(folder.deskDir, { recursive: true })
      const origin = await originOf(start({ LINGXI_POSTGRES_BIN: path.join(closed, 'native', 'bin') }))
      const events = eventsOf(draftOf(1, { values: wageComplaint }))
      await sendEvents(origin, events)
      expect(await readLog(origin)).toHaveLength(events.length)
    } finally {
      await Promise.all(running.splice(0).map(killDesk))
      await rm(closed, { recursive: true })
    }
  })

  it('is the same desk at every start', async () => {
    const idOf = async (origin: string) => {
      const response = await fetch(`${origin}${deskRoutes.health}`, withToken)
      return healthSchema.parse(await response.json()).deskId
    }
    const first = start()
    const id = await idOf(await originOf(first))
    await stopDesk(first)
    expect(await idOf(await originOf(start()))).toBe(id)
  })

  it('pushes a hint when something was accepted, and ends the stream when it stops', async () => {
    const desk = start()
    const origin = await originOf(desk)
    const response = await fetch(`${origin}${deskRoutes.stream}`, withToken)
    const lines = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const hint = async () => hintSchema.parse(JSON.parse((await lines.read()).value ?? ''))
    expect(await hint()).toMatchObject({ newest: 0 })
    const events = eventsOf(draftOf(1, { values: wageComplaint }))
    await sendEvents(origin, events)
    expect(await hint()).toMatchObject({ newest: events.length })
    const stopping = stopDesk(desk)
    expect((await lines.read()).done).toBe(true)
    await stopping
    expect((await desk.ended).code).toBe(0)
  })
})

describe('the port of a run', () => {
  it('is the same at the next start', async () => {
    const first = start()
    const origin = await originOf(first)
    const port = new URL(origin).port
    await killDesk(first)
    expect(await originOf(start({ LINGXI_DESK_PORT: port }))).toBe(origin)
  })

  it('is another one when somebody else has it', async () => {
    const stranger = createServer().listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const { port } = stranger.address() as { port: number }
    const origin = await originOf(start({ LINGXI_DESK_PORT: String(port) }))
    expect(new URL(origin).port).not.toBe(String(port))
    expect((await fetch(`${origin}${deskRoutes.health}`, withToken)).status).toBe(200)
    stranger.close()
  })
})

describe('the process that started the desk', () => {
  it('over IPC hears "ready" and stops it by a message', async () => {
    const env = { PATH: process.env.PATH, ...deskEnvironmentOf(folder.deskDir) }
    const desk = fork(program.file, [], { env, stdio: 'ignore' })
    const [message] = await once(desk, 'message')
    expect(deskMessageSchema.parse(message)).toMatchObject({ kind: 'ready', setAside: [] })
    desk.send({ kind: 'stop' })
    expect((await once(desk, 'exit'))[0]).toBe(0)
    expect(await folder.server()).toBeNull()
  })

  it('killed, leaves a desk that stops by itself and takes its database along', async () => {
    const parent = startParent(`fork(process.argv[1], { stdio: 'ignore' })`)
    const desk = await parent.pidOfDesk
    await parent.heardFromDesk
    expect(await folder.server()).not.toBeNull()
    parent.kill()
    await until(async () => !(await isAlive(desk)))
    expect(await folder.server()).toBeNull()
  })

  it.each([
    ['over IPC', `fork(process.argv[1], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })`],
    ['by standard output alone', `spawn(process.execPath, [process.argv[1]], { stdio: ['ignore', 'pipe', 'pipe'] })`],
  ])('killed before the desk has told it %s what it has to: a desk that speaks to nobody ends the same way', async (_, command) => {
    const logged = () => readFile(path.join(folder.deskDir, 'postgres', 'server.log'), 'utf8')
    const before = await logged()
    const parent = startParent(command)
    const desk = await parent.pidOfDesk
    parent.kill()
    await until(async () => !(await isAlive(desk)))
    expect((await logged()).slice(before.length)).toContain('ready to accept connections')
    expect(await folder.server()).toBeNull()
  })

  it('hears a code when the environment is wrong', async () => {
    expect(await failureOf(start({ LINGXI_DESK_TOKEN: 'short' }))).toBe('config-invalid')
    expect(await failureOf(start({ LINGXI_POSTGRES_BIN: '/nowhere' }))).toBe('database-programs-missing')
    expect(await failureOf(start({ LINGXI_DESK_DATA: '/dev/null/desk' }))).toBe('data-unreachable')
  })
})
