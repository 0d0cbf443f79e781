import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { pbxRoot } from './prepare-pbx.mjs'

const inUseFile = `${pbxRoot}.in-use`
const managerPort = 5038
const longestWaitMs = 100_000
const lookAgainMs = 200

/**
 * Takes the PBX's fixed ports for this process, waiting for another one that has them (a second checkout on the same machine).
 * A holder that died is not waited for.
 */
export async function takePbxPorts(): Promise<void> {
  for (let waitedMs = 0; holder() !== process.pid; waitedMs += lookAgainMs) {
    if (waitedMs > longestWaitMs) throw new Error(`The PBX has been in use by process ${holder()} for too long.`)
    await delay(lookAgainMs)
  }
}

/** Two on the same ports would take each other's calls, and nobody would understand what the tests say. */
export async function refuseSecondPbx(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: managerPort })
  const answered = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  if (answered) throw new Error(`Another PBX than that of the tests answers on port ${managerPort}.`)
}

export function givePbxPortsBack(): void {
  rmSync(inUseFile, { force: true })
}

/** The process that has the ports: this one, when nobody else had them. */
function holder(): number {
  try {
    writeFileSync(inUseFile, String(process.pid), { flag: 'wx' })
    return process.pid
  } catch {
    const pid = Number(readFileSync(inUseFile, 'utf8'))
    if (isRunning(pid)) return pid
    rmSync(inUseFile, { force: true })
    return holder()
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
