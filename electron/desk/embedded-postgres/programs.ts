import { spawn } from 'node:child_process'
import type { ServerAccount } from './server-account'

export type ProgramName = 'initdb' | 'pg_ctl' | 'postgres'

export interface ProgramEnd {
  /** Null when it was killed or never ran. */
  readonly code: number | null
  /** What it said, for the log of this PC; PostgreSQL's programs name paths and settings, never data. */
  readonly output: string
}

/** Runs PostgreSQL's programs; never rejects. */
export interface Programs {
  run(name: ProgramName, args: readonly string[], timeoutMs: number): Promise<ProgramEnd>
}

const maxOutput = 4_000

export function createPrograms(binDir: string, account: ServerAccount): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    run: (name, args, timeoutMs) => {
      const [command, ...rest] = [...account.wrapper, `${binDir}/${name}${suffix}`, ...args]
      return runToEnd(command ?? name, rest, account, timeoutMs)
    },
  }
}

function runToEnd(command: string, args: readonly string[], account: ServerAccount, timeoutMs: number): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, {
      ...(account.wrapper.length === 0 ? account.owner : null),
      cwd: '/',
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    const collect = (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-maxOutput))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    // Not `close`: a server that pg_ctl leaves behind may hold the pipes open.
    child.on('exit', (code) => resolve({ code, output }))
  })
}

/**
 * Nothing of ours reaches the server: no token, no PG* variable of the user's own databases, no language (with LANG unset
 * or foreign, initdb would choose another encoding and its words would change).
 */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? ['SystemRoot', 'TEMP', 'TMP', 'PATH'] : ['PATH', 'TMPDIR']
  const passed = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]))
  return { ...Object.fromEntries(passed), LC_ALL: 'C', TZ: 'UTC' }
}
