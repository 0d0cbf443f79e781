import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeFolderLock } from '../../../../electron/desk/embedded-postgres/folder-lock'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the lock of a folder', () => {
  it('is for one at a time, and free again when it was let go', async () => {
    const held = await takeFolderLock(folder)
    expect(held).not.toBeNull()
    expect(await takeFolderLock(folder)).toBeNull()
    await held?.release()
    const next = await takeFolderLock(folder)
    expect(next).not.toBeNull()
    await next?.release()
    expect(await readdir(folder)).toEqual(['desk.lock'])
  })

  it('goes to exactly one of many that ask in the same moment', async () => {
    const taken = (await Promise.all(Array.from({ length: 12 }, () => takeFolderLock(folder)))).filter((lock) => lock !== null)
    expect(taken).toHaveLength(1)
    await taken[0]?.release()
  })

  it('is not held by a program that was started meanwhile and lives on', async () => {
    const held = await takeFolderLock(folder)
    const program = spawn(process.execPath, ['--eval', `console.log('running'); setInterval(() => {}, 1000)`])
    await once(program.stdout, 'data')
    await held?.release()
    const next = await takeFolderLock(folder)
    expect(next).not.toBeNull()
    await next?.release()
    program.kill()
    await once(program, 'exit')
  })

  it('of a folder that is not there is a failure with a code', async () => {
    await expect(takeFolderLock(path.join(folder, 'away'))).rejects.toMatchObject({ code: 'data-unreachable' })
  })
})
