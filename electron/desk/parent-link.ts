import { deskCommandSchema, type DeskCommand, type DeskMessage } from '../../shared/desk-api/desk-process'

export type RunningDeskCommand = Exclude<DeskCommand, { kind: 'stop' }>

/** The process that started this one, through whatever link it left. */
export interface ParentLink {
  /** Resolves when the message is on its way. */
  tell(message: DeskMessage): Promise<void>
  /** Calls once, when the desk is to stop: by message, by signal, or because the parent is gone. */
  onStop(listener: () => void): void
  /** Everything else that it wants; what is no command is passed over. */
  onCommand(listener: (command: RunningDeskCommand) => void): void
}

/** What Electron gives a utility process instead of `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown
}

export interface LinkedProcess extends Pick<NodeJS.Process, 'send'> {
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'on'>
  readonly parentPort?: ParentPort | undefined
  on(event: string, listener: (...args: unknown[]) => void): unknown
}

const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
/** A posted message has no receipt; a process that ends at once would take it along. */
const portFlushMs = 100

export function createParentLink(self: LinkedProcess): ParentLink {
  const { parentPort } = self

  function onMessage(listener: (command: DeskCommand) => void): void {
    const take = (message: unknown) => {
      const command = deskCommandSchema.safeParse(message)
      if (command.success) listener(command.data)
    }
    self.on('message', take)
    parentPort?.on('message', ({ data }) => take(data))
  }

  return {
    tell: (message) =>
      new Promise((resolve) => {
        if (parentPort !== undefined) {
          parentPort.postMessage(message)
          setTimeout(resolve, portFlushMs)
        } else if (self.send !== undefined) {
          self.send(message, undefined, {}, () => resolve())
        } else {
          self.stdout.write(`${JSON.stringify(message)}\n`, () => resolve())
        }
      }),

    onStop(listener) {
      let isTold = false
      const stop = () => {
        if (isTold) return
        isTold = true
        listener()
      }
      for (const signal of stopSignals) self.on(signal, stop)
      onMessage(({ kind }) => {
        if (kind === 'stop') stop()
      })
      self.on('disconnect', stop)
      // Without another link the parent hears us here, and is gone when nobody does.
      if (parentPort === undefined && self.send === undefined) self.stdout.on('error', stop)
    },

    onCommand: (listener) =>
      onMessage((command) => {
        if (command.kind !== 'stop') listener(command)
      }),
  }
}
