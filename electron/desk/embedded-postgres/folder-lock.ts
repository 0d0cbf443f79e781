import { spawn } from 'node:child_process'
import { close, constants, open } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { DeskFailure } from '../desk-failure'

/** A desk's hold on its folder. */
export interface FolderLock {
  release(): Promise<void>
}

const fileName = 'desk.lock'
const openFile = promisify(open)
const closeFile = promisify(close)

/**
 * Takes the folder for this desk alone, before anything in it is looked at.
 *
 * The lock is the operating system's, on an open file, so that it ends with the process however that dies and nothing stale is
 * ever to be judged. A pid in a file or a socket in the folder needs such a judgement, and two desks that judge at once both
 * take over. The file itself says nothing and stays: removed, the next desk would lock another one than a desk that has it open.
 *
 * @returns null when another desk holds it
 * @throws DeskFailure `data-unreachable` when the folder can't be written or the system can't lock
 */
export async function takeFolderLock(deskDir: string): Promise<FolderLock | null> {
  const file = path.join(deskDir, fileName)
  // A number, which nothing closes by itself, and which no program started later inherits: a server that outlives us holds nothing.
  const descriptor = process.platform === 'linux' ? await openThenLock(file) : await openUnlessHeld(file, exclusively())
  return descriptor === null ? null : { release: () => closeFile(descriptor) }
}

/**
 * Opening and locking in one. Windows: libuv's `UV_FS_O_EXLOCK`, a file that nobody else may open meanwhile. macOS: `O_EXLOCK`
 * of open(2), with `O_NONBLOCK` so that it refuses instead of waiting. Node passes both on and has a name for neither.
 */
function exclusively(): number {
  return process.platform === 'win32' ? 0x1000_0000 : 0x20 | constants.O_NONBLOCK
}

async function openThenLock(file: string): Promise<number | null> {
  const descriptor = await openUnlessHeld(file, 0)
  if (descriptor === null) return null
  const code = await flock(descriptor)
  if (code === 0) return descriptor
  await closeFile(descriptor)
  if (code === 1) return null
  throw new DeskFailure('data-unreachable', `flock: ${code}`)
}

/**
 * flock(2) by the program of that name (util-linux, BusyBox), as Linux has no flag and Node no call for it. The lock belongs to
 * the open file, which we share with the program for a moment, and stays when the program has ended.
 *
 * @returns 0 when it is ours, 1 when somebody else's; anything else is a failure of the program
 */
function flock(descriptor: number): Promise<number | string | null> {
  return new Promise((resolve) => {
    const program = spawn('flock', ['-x', '-n', '3'], {
      // SECURITY: the token of this desk stays here.
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
    })
    program.on('error', (error) => resolve(error.message))
    program.on('exit', resolve)
  })
}

const heldCodes: readonly string[] = ['EAGAIN', 'EBUSY']

async function openUnlessHeld(file: string, flags: number): Promise<number | null> {
  try {
    return await openFile(file, constants.O_RDWR | constants.O_CREAT | flags, 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (heldCodes.includes(code)) return null
    throw new DeskFailure('data-unreachable', code)
  }
}
