import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '../../../electron/desk/embedded-postgres/embedded-postgres'
import { cacheDir, rootDir } from '../../../electron/dev/paths.mjs'
import { systemClock, systemTimers } from './system-time'

const run = promisify(execFile)

/** What decides how a new database looks: whatever changes in it makes another one. */
const makers = ['cluster-folder.ts', 'server.ts', 'server-account.ts'].map((file) => path.join(rootDir, 'electron', 'desk', 'embedded-postgres', file))

const made = new Map<string, Promise<string>>()

/**
 * Puts an empty database into the folder of a desk that has none, as its first start would: a copy of one that the program itself
 * has made, once on this machine. Making one takes two seconds of a processor, copying it a tenth of one. Windows has no copy that
 * keeps owners: there it is left to the first start.
 *
 * @param binDir whose programs will run on it
 */
export async function putMadeCluster(deskDir: string, binDir: string): Promise<void> {
  if (process.platform === 'win32') return
  let template = made.get(binDir)
  if (template === undefined) {
    template = makeOnce(binDir)
    made.set(binDir, template)
  }
  await mkdir(deskDir, { recursive: true, mode: 0o700 })
  // Owner and modes have to stay, which Node's own copy does not keep.
  await run('cp', ['-a', await template, path.join(deskDir, 'postgres')])
}

async function makeOnce(binDir: string): Promise<string> {
  const { stdout: version } = await run(path.join(binDir, 'postgres'), ['--version'])
  const hash = createHash('sha256').update(`${version}\0${process.getuid?.()}`)
  for (const file of makers) hash.update(await readFile(file))
  const template = path.join(cacheDir, `cluster-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(template)) return template

  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-cluster-'))
  try {
    const postgres = await startEmbeddedPostgres({ deskDir: folder, binDir, clock: systemClock, timers: systemTimers, log: () => undefined })
    await postgres.stop()
    await keep(path.join(folder, 'postgres'), template)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return template
}

/** Written aside and renamed, so that nobody copies half of one. */
async function keep(cluster: string, template: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true })
  const part = await mkdtemp(`${template}.part-`)
  try {
    await run('cp', ['-a', cluster, path.join(part, 'postgres')])
    await rename(path.join(part, 'postgres'), template)
  } catch (error) {
    // Another worker may have been faster; both have made the same.
    if (!existsSync(template)) throw error
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}
