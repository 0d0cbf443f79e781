import { utilityProcess } from 'electron'
import { deskEnvironmentFor } from './desk-environment'
import type { DeskLaunch } from './desk-environment'
import type { StartDesk } from './desk-process'

/**
 * Starts the desk as a utility process: Node without Electron, ended by the system together with us. What it prints to
 * standard error goes to `onOutput`.
 */
export function startDeskWith(launch: DeskLaunch, onOutput: (piece: string) => void): StartDesk {
  return ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(launch.program, [], {
      env: deskEnvironmentFor(launch, process.env),
      serviceName: 'Lingxi desk',
      stdio: ['ignore', launch.showOutput ? 'inherit' : 'ignore', 'pipe'],
    })
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (piece: string) => {
      onOutput(piece)
      if (launch.showOutput) process.stderr.write(piece)
    })
    // A line that its end cut off is not to swallow the first one of the next desk.
    child.stderr?.once('end', () => onOutput('\n'))
    child.on('message', onMessage)
    child.once('exit', onExit)
    return { tell: (command) => child.postMessage(command), kill: () => void child.kill() }
  }
}
