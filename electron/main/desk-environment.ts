import { deskEnvironment } from '../../shared/desk-api/desk-process'
import type { DeskAuthor } from '../../shared/desk-api/desk-process'

/** What one run of the desk is started with. */
export interface DeskLaunch {
  /** The built program, `desk.cjs`. */
  readonly program: string
  readonly dataFolder: string
  readonly port: number
  readonly token: string
  readonly author: DeskAuthor
  readonly practice: boolean
  /** Only for tests: prints on our own output what the desk prints, as it is. */
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
