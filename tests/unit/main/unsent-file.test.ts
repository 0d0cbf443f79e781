import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readUnsentFile, sealUnsentFile } from '../../../electron/main/unsent-file'
import { createUnsentTransfer } from '../../../electron/main/unsent-transfer'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Mode } from '../../../shared/settings/settings'

const facts = { mode: 'desk-here', made: Date.UTC(2026, 10, 28, 15, 4), seat: '8017', drafts: 2, submissions: 1 } as const
const content = JSON.stringify({ drafts: [{ name: '秦木根' }], submissions: [] })
const passphrase = '江边的石头 words'
/** The cost of the real one would be the whole time of these tests. */
const cheap = { N: 2 ** 14 } as const
const seal = () => sealUnsentFile(content, facts, passphrase, cheap)

async function openWith(bytes: Buffer, words = passphrase) {
  const read = readUnsentFile(bytes)
  return read.ok ? read.value.open(words) : read
}

describe('a file of unsent work', () => {
  it('opens with its passphrase, also when another input method has composed the words', async () => {
    const bytes = await seal()
    expect(await openWith(bytes)).toEqual(ok(content))
    expect(await openWith(bytes, passphrase.replace('words', 'ｗｏｒｄｓ'))).toEqual(ok(content))
  })

  it('says when, where and how much before it is opened, and nothing of a person', async () => {
    const bytes = await seal()
    expect(readUnsentFile(bytes)).toMatchObject({ ok: true, value: { facts } })
    for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from('秦木根', encoding))).toBe(false)
  })

  it('is another file each time', async () => {
    expect((await seal()).equals(await seal())).toBe(false)
  })

  it('tells a wrong passphrase from a damaged file', async () => {
    const bytes = await seal()
    expect(await openWith(bytes, `${passphrase}.`)).toEqual(err({ code: 'wrong-passphrase' }))
    expect(await openWith(bytes.subarray(0, bytes.length - 1))).toEqual(err({ code: 'damaged' }))
  })

  it('opens with not one bit changed, in the header or behind it', async () => {
    const bytes = await seal()
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const spoiled = Buffer.from(bytes)
        spoiled[at] = (spoiled[at] ?? 0) ^ (1 << bit)
        expect((await openWith(spoiled)).ok).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  it('of a later version is told, and anything else is none', () => {
    expect(readUnsentFile(Buffer.from('{"format":"lingxi-unsent","version":2,"anything":1}\n0123456789abcdef'))).toEqual(err({ code: 'newer-version' }))
    for (const other of ['', '\n', '{}\n', '{"format":"lingxi-unsent","version":1}\n0123456789abcdef', 'x'.repeat(9_000)]) {
      expect(readUnsentFile(Buffer.from(other))).toEqual(err({ code: 'damaged' }))
    }
  })

  it('that asks for more memory than ours is not tried', async () => {
    const [line = '', ...rest] = (await seal()).toString('latin1').split('\n')
    const greedy = line.replace(`"N":${2 ** 14}`, `"N":${2 ** 30}`)
    expect(greedy).not.toBe(line)
    expect(readUnsentFile(Buffer.from([greedy, ...rest].join('\n'), 'latin1'))).toEqual(err({ code: 'damaged' }))
  })
})

describe('carrying it', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-unsent-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const seat = (options: { mode?: Mode; to?: (suggested: string) => string | null; from?: () => string | null } = {}) => {
    const suggested: string[] = []
    const transfer = createUnsentTransfer({
      mode: options.mode ?? 'desk-here', seatCode: () => '8017', clock: { now: () => epochMs(facts.made) }, log: { info() {}, warning() {}, error() {} },
      askWhereTo: async (name) => {
        suggested.push(name)
        return (options.to ?? ((each: string) => path.join(folder, each)))(name)
      },
      askWhich: async () => (options.from ?? (() => path.join(folder, readdirSync(folder)[0] ?? '')))(),
    })
    return { transfer, suggested }
  }
  const asked = { passphrase, content, drafts: 2, submissions: 1 }
  const name = 'lingxi-unsent-20261128-2304-8017-3.lxo'

  it('writes one file for its owner only, under a name with nobody in it, and another seat opens it', async () => {
    const { transfer, suggested } = seat()
    expect(await transfer.exportUnsent(asked)).toEqual(ok({ file: name }))
    expect(suggested).toEqual([name])
    if (process.platform !== 'win32') expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
    const other = seat().transfer
    expect(await other.openUnsentFile({ passphrase })).toEqual(err({ code: 'no-file' }))
    expect(await other.chooseUnsentFile()).toEqual(ok({ made: facts.made, seat: '8017', drafts: 2, submissions: 1 }))
    expect(await other.openUnsentFile({ passphrase: 'another one' })).toEqual(err({ code: 'wrong-passphrase' }))
    expect(await other.openUnsentFile({ passphrase })).toEqual(ok({ content }))
  })

  it('gives the name its ending when the person has left it out, and writes nothing when the person would rather not', async () => {
    expect(await seat({ to: () => path.join(folder, 'mine') }).transfer.exportUnsent(asked)).toEqual(ok({ file: 'mine.lxo' }))
    expect(await seat({ to: () => null }).transfer.exportUnsent(asked)).toEqual(ok({ file: null }))
    expect(await seat({ from: () => null }).transfer.chooseUnsentFile()).toEqual(ok(null))
    expect(readdirSync(folder)).toEqual(['mine.lxo'])
  })

  it('says when it could not be written or read', async () => {
    writeFileSync(path.join(folder, 'a file'), '')
    expect(await seat({ to: () => path.join(folder, 'a file', 'x.lxo') }).transfer.exportUnsent(asked)).toEqual(err({ code: 'not-saved' }))
    expect(await seat({ from: () => path.join(folder, 'nowhere') }).transfer.chooseUnsentFile()).toEqual(err({ code: 'unreadable' }))
    expect(await seat().transfer.chooseUnsentFile()).toEqual(err({ code: 'damaged' }))
  })

  it('keeps practice and real work apart', async () => {
    await seat().transfer.exportUnsent(asked)
    const practice = seat({ mode: 'practice' }).transfer
    expect(await practice.chooseUnsentFile()).toEqual(err({ code: 'other-mode' }))
    expect(await practice.openUnsentFile({ passphrase })).toEqual(err({ code: 'no-file' }))
    expect(readFileSync(path.join(folder, name)).length).toBeGreaterThan(0)
  })
})
