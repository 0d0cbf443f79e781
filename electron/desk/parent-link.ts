import { deskCommandSchema, type DeskMessage } from '../../shared/desk-api/desk-process'

/** The process that started this one, through whatever link it left. */
export interface ParentLink {
  /** Resolves when the message is on its way. */
  tell(message: DeskMessage): Promise<void>
  /** Calls once, when the desk is to stop: by message, by signal, or because the parent is gone. */
  onStop(listener: () => void): void
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
      const command = (message: unknown) => {
        if (deskCommandSchema.safeParse(message).success) stop()
      }
      for (const signal of stopSignals) self.on(signal, stop)
      self.on('message', command)
      self.on('disconnect', stop)
      parentPort?.on('message', ({ data }) => command(data))
      // Without another link the parent hears us here, and is gone when nobody does.
      if (parentPort === undefined && self.send === undefined) self.stdout.on('error', stop)
    },
  }
}
