import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, syncFolder } from './durable-file'
import { createSpareNumbers } from './spare-numbers'

/** Gives every ticket number of a seat and day once. */
export interface TicketCounter {
  /**
   * The next counter, 1 and up; a spare one, above 9,000, when that cannot be written. On disk before it is told; a crash in between
   * leaves a gap, never a repetition. Never one up to `behind`, which somebody else has given. Rejects when there is no spare one either.
   */
  next(seatCode: string, date: string, behind?: number): Promise<number>
  /** Puts spare numbers there while there is room. Rejects when there is none. */
  prepare(): Promise<void>
}

/**
 * One file per seat and day, one line per number, appended and fsynced before it is told. A line that a power cut left
 * torn or full of zeros was never told and counts for nothing; the next number starts on a line of its own.
 */
export function createTicketCounter(folder: string): TicketCounter {
  const spare = createSpareNumbers(path.join(folder, 'spare'))
  let last: Promise<unknown> = Promise.resolve()

  /** Two windows of time must not read the same highest number: one at a time, also after a failure. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = last.then(run, run)
    last = mine
    return mine
  }

  return {
    next: (seatCode, date, behind = 0) =>
      inTurn(async () => {
        try {
          return await appendNext(folder, `${seatCode}-${date}.txt`, behind)
        } catch (error) {
          // A ring cannot wait for room: it gets a number that was put aside when there was some.
          const number = await spare.take().catch(() => null)
          if (number === null) throw error
          return number
        }
      }),
    prepare: () => inTurn(() => spare.fill()),
  }
}

async function appendNext(folder: string, name: string, behind: number): Promise<number> {
  await makeFolder(folder)
  const handle = await open(path.join(folder, name), 'a+', 0o600)
  try {
    const content = await handle.readFile('latin1')
    const number = Math.max(highestCounter(content), behind) + 1
    await appendLine(handle, content, number)
    if (content === '') await syncFolder(folder)
    return number
  } finally {
    await handle.close()
  }
}

async function appendLine(handle: FileHandle, before: string, number: number): Promise<void> {
  const separator = before === '' || before.endsWith('\n') ? '' : '\n'
  await handle.appendFile(`${separator}${number}\n`)
  await handle.sync()
}

/** The highest number on a complete line of a counter file, 0 when there is none. */
export function highestCounter(content: string): number {
  const complete = content.split('\n').slice(0, -1)
  return complete.reduce((highest, line) => (/^[1-9]\d{0,8}$/.test(line) ? Math.max(highest, Number(line)) : highest), 0)
}
