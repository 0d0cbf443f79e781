import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'

const searchable = 0o001

/** Whether anybody may walk down to that folder, links followed. False for one that is not there. */
export async function isOpenToOthers(place: string): Promise<boolean> {
  const real = await realpath(place).catch(() => null)
  if (real === null) return false
  for (let folder = real; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const mode = await stat(folder).then((stats) => stats.mode, () => 0)
    if ((mode & searchable) === 0) return false
  }
  return true
}
