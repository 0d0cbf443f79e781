import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether what a program asks of the system can be seen here. */
export const canTrace = process.platform === 'linux' && hasStrace()

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Runs a Node program to its end, with all its threads; gives a line for each of these calls of the system, with the files' names. A call
 * that another thread cuts in two has a line for its beginning and one for its end.
 *
 * @param calls as strace names them
 * @throws when the program fails
 */
export async function callsOf(program: string, args: readonly string[], calls: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-trace-'))
  try {
    const trace = path.join(folder, 'trace')
    await run('strace', ['-f', '-y', '-e', `trace=${calls.join(',')}`, '-o', trace, process.execPath, program, ...args])
    return (await readFile(trace, 'utf8')).split('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
