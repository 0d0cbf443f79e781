import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { pbxRoot } from './prepare-pbx.mjs'
import type { PbxPlace } from './prepare-pbx.mjs'

const managerPort = 5038
const longestWaitMs = 100_000
const lookAgainMs = 200

const inUseFile = ({ name }: PbxPlace) => `${pbxRoot}.${name}.in-use`

/**
 * Takes the place of a PBX for this process, waiting for another one that has it (a second checkout on the same machine).
 * A holder that died is not waited for.
 */
export async function takePlace(place: PbxPlace): Promise<void> {
  for (let waitedMs = 0; holder(place) !== process.pid; waitedMs += lookAgainMs) {
    if (waitedMs > longestWaitMs) throw new Error(`The PBX has been in use by process ${holder(place)} for too long.`)
    await delay(lookAgainMs)
  }
}

/** Two on the same ports would take each other's calls, and nobody would understand what the tests say. */
export async function refuseSecondPbx({ address }: PbxPlace): Promise<void> {
  const socket = connect({ host: address, port: managerPort })
  const answered = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  if (answered) throw new Error(`Another PBX than that of the tests answers on ${address}:${managerPort}.`)
}

export function givePlaceBack(place: PbxPlace): void {
  rmSync(inUseFile(place), { force: true })
}

/** The process that has the place: this one, when nobody else had it. */
function holder(place: PbxPlace): number {
  const file = inUseFile(place)
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return process.pid
  } catch {
    const pid = Number(readFileSync(file, 'utf8'))
    if (isRunning(pid)) return pid
    rmSync(file, { force: true })
    return holder(place)
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
