import { readdir, readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBackup } from '../../../../electron/desk/backup/read-backup'
import { backUp, linesAsTables, makeBackupFolder, testBackupKey } from '../../../support/desk/desk-backup'

/** Random, so that they stay long when packed: several chunks. */
const rows = Array.from({ length: 300 }, () => JSON.stringify([randomBytes(700).toString('base64'), null, '重庆\n"']))
const lines = [JSON.stringify({ table: 'events', columns: ['a', 'b', 'c'] }), ...rows, '{"rows":{"events":300}}']

let place: Awaited<ReturnType<typeof makeBackupFolder>>
beforeEach(async () => {
  place = await makeBackupFolder()
})
afterEach(() => place.remove())

async function read(file: string, key = testBackupKey.key): Promise<string[]> {
  const found: string[] = []
  for await (const line of (await openBackup(file, key)).lines()) found.push(line)
  return found
}

/** What reading says of the file once `change` has been done to its bytes. */
async function afterChange(file: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  await writeFile(file, change(await readFile(file)))
  return read(file).then(() => 'whole', (error: { code: string }) => error.code)
}

describe('a backup that was written', () => {
  it('gives its lines back, and says without a key whose and when it is', async () => {
    const { file, bytes } = await backUp(linesAsTables(lines, { schema: 2, position: 300 }), place.folder)
    expect(await read(file)).toEqual(lines)
    const { head } = await openBackup(file, testBackupKey.key)
    expect(head).toMatchObject({ schema: 2, position: 300, practice: false, envelope: testBackupKey.envelope })
    expect(bytes).toBe((await readFile(file)).length)
    expect(bytes).toBeGreaterThan(3 * 65_536)
  })

  it('shows nothing of what it holds', async () => {
    const { file } = await backUp(linesAsTables(['["秦木根","13800000000"]', '{"rows":{}}']), place.folder)
    const content = await readFile(file)
    for (const text of ['秦木根', '13800000000', Buffer.from('秦木根').toString('base64')]) expect(content.includes(text)).toBe(false)
  })

  it('is not opened by another key', async () => {
    const { file } = await backUp(linesAsTables(lines), place.folder)
    await expect(read(file, new Uint8Array(32).fill(8))).rejects.toMatchObject({ code: 'wrong-key' })
  })

  it('is refused when it was cut off or changed anywhere, with a word for what is wrong', async () => {
    const { file, bytes } = await backUp(linesAsTables(lines), place.folder)
    const whole = await readFile(file)
    const headEnd = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1
    const body = headEnd + 16
    for (let chunk = 0; body + chunk * 65_552 < bytes; chunk += 1) {
      expect(await afterChange(file, () => whole.subarray(0, body + chunk * 65_552))).toBe('damaged')
    }
    expect(await afterChange(file, () => whole.subarray(0, headEnd + 3))).toBe('damaged')
    expect(await afterChange(file, () => whole.subarray(0, headEnd - 9))).toBe('not-a-backup')
    expect(await afterChange(file, () => Buffer.from('a holiday picture'))).toBe('not-a-backup')
    expect(await afterChange(file, () => Buffer.from(whole.toString('latin1').replace('"schema":1', '"schema":2'), 'latin1'))).toBe('wrong-key')
    expect(await afterChange(file, () => Buffer.from(whole.toString('latin1').replace('"format":1', '"format":9'), 'latin1'))).toBe('later-version')
    expect(await afterChange(file, () => whole)).toBe('whole')
  })
})

describe('a backup that could not be written to its end', () => {
  it('leaves nothing in the folder', async () => {
    const broken: Parameters<typeof backUp>[0] = (work) =>
      work({ schema: 1, position: 0 }, (async function* () {
        yield `${lines[0]}\n`
        throw new Error('the database went away')
      })())
    await expect(backUp(broken, place.folder)).rejects.toThrow('went away')
    expect(await readdir(place.folder)).toEqual([])
  })

  it('as when the last line is missing, does not count as one either', async () => {
    await expect(backUp(linesAsTables(lines.slice(0, -1)), place.folder)).rejects.toMatchObject({ code: 'damaged' })
    expect(await readdir(place.folder)).toEqual([])
  })

  it('ends when it is given up', async () => {
    const given = new AbortController()
    const endless: Parameters<typeof backUp>[0] = (work) =>
      work({ schema: 1, position: 0 }, (async function* () {
        for (let count = 0; ; count += 1) {
          if (count === 10) given.abort()
          yield `${rows[0]}\n`
        }
      })())
    await expect(backUp(endless, place.folder, { signal: given.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readdir(place.folder)).toEqual([])
  })
})
