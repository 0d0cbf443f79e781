import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/** Of PostgreSQL, what its programs need to run; they find each other from where they lie. */
const parts = ['bin', 'lib', 'share'] as const

interface PartFile {
  /** From the folder that holds `bin`. */
  readonly place: string
  readonly size: number
}

/**
 * A name for what lies in an installation: of the programs their content, of everything else name and size, which tells
 * versions and half-written copies apart without reading 100 MB at every start. Null when it lacks a part.
 */
export async function contentOf(installation: string): Promise<string | null> {
  try {
    const hash = createHash('sha256')
    for (const { place, size } of await filesOf(installation)) {
      hash.update(`${place}\0${size}\0`)
      if (place.startsWith('bin')) hash.update(await readFile(path.join(installation, place)))
    }
    return hash.digest('hex').slice(0, 16)
  } catch {
    return null
  }
}

/** Links become what they lead to; anybody may read the copy and nobody but its owner write, whatever the modes were. */
export async function copyOpen(installation: string, target: string): Promise<void> {
  const made = new Set<string>()
  const makeOpen = async (folder: string): Promise<void> => {
    if (made.has(folder)) return
    if (folder !== target) await makeOpen(path.dirname(folder))
    await mkdir(folder)
    await chmod(folder, 0o755)
    made.add(folder)
  }
  for (const { place } of await filesOf(installation)) {
    const copied = path.join(target, place)
    await makeOpen(path.dirname(copied))
    await copyFile(path.join(installation, place), copied)
    await chmod(copied, place.startsWith('bin') ? 0o755 : 0o644)
  }
}

async function filesOf(installation: string): Promise<PartFile[]> {
  const lists = await Promise.all(parts.map((part) => filesBelow(installation, part)))
  return lists.flat()
}

async function filesBelow(installation: string, place: string): Promise<PartFile[]> {
  const stats = await stat(path.join(installation, place))
  if (!stats.isDirectory()) return [{ place, size: stats.size }]
  const names = (await readdir(path.join(installation, place))).sort()
  const lists = await Promise.all(names.map((name) => filesBelow(installation, path.join(place, name))))
  return lists.flat()
}
