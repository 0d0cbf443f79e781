import { deskMessageSchema } from '../../shared/desk-api/desk-process'
import type { DeskCommand, DeskFailureCode, DeskMessage } from '../../shared/desk-api/desk-process'
import type { DeskConnection } from '../../shared/ipc/values'
import { backoffMs } from '../../shared/lib/backoff'
import type { Timers } from '../../shared/lib/clock'

/** A started desk, whatever kind of process it is. */
export interface DeskChild {
  tell(command: DeskCommand): void
  kill(): void
}

/** Starts one. Each listener is called as long as the process lives, `onExit` once. */
export type StartDesk = (listeners: { onMessage(message: unknown): void; onExit(code: number): void }) => DeskChild

/**
 * ```
 * idle --start--> starting --ready--> ready
 *                   ^  |                 | exit
 *                   |  +---- exit ----> waiting (backoff)
 *                   +----------------------+
 * any --stop--> stopping --exit or deadline--> idle
 * ```
 */
export type DeskState =
  | { readonly state: 'idle' | 'starting' | 'waiting' | 'stopping' }
  | { readonly state: 'ready'; readonly connection: DeskConnection }

export interface DeskPorts {
  readonly start: StartDesk
  readonly token: string
  readonly timers: Timers
  readonly random: () => number
  onReady(connection: DeskConnection, setAside: readonly string[]): void
  onStopped(problem: DeskFailureCode | null, exitCode: number): void
  onSaid(message: DeskWord): void
}

/** What a desk says beside whether it is there. */
export type DeskWord = Exclude<DeskMessage, { kind: 'ready' | 'failed' }>

export interface DeskProcess {
  state(): DeskState
  start(): void
  /** Settles when the desk has ended; one that does not within its time is killed. */
  stop(): Promise<void>
  /** Told to the desk that is ready; nobody hears it otherwise. */
  tell(command: Exclude<DeskCommand, { kind: 'stop' }>): void
}

const startingTakesAtMostMs = 120_000
const stoppingTakesAtMostMs = 15_000
const restart = { baseMs: 500, capMs: 30_000 }

/** Keeps one desk running for the whole run of the program; one that dies or fails is started again, ever more slowly. */
export function createDeskProcess(ports: DeskPorts): DeskProcess {
  let current: DeskState = { state: 'idle' }
  let child: DeskChild | null = null
  let failures = 0
  let timer = { cancel: () => {} }
  let ended: (() => void) | null = null

  function launch() {
    current = { state: 'starting' }
    let problem: DeskFailureCode | null = null
    const started = ports.start({
      onMessage(received) {
        const message = deskMessageSchema.safeParse(received)
        if (!message.success || child !== started || current.state === 'stopping') return
        if (message.data.kind === 'failed') problem = message.data.code
        else if (message.data.kind === 'ready') becomeReady(message.data)
        else ports.onSaid(message.data)
      },
      onExit: (code) => exited(problem, code),
    })
    child = started
    timer = ports.timers.after(startingTakesAtMostMs, () => started.kill())
  }

  function becomeReady({ origin, setAside }: { origin: string; setAside: readonly string[] }) {
    timer.cancel()
    failures = 0
    const connection = { origin, token: ports.token }
    current = { state: 'ready', connection }
    ports.onReady(connection, setAside)
  }

  function exited(problem: DeskFailureCode | null, code: number) {
    child = null
    timer.cancel()
    const wasStopping = current.state === 'stopping'
    current = { state: wasStopping ? 'idle' : 'waiting' }
    if (!wasStopping) {
      failures += 1
      timer = ports.timers.after(backoffMs(failures, restart, ports.random), launch)
      ports.onStopped(problem, code)
    }
    ended?.()
    ended = null
  }

  return {
    state: () => current,
    tell(command) {
      if (current.state === 'ready') child?.tell(command)
    },
    start() {
      if (current.state === 'idle') launch()
    },
    stop() {
      timer.cancel()
      const running = child
      if (running === null) {
        current = { state: 'idle' }
        return Promise.resolve()
      }
      current = { state: 'stopping' }
      return new Promise((resolve) => {
        ended = resolve
        running.tell({ kind: 'stop' })
        timer = ports.timers.after(stoppingTakesAtMostMs, () => running.kill())
      })
    },
  }
}
