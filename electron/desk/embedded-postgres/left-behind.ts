import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Timers } from '../../../shared/lib/clock'
import { connectWatched } from '../store/connection'
import type { ClusterFolder } from './cluster-folder'
import { isServerOf, parsePostmasterPid, type Postmaster } from './processes'
import type { Programs } from './programs'
import { addressOf, stopServer } from './server'
import { wait } from '../wait'

/** What was found running, or seemingly running, on a database folder before this desk starts its own server. */
export type Found = 'nothing' | 'stopped' | 'not-stopping'

/** How long a stop may take. A server that doesn't even answer gets little: stopping it roughly costs a recovery, no data. */
const patience = { answering: { fastS: 20, immediateS: 10 }, silent: { fastS: 3, immediateS: 3 } } as const
const killWaitMs = 5_000
const pollMs = 50
/** A server that is just starting needs microseconds to fill its pid file. */
const fillWaitMs = 500

/**
 * A server outlives a desk that was killed. It is stopped rather than taken over, so that every desk runs a server with
 * its own settings and programs. Only for the desk that holds the folder: nobody else's server can be there.
 */
export async function clearLeftBehind(
  cluster: ClusterFolder,
  { programs, timers }: { readonly programs: Programs; readonly timers: Timers },
): Promise<Found> {
  const pidFile = path.join(cluster.dataDir, 'postmaster.pid')
  const postmaster = await readPidFile(pidFile, timers)
  if (postmaster === 'absent') return 'nothing'
  if (postmaster === 'senseless' || !(await isServerOf(postmaster.pid, cluster.dataDir))) {
    // After a crash of the machine PostgreSQL would take any process of that number for a server and refuse to start.
    await rm(pidFile, { force: true })
    return 'nothing'
  }
  const isAnswering = await answers(cluster, postmaster)
  return stopHowever(cluster, postmaster, programs, timers, isAnswering ? patience.answering : patience.silent)
}

async function readPidFile(pidFile: string, timers: Timers): Promise<Postmaster | 'absent' | 'senseless'> {
  for (let waited = 0; ; waited += pollMs) {
    const text = await readFile(pidFile, 'utf8').catch(() => null)
    if (text === null) return 'absent'
    const postmaster = parsePostmasterPid(text)
    if (postmaster !== null) return postmaster
    if (waited >= fillWaitMs) return 'senseless'
    await wait(timers, pollMs)
  }
}

async function answers(cluster: ClusterFolder, { port }: Postmaster): Promise<boolean> {
  try {
    const { close } = await connectWatched(addressOf(cluster, port), () => undefined)
    await close()
    return true
  } catch {
    return false
  }
}

async function stopHowever(
  cluster: ClusterFolder,
  { pid }: Postmaster,
  programs: Programs,
  timers: Timers,
  { fastS, immediateS }: { readonly fastS: number; readonly immediateS: number },
): Promise<'stopped' | 'not-stopping'> {
  if (await stopServer(programs, cluster, 'fast', fastS)) return 'stopped'
  if (await stopServer(programs, cluster, 'immediate', immediateS)) return 'stopped'
  if (await isServerOf(pid, cluster.dataDir)) kill(pid)
  for (let waited = 0; waited < killWaitMs; waited += pollMs) {
    if (!(await isServerOf(pid, cluster.dataDir))) return 'stopped'
    await wait(timers, pollMs)
  }
  return 'not-stopping'
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself; whether it is gone is looked at next.
  }
}
