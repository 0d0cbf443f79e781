import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { isServerOf, parsePostmasterPid, type Postmaster } from '../../../electron/desk/embedded-postgres/processes'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { systemTimers } from './system-time'

const run = promisify(execFile)

/** A folder for a desk's data, and what goes on in it. */
export interface DeskFolder {
  readonly deskDir: string
  readonly dataDir: string
  /** The server that runs on it, or null. */
  server(): Promise<Postmaster | null>
  /** How a test reaches that server beside the desk. */
  address(): Promise<DatabaseAddress>
  /** Ends a server that a test has left. */
  endServer(): Promise<void>
  /** The same, and removes everything. */
  remove(): Promise<void>
}

/**
 * @param name of the folder itself
 * @param template a desk folder to begin with, no server running on it; copied
 */
export async function makeDeskFolder({ name = 'desk', template }: { name?: string; template?: string } = {}): Promise<DeskFolder> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'lingxi-desk-'))
  const deskDir = path.join(temporary, name)
  const dataDir = path.join(deskDir, 'postgres', 'data')
  if (template === undefined) await mkdir(deskDir)
  // Owner and modes have to stay, which Node's own copy does not keep.
  else await run('cp', ['-a', template, deskDir])

  async function server(): Promise<Postmaster | null> {
    const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')
    const found = parsePostmasterPid(text)
    return found !== null && (await isServerOf(found.pid, dataDir)) ? found : null
  }

  async function endServer(): Promise<void> {
    const left = await server()
    if (left !== null) await killServer(left, dataDir)
  }

  return {
    deskDir,
    dataDir,
    server,
    endServer,
    async address() {
      const running = await server()
      if (running === null) throw new Error('no server')
      const password = (await readFile(path.join(deskDir, 'postgres', 'password'), 'utf8')).trim()
      return { host: '127.0.0.1', port: running.port, user: 'lingxi', password, database: 'postgres' }
    },
    async remove() {
      await endServer()
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** SIGKILL to the server itself; its children notice and end a moment later. */
export async function killServer({ pid }: Postmaster, dataDir: string): Promise<void> {
  process.kill(pid, 'SIGKILL')
  await until(async () => !(await isServerOf(pid, dataDir)))
}

/** Waits for a condition, looking every 20 ms, at most 20 s. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const pollMs = 20
  for (let waited = 0; waited < 20_000; waited += pollMs) {
    if (await isTrue()) return
    await new Promise<void>((resolve) => systemTimers.after(pollMs, resolve))
  }
  throw new Error('waited in vain')
}
