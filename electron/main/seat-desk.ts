import { randomBytes } from 'node:crypto'
import type { DeskCommand, DeskFailureCode } from '../../shared/desk-api/desk-process'
import type { Agent, DeskConnection } from '../../shared/ipc/values'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { DeskLaunch } from './desk-environment'
import { createDeskOutput } from './desk-output'
import { createDeskProcess } from './desk-process'
import type { DeskProcess, DeskWord, StartDesk } from './desk-process'
import { findFreePort } from './free-port'
import type { Log } from './log'
import { systemTimers } from './system-time'

/** The desk of this seat: one port and one token for the whole run, however often the process behind them is new. */
export interface SeatDesk {
  /** Where the console may reach it. */
  origin(): string
  /** Starts it once somebody is there to be the author of what it takes. */
  startFor(agent: Agent, seatCode: string): void
  connection(): Result<DeskConnection, NoDesk>
  /** Nobody hears it while the desk is down. */
  tell(command: Exclude<DeskCommand, { kind: 'stop' }>): void
  stop(): Promise<void>
}

export interface SeatDeskPorts {
  /** The built program, `desk.cjs`. */
  readonly program: string
  readonly dataFolder: string
  readonly practice: boolean
  readonly showOutput: boolean
  readonly log: Log
  startWith(launch: DeskLaunch, onOutput: (piece: string) => void): StartDesk
  onStarted(connection: DeskConnection): void
  /** It answers at another address than the console was opened with, whose policy does not let it go there. */
  onMoved(): void
  onStopped(problem: DeskFailureCode | null): void
  onSetAside(folders: readonly string[]): void
  onSaid(word: DeskWord): void
}

/** Why there is no desk to connect to: `problem` is its own word for it, null when it had none. */
export type NoDesk =
  | { readonly code: 'starting' }
  /** A shared desk that has not let this person in; `since`: when it last did. */
  | { readonly code: 'without-desk'; readonly since: number }
  | { readonly code: 'stopped'; readonly problem: DeskFailureCode | null }

export async function createSeatDesk(ports: SeatDeskPorts): Promise<SeatDesk> {
  const port = await findFreePort()
  // SECURITY: drawn anew at each start, so that what another program may have seen of it is worth nothing tomorrow.
  const token = randomBytes(32).toString('base64url')
  let origin = `http://127.0.0.1:${port}`
  let desk: DeskProcess | null = null
  let lastProblem: DeskFailureCode | null = null

  function onReady(connection: DeskConnection, setAside: readonly string[]) {
    ports.log.info('desk-ready', { setAside })
    lastProblem = null
    if (setAside.length > 0) ports.onSetAside(setAside)
    if (connection.origin === origin) {
      ports.onStarted(connection)
      return
    }
    origin = connection.origin
    ports.onMoved()
  }

  function onStopped(problem: DeskFailureCode | null, exitCode: number) {
    ports.log.error('desk-stopped', { problem, exitCode })
    lastProblem = problem ?? lastProblem
    ports.onStopped(problem)
  }

  return {
    origin: () => origin,
    startFor({ id, name }, seatCode) {
      const launch = { ...ports, port, token, author: { id, name, seat: seatCode } }
      const start = ports.startWith(launch, createDeskOutput(ports.log))
      desk ??= createDeskProcess({ start, token, timers: systemTimers, random: Math.random, onReady, onStopped, onSaid: ports.onSaid })
      desk.start()
    },
    connection() {
      const state = desk?.state() ?? { state: 'starting' as const }
      if (state.state === 'ready') return ok(state.connection)
      return err(state.state === 'starting' ? { code: 'starting' } : { code: 'stopped', problem: lastProblem })
    },
    tell: (command) => desk?.tell(command),
    stop: async () => desk?.stop(),
  }
}
