import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { isServerOf, parsePostmasterPid } from '../../electron/desk/embedded-postgres/processes'
import type { Mode } from '../../shared/settings/settings'
import { until } from './desk/desk-folder'
import { isAlive } from './is-alive'
import type { LingxiApp } from './lingxi-app'

const run = promisify(execFile)

/** All processes of a running app: main, pages, desk and PostgreSQL. To be found before they are to die at once. */
export async function processesOf(lingxi: LingxiApp): Promise<readonly number[]> {
  const { app, server } = await familiesOf(lingxi)
  return [...new Set([...app, ...server])]
}

/** The same, PostgreSQL apart: it has left the tree of the desk that started it, and may outlive all others. */
export async function familiesOf({ pid, dataDir }: LingxiApp): Promise<{ readonly app: readonly number[]; readonly server: readonly number[] }> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid='])
  const parents = stdout.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number])
  const familyOf = (of: number): number[] => [of, ...parents.flatMap(([child, parent]) => (parent === of ? familyOf(child) : []))]
  const servers = await Promise.all((['practice', 'desk-here'] as const).map((mode) => serverOf(dataDir, mode)))
  const ofServers = servers.flatMap((server) => (server === null ? [] : familyOf(server)))
  return { app: familyOf(pid).filter((each) => !ofServers.includes(each)), server: ofServers }
}

/** SIGKILL to all of them at once; resolves when none is left. */
export async function killAll(processes: readonly number[]): Promise<void> {
  for (const pid of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  await until(async () => !(await Promise.all(processes.map(isAlive))).includes(true))
}

/** Ends an app that a failed test has left, whatever it is in the middle of. */
export async function endLeftOver(app: LingxiApp | undefined): Promise<void> {
  if (app !== undefined) await killAll(await processesOf(app))
}

/** The same, and whatever it has written goes with it. */
export async function discard(app: LingxiApp): Promise<void> {
  await endLeftOver(app)
  await rm(app.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

async function serverOf(dataDir: string, mode: Mode): Promise<number | null> {
  const data = path.join(dataDir, mode, 'desk', 'postgres', 'data')
  const found = parsePostmasterPid(await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => ''))
  return found !== null && (await isServerOf(found.pid, data)) ? found.pid : null
}
