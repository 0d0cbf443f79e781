import { createServer } from 'node:net'
import { utilityProcess } from 'electron'
import { deskEnvironment } from '../../shared/desk-api/desk-process'
import type { DeskAuthor } from '../../shared/desk-api/desk-process'
import type { StartDesk } from './desk-process'

/** What one run of the desk is started with. */
export interface DeskLaunch {
  /** The built program, `desk.cjs`. */
  readonly program: string
  readonly dataFolder: string
  readonly port: number
  readonly token: string
  readonly author: DeskAuthor
  readonly practice: boolean
  /** Only for tests: what the desk prints could hold a caller's data, so it goes nowhere else. */
  readonly showOutput: boolean
}

/** The environment a desk gets: what a program needs to run at all, and its own configuration. */
export function deskEnvironmentFor(launch: DeskLaunch, inherited: NodeJS.ProcessEnv): Record<string, string> {
  const needed = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'TZ']
  const kept = [...needed, deskEnvironment.postgresPrograms].flatMap((name) => {
    const value = inherited[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(kept),
    [deskEnvironment.data]: launch.dataFolder,
    [deskEnvironment.port]: String(launch.port),
    [deskEnvironment.token]: launch.token,
    [deskEnvironment.author]: JSON.stringify(launch.author),
    [deskEnvironment.practice]: launch.practice ? '1' : '0',
  }
}

/** Starts the desk as a utility process: Node without Electron, ended by the system together with us. */
export function startDeskWith(launch: DeskLaunch): StartDesk {
  return ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(launch.program, [], {
      env: deskEnvironmentFor(launch, process.env),
      serviceName: 'Lingxi desk',
      stdio: launch.showOutput ? 'inherit' : 'ignore',
    })
    child.on('message', onMessage)
    child.once('exit', onExit)
    return { tell: (command) => child.postMessage(command), kill: () => void child.kill() }
  }
}

/** A port on 127.0.0.1 that is free now. The desk takes another one should it be gone by the time it starts. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
