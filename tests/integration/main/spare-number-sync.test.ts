import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rootDir } from '../../../electron/dev/paths.mjs'
import { createSpareNumbers } from '../../../electron/main/spare-numbers'
import { callsOf, canTrace } from '../../support/strace'

const numbers = 5

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-spare-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!canTrace)(`what the system is asked for${canTrace ? '' : ' (no strace here)'}`, () => {
  test('the name of a number that was put aside is taken away, its folder synced, then the number is told, each time', async () => {
    await createSpareNumbers(folder).fill()
    const taker = path.join(rootDir, 'tests', 'support', 'spare-number-taker.mjs')
    const steps = (await callsOf(taker, [folder, String(numbers)], ['unlink', 'fsync', 'write'])).flatMap(stepOf)
    const each = (number: number) => [`${number} taken away`, 'synced', `${number} told`]
    expect(steps).toEqual(Array.from({ length: numbers }, (_, taken) => each(9001 + taken)).flat())
  })
})

function stepOf(line: string): readonly string[] {
  const gone = /unlink\(".*\/(\d+)"/.exec(line)?.[1]
  if (gone !== undefined) return [`${gone} taken away`]
  if (/fsync.*\)\s+= 0$/.test(line)) return ['synced']
  const told = /"told (\w+)/.exec(line)?.[1]
  return told === undefined ? [] : [`${told} told`]
}
