import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a running server writes into `postmaster.pid` (pidfile.h of PostgreSQL: pid, data folder, start, port, ...). */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** Null while the file is half written, or is none. */
export function parsePostmasterPid(text: string): Postmaster | null {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isSafeInteger(pid) && pid > 0 && Number.isSafeInteger(port) && port > 0 && port < 65_536 ? { pid, port } : null
}

/**
 * Whether that process is the server of that folder. After a crash of the machine the number may belong to anything else,
 * which must not be touched.
 */
export async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  const command = await commandOf(pid)
  return process.platform === 'win32' ? /postgres\.exe/i.test(command) : command.includes('postgres') && command.includes(dataDir)
}

const run = promisify(execFile)

/** Empty when there is no such process, or it is dead and not yet buried. */
async function commandOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    if (process.platform === 'win32') {
      return (await run('tasklist', ['/fi', `pid eq ${pid}`, '/fo', 'csv', '/nh'], { timeout: 10_000 })).stdout
    }
    return (await run('ps', ['-o', 'args=', '-p', String(pid)], { timeout: 10_000 })).stdout
  } catch {
    return ''
  }
}
