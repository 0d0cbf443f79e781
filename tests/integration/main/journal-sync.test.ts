import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rootDir } from '../../../electron/dev/paths.mjs'
import { callsOf, canTrace } from '../../support/strace'

const records = 8

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!canTrace)(`what the system is asked for${canTrace ? '' : ' (no strace here)'}`, () => {
  test('a record is written, then synced, then told, each time', async () => {
    const writer = path.join(rootDir, 'tests', 'support', 'journal-writer.mjs')
    const calls = await callsOf(writer, [path.join(folder, 'journal'), String(records)], ['write', 'pwrite64', 'fdatasync'])
    expect(calls.flatMap(stepOf)).toEqual(Array.from({ length: records }, () => ['written', 'synced', 'told']).flat())
  })
})

function stepOf(line: string): readonly string[] {
  if (/write(64)?\(\d+<[^>]*\.journal>/.test(line)) return ['written']
  if (/fdatasync.*\)\s+= 0$/.test(line)) return ['synced']
  return line.includes('"told ') ? ['told'] : []
}
