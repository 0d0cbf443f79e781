import { createServer } from 'node:net'
import { utilityProcess } from 'electron'
import { deskEnvironmentFor } from './desk-environment'
import type { DeskLaunch } from './desk-environment'
import type { StartDesk } from './desk-process'

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
