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
