import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPool } from '../../../electron/desk/store/connection'
import { deskRoutes, healthSchema } from '../../../shared/desk-api/desk-api'
import { deskMessageSchema, type DeskCommand, type DeskMessage } from '../../../shared/desk-api/desk-process'
import { makeBackupFolder, testBackupKey } from '../../support/desk/desk-backup'
import { makeDeskFolder, until, type DeskFolder } from '../../support/desk/desk-folder'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import { deskEnvironmentOf, readLog, sendEvents, testToken } from '../../support/desk/running-desk'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'

const key = Buffer.from(testBackupKey.key).toString('base64')

/** A desk that takes commands, as the app starts it. */
interface CommandedDesk {
  readonly process: ChildProcess
  /** All that it has said, the oldest first. */
  readonly said: readonly DeskMessage[]
  tell(command: DeskCommand): void
  /** Where it answers, by its last word on that. */
  origin(): string
}

let program: DeskProgram
let made: DeskFolder
let backups: Awaited<ReturnType<typeof makeBackupFolder>>
const folders: DeskFolder[] = []
const running: CommandedDesk[] = []

beforeAll(async () => {
  program = await buildDeskProgram()
  made = await makeDeskFolder()
  await kill(await start(made))
  await made.endServer()
})
afterAll(async () => {
  await program.remove()
  await made.remove()
})
beforeEach(async () => {
  backups = await makeBackupFolder()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(kill))
  await Promise.all(folders.splice(0).map((folder) => folder.remove()))
  await backups.remove()
})

async function newFolder(): Promise<DeskFolder> {
  const folder = await makeDeskFolder({ template: made.deskDir })
  folders.push(folder)
  return folder
}

async function start({ deskDir }: DeskFolder, env: Record<string, string> = {}): Promise<CommandedDesk> {
  const child = fork(program.file, [], { env: { PATH: process.env.PATH, ...deskEnvironmentOf(deskDir), ...env }, stdio: 'ignore' })
  const said: DeskMessage[] = []
  child.on('message', (message) => said.push(deskMessageSchema.parse(message)))
  await until(() => said.some(({ kind }) => kind === 'ready'))
  const desk: CommandedDesk = {
    process: child,
    said,
    tell: (command) => void child.send(command),
    origin: () => said.flatMap((word) => (word.kind === 'ready' ? [word.origin] : [])).at(-1) ?? '',
  }
  running.push(desk)
  return desk
}

async function kill({ process: child }: CommandedDesk): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

function setUp(desk: CommandedDesk): void {
  desk.tell({ kind: 'backup-setup', setup: { folder: backups.folder, mayMakeFolder: false, keepDays: 14, key: { key, envelope: 'e' } } })
}

const states = ({ said }: CommandedDesk) => said.flatMap((word) => (word.kind === 'backup' ? [word.state] : []))
const files = async () => (await readdir(backups.folder)).filter((name) => name.endsWith('.lxb'))

async function backUpNow(desk: CommandedDesk): Promise<string> {
  setUp(desk)
  await until(() => states(desk).at(-1)?.phase === 'waiting')
  desk.tell({ kind: 'back-up-now' })
  await until(async () => states(desk).at(-1)?.phase === 'waiting' && (await files()).length > 0)
  const [name] = await files()
  return path.join(backups.folder, name!)
}

async function restored(desk: CommandedDesk, file: string, withKey = key) {
  desk.tell({ kind: 'restore', file, key: withKey })
  await until(() => desk.said.some(({ kind }) => kind === 'restore-ended') && desk.said.at(-1)?.kind !== 'restore-ended')
  return desk.said.find((word) => word.kind === 'restore-ended')
}

async function healthOf(desk: CommandedDesk) {
  const response = await fetch(`${desk.origin()}${deskRoutes.health}`, { headers: { Authorization: `Bearer ${testToken}` } })
  return healthSchema.parse(await response.json())
}

async function takeOrders(desk: CommandedDesk, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await sendEvents(desk.origin(), eventsOf(draftOf(number, { values: wageComplaint })))
}

describe('a desk that is told to make backups', () => {
  it('makes one that another desk takes in, and that one answers on, under another id, with the same log', async () => {
    const first = await start(await newFolder())
    await takeOrders(first, 3)
    const file = await backUpNow(first)
    expect(states(first).at(-1)).toMatchObject({ problem: null, last: { bytes: expect.any(Number) } })

    const second = await start(await newFolder())
    setUp(second)
    expect(await restored(second, file)).toEqual({ kind: 'restore-ended', problem: null, tickets: 3 })
    expect(await readLog(second.origin())).toEqual(await readLog(first.origin()))
    const [before, after] = [await healthOf(first), await healthOf(second)]
    expect(after.deskId).not.toBe(before.deskId)
    await takeOrders(second, 4)
    expect((await readLog(second.origin())).length).toBeGreaterThan((await readLog(first.origin())).length)
  })

  it('that holds orders, or gets the wrong key, says so and goes on as before', async () => {
    const desk = await start(await newFolder())
    await takeOrders(desk, 1)
    const file = await backUpNow(desk)
    const log = await readLog(desk.origin())
    expect(await restored(desk, file)).toMatchObject({ problem: 'desk-not-empty' })
    expect(await readLog(desk.origin())).toEqual(log)

    const empty = await start(await newFolder())
    const { deskId } = await healthOf(empty)
    expect(await restored(empty, file, Buffer.alloc(32, 1).toString('base64'))).toMatchObject({ problem: 'wrong-key' })
    expect((await healthOf(empty)).deskId).toBe(deskId)
    expect(await readLog(empty.origin())).toEqual([])
  })

  it('killed in the middle of one, leaves no file under the name of a backup, and the next desk makes a whole one', async () => {
    const folder = await newFolder()
    const desk = await start(folder)
    await takeOrders(desk, 1)
    setUp(desk)
    await until(() => states(desk).at(-1)?.phase === 'waiting')
    // One table that nobody may read for now keeps the backup in the middle for as long as this test wants.
    const pool = createPool(await folder.address())
    const client = await pool.connect()
    await client.query('begin; lock table tickets in access exclusive mode')
    desk.tell({ kind: 'back-up-now' })
    await until(async () => (await readdir(backups.folder)).some((name) => name.endsWith('.part')))
    await kill(desk)
    client.release(true)
    await pool.end()
    expect(await files()).toEqual([])

    await backUpNow(await start(folder))
    expect(await readdir(backups.folder)).toEqual(await files())
  })

  it('makes none in practice', async () => {
    const desk = await start(await newFolder(), { LINGXI_DESK_PRACTICE: '1' })
    setUp(desk)
    desk.tell({ kind: 'back-up-now' })
    desk.tell({ kind: 'restore', file: '/nowhere.lxb', key })
    await until(() => desk.said.some(({ kind }) => kind === 'restore-ended'))
    expect(states(desk)).toEqual([])
    expect(await readdir(backups.folder)).toEqual([])
  })
})
