import { scryptSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openVaultFile, setUpVault } from '../../../electron/main/vault'
import { keyFor, newDataKey, scryptCost, unwrapKey, wrapKey } from '../../../electron/main/vault-keys'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const agent = { id: '0193f2c4-1d2e-7a3b-8c4d-5e6f70819203', number: '8017', name: '李敏' }
const password = '山城雾都 2026'
/** A try is made expensive on purpose: what is not about that pays this. */
const cheap = { N: 2048, r: 8, p: 1 }
const file = () => path.join(folder, 'desk-here', 'agent.json')
const content = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>

async function unlocked(secret = password) {
  const opened = await (await openVaultFile(file(), cheap))?.unlock(secret)
  return opened ?? null
}

/** The keys as text; null when the password does not open. */
async function keysBy(secret = password): Promise<string | null> {
  const keys = (await unlocked(secret))?.keys()
  return keys === undefined ? null : JSON.stringify([[...keys.seal], [...keys.index]])
}

/** What the version before sealing wrote, with a cost that a test can pay. */
function writeVersion1(): void {
  const salt = Buffer.from('a salt of old')
  const cost = { N: 1024, r: 8, p: 1 }
  const hash = scryptSync(password.normalize('NFKC'), salt, 32, cost)
  mkdirSync(path.dirname(file()), { recursive: true })
  writeFileSync(file(), JSON.stringify({ version: 1, agent, scrypt: { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') } }))
}

describe('the vault of the agent on this PC', { timeout: 60_000 }, () => {
  test('unless told otherwise a try costs 128 MiB, now and after another password; what was wrapped at less still opens', async () => {
    const costOf = () => (content() as { scrypt: object }).scrypt
    expect(scryptCost).toEqual({ N: 2 ** 17, r: 8, p: 1 })
    const dear = await setUpVault(file(), agent, password)
    expect(costOf()).toMatchObject(scryptCost)
    expect((await (await openVaultFile(file()))?.unlock(password))?.keys()).toEqual(dear.opened.keys())
    rmSync(file())

    const { opened } = await setUpVault(file(), agent, password, cheap)
    const vault = await openVaultFile(file())
    expect((await vault?.unlock(password))?.keys()).toEqual(opened.keys())
    expect(costOf()).toMatchObject(cheap)
    expect(await vault?.changePassword(password, 'a new password')).toBe(true)
    expect(costOf()).toMatchObject(scryptCost)

    writeVersion1()
    expect(await (await openVaultFile(file()))?.unlock(password)).not.toBeNull()
    expect(costOf()).toMatchObject(scryptCost)
  })

  test('gives the same keys after a new start, and none for any other password', async () => {
    const { opened } = await setUpVault(file(), agent, password, cheap)
    const keys = opened.keys()
    expect([keys.suite, keys.seal.length, keys.index.length, keys.hasUnsealed]).toEqual([1, 32, 32, false])
    expect((await openVaultFile(file()))?.agent).toEqual(agent)
    expect(await keysBy()).toBe(JSON.stringify([[...keys.seal], [...keys.index]]))
    for (const wrong of ['山城雾都 2027', '']) expect(await keysBy(wrong)).toBeNull()
  })

  test('the same word in other code points is the same password', async () => {
    await setUpVault(file(), agent, 'caf\u00e9 12345', cheap)
    expect(await keysBy('cafe\u0301 １２３４５')).not.toBeNull()
  })

  test('neither password nor keys stand in the file, and only the owner can read what does', async () => {
    const { opened } = await setUpVault(file(), agent, password, cheap)
    expect(readdirSync(path.dirname(file()))).toEqual(['agent.json'])
    const text = readFileSync(file(), 'utf8')
    const { seal, index } = opened.keys()
    for (const secret of [password, ...[seal, index].flatMap((key) => [Buffer.from(key).toString('base64'), Buffer.from(key).toString('hex')])]) {
      expect(text).not.toContain(secret)
    }
    expect(Object.keys(content())).not.toContain('hash')
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  test('another password opens the same keys, and the one before opens nothing any more', async () => {
    const { vault, opened } = await setUpVault(file(), agent, password, cheap)
    const before = await keysBy()
    const written = readFileSync(file(), 'utf8')
    expect(await vault.changePassword('not this one', 'a new password')).toBe(false)
    expect(readFileSync(file(), 'utf8')).toBe(written)
    expect(await vault.changePassword(password, 'a new password')).toBe(true)
    expect(await keysBy('a new password')).toBe(before)
    expect(await keysBy(password)).toBeNull()
    expect(opened.keys().seal).toEqual((await unlocked('a new password'))?.keys().seal)
  })

  test('closed, it gives no keys before it is unlocked again', async () => {
    const { vault, opened } = await setUpVault(file(), agent, password, cheap)
    opened.close()
    expect(() => opened.keys()).toThrow()
    await expect(opened.allIsSealed()).rejects.toThrow()
    expect((await vault.unlock(password))?.keys().seal).toHaveLength(32)
  })

  test('a file that only opened the door becomes a vault at the first right password, and tells that something may lie open', async () => {
    writeVersion1()
    const written = readFileSync(file(), 'utf8')
    expect(await keysBy('battery staple')).toBeNull()
    expect(readFileSync(file(), 'utf8')).toBe(written)

    const first = await unlocked()
    expect(first?.keys().hasUnsealed).toBe(true)
    expect(content()).toMatchObject({ version: 2, suite: 1, agent, hasUnsealed: true })
    expect(readFileSync(file(), 'utf8')).not.toContain((JSON.parse(written) as { scrypt: { salt: string } }).scrypt.salt)
    const again = await unlocked()
    expect(again?.keys()).toEqual(first?.keys())

    await again?.allIsSealed()
    const last = (await unlocked())?.keys()
    expect(last).toEqual({ ...first?.keys(), hasUnsealed: false })
  })

  test('that all is sealed is kept also when the password has been changed in between', async () => {
    writeVersion1()
    const vault = await openVaultFile(file(), cheap)
    const opened = await vault?.unlock(password)
    expect(await vault?.changePassword(password, 'a new password')).toBe(true)
    await opened?.allIsSealed()
    expect((await unlocked('a new password'))?.keys()).toEqual({ ...opened?.keys(), hasUnsealed: false })
  })

  test('nobody is known before one has been set up', async () => {
    expect(await openVaultFile(file())).toBeNull()
  })

  test('whoever changes anything in the file opens nothing with it', async () => {
    await setUpVault(file(), agent, password, cheap)
    const kept = content() as { agent: object; scrypt: { salt: string }; key: { iv: string; wrapped: string } }
    const flipped = (text: string) => {
      const bytes = Buffer.from(text, 'base64')
      bytes[3] = bytes[3]! ^ 1
      return bytes.toString('base64')
    }
    const changed = [
      { ...kept, agent: { ...agent, name: '别人' } },
      { ...kept, agent: { ...agent, id: 'somebody-else' } },
      { ...kept, hasUnsealed: true },
      { ...kept, scrypt: { ...kept.scrypt, salt: flipped(kept.scrypt.salt) } },
      { ...kept, scrypt: { ...kept.scrypt, N: 1024 } },
      { ...kept, key: { ...kept.key, iv: flipped(kept.key.iv) } },
      { ...kept, key: { ...kept.key, wrapped: flipped(kept.key.wrapped) } },
      { ...kept, key: { ...kept.key, wrapped: kept.key.wrapped.slice(0, 40) } },
    ]
    for (const [index, spoiled] of changed.entries()) {
      writeFileSync(file(), JSON.stringify(spoiled))
      expect(await keysBy(), `change ${index}`).toBeNull()
    }
  })

  test.each(['', '{', '{}', '{"version":1}', '{"version":2}', JSON.stringify({ version: 3, suite: 2, agent })])(
    'a damaged file, or one of a later version, is loud and is left as it is: %j',
    async (text) => {
      mkdirSync(path.dirname(file()), { recursive: true })
      writeFileSync(file(), text)
      await expect(openVaultFile(file())).rejects.toThrow()
      expect(readFileSync(file(), 'utf8')).toBe(text)
    },
  )
})

describe('keys', () => {
  test('of one data key there is one for each use, and none of them is the data key', () => {
    const dataKey = newDataKey()
    const keys = [dataKey, keyFor('seal', dataKey), keyFor('index', dataKey)].map((key) => Buffer.from(key).toString('hex'))
    expect(new Set(keys).size).toBe(3)
    expect(Buffer.from(keyFor('seal', dataKey)).toString('hex')).toBe(keys[1])
  })

  test('a wrapped one is unwrapped by the same key for the same thing only', () => {
    const [wrapping, key] = [newDataKey(), newDataKey()]
    const wrapped = wrapKey(wrapping, key, 'for this')
    expect(unwrapKey(wrapping, wrapped, 'for this')).toEqual(key)
    expect(unwrapKey(wrapping, wrapped, 'for that')).toBeNull()
    expect(unwrapKey(newDataKey(), wrapped, 'for this')).toBeNull()
    expect(wrapKey(wrapping, key, 'for this').wrapped).not.toEqual(wrapped.wrapped)
  })
})
