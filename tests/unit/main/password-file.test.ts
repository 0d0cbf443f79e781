import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readPasswordFile, writePasswordFile } from '../../../electron/main/password-file'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-password-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const agent = { id: '0193f2c4-1d2e-7a3b-8c4d-5e6f70819203', number: '8017', name: '李敏' }
const file = () => path.join(folder, 'desk-here', 'agent.json')

// A try is made expensive on purpose.
describe('the password of the agent on this PC', { timeout: 60_000 }, () => {
  test('is recognised after a new start; any other is not', async () => {
    await writePasswordFile(file(), agent, '山城雾都 2026')
    const kept = await readPasswordFile(file())
    expect(kept?.agent).toEqual(agent)
    expect(await kept?.matches('山城雾都 2026')).toBe(true)
    expect(await kept?.matches('山城雾都 2027')).toBe(false)
    expect(await kept?.matches('')).toBe(false)
  })

  test('the same word in other code points is the same password', async () => {
    await writePasswordFile(file(), agent, 'caf\u00e9 12345')
    expect(await (await readPasswordFile(file()))?.matches('cafe\u0301 １２３４５')).toBe(true)
  })

  test('stands in no file, and only the owner can read what does', async () => {
    await writePasswordFile(file(), agent, 'correct horse')
    expect(readdirSync(path.dirname(file()))).toEqual(['agent.json'])
    expect(readFileSync(file(), 'utf8')).not.toContain('correct horse')
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  test('nobody is known before one has been set up', async () => {
    expect(await readPasswordFile(file())).toBeNull()
  })

  test.each(['', '{', '{}', '{"version":1}'])('a damaged file is loud, not an open door: %j', async (content) => {
    mkdirSync(path.dirname(file()), { recursive: true })
    writeFileSync(file(), content)
    await expect(readPasswordFile(file())).rejects.toThrow()
  })
})
