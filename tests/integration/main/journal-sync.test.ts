import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rootDir } from '../../../electron/dev/paths.mjs'

const run = promisify(execFile)
const records = 8

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const isTraced = process.platform === 'linux' && hasStrace()

describe.skipIf(!isTraced)(`what the system is asked for${isTraced ? '' : ' (no strace here)'}`, () => {
  test('a record is written, then synced, then told, each time', async () => {
    const trace = path.join(folder, 'trace')
    const writer = path.join(rootDir, 'tests', 'support', 'journal-writer.mjs')
    const traced = ['-f', '-y', '-e', 'trace=write,pwrite64,fdatasync', '-o', trace, process.execPath, writer, path.join(folder, 'journal'), String(records)]
    await run('strace', traced)
    const steps = stepsIn(await readFile(trace, 'utf8'))
    expect(steps).toEqual(Array.from({ length: records }, () => ['written', 'synced', 'told']).flat())
  })
})

/** A call that another thread cuts in two is told at its end. */
function stepsIn(trace: string): readonly string[] {
  return trace.split('\n').flatMap((line) => {
    if (/write(64)?\(\d+<[^>]*\.journal>/.test(line)) return ['written']
    if (/fdatasync.*\)\s+= 0$/.test(line)) return ['synced']
    return line.includes('"told ') ? ['told'] : []
  })
}
