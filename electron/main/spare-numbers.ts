import { appendFile, open, readdir, readFile, unlink } from 'node:fs/promises'
import path from 'node:path'
import { firstSpareCounter } from '../../shared/tickets/ticket-number'
import { makeFolder, syncFolder } from './durable-file'

/** Numbers for the time in which the disk takes nothing. */
export interface SpareNumbers {
  /** One that nobody else gets, on any day; null when none is left or its name cannot be taken away. */
  take(): Promise<number | null>
  /** Puts new ones there when few are left. Rejects when there is no room for them; those that are there stay. */
  fill(): Promise<void>
}

const batch = 100
const fewestLeft = 50

/**
 * Empty files, each named by a number. One is used by taking its name away, for which a full disk has room; the folder is synced
 * before the number is told, so that no crash brings it back. How far names have been made stands in a file beside them, written before they
 * are: no number is ever made again, whatever becomes of the names.
 */
export function createSpareNumbers(folder: string): SpareNumbers {
  const made = path.join(folder, 'made.txt')

  async function left(): Promise<readonly number[]> {
    const names = await readdir(folder).catch(noneWhenGone)
    return names.flatMap((name) => (/^9\d{3,7}$/.test(name) ? [Number(name)] : [])).toSorted((one, other) => one - other)
  }

  return {
    async take() {
      for (const number of await left()) {
        try {
          // Not `rm`: it is content with a name that somebody else has taken away meanwhile.
          await unlink(path.join(folder, String(number)))
          await syncFolder(folder)
          return number
        } catch (error) {
          if (!isGone(error)) return null
        }
      }
      return null
    },
    async fill() {
      const there = await left()
      if (there.length >= fewestLeft) return
      await makeFolder(folder)
      const lines = (await readFile(made, 'latin1').catch((error: unknown) => (isGone(error) ? '' : Promise.reject(error)))).split('\n')
      const first = Math.max(firstSpareCounter - 1, there.at(-1) ?? 0, ...lines.flatMap((line) => (/^\d{4,8}$/.test(line) ? [Number(line)] : []))) + 1
      await appendDurably(made, `\n${first + batch - 1}\n`)
      for (let number = first; number < first + batch; number += 1) await (await open(path.join(folder, String(number)), 'wx', 0o600)).close()
      await syncFolder(folder)
    },
  }
}

async function appendDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    await appendFile(handle, text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(path.dirname(file))
}

function noneWhenGone(error: unknown): string[] {
  if (isGone(error)) return []
  throw error
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
