import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../../renderer/storage/base64'
import { suite } from '../../../renderer/storage/keyed-seal'
import type { Place } from '../../../renderer/storage/seal'
import { createSeal, importSealing } from '../../../renderer/storage/sealing'
import { parseSealed, textOf } from '../../../renderer/storage/work-journal'
import { keyedSeal as seal, sealingOf } from '../../support/storage'

const place: fc.Arbitrary<Place> = fc.record({
  table: fc.oneof(fc.constantFrom('drafts', 'outbox'), fc.string({ unit: 'grapheme' })),
  id: fc.string({ unit: 'grapheme' }),
  version: fc.nat(),
})
const record = fc.jsonValue()
const here: Place = { table: 'drafts', id: 'a', version: 3 }
const isRefused = async (opening: Promise<unknown>) => expect(await opening.then(() => 'opened', () => 'refused')).toBe('refused')

describe('a sealed record', () => {
  it('opens in its own place, as it was', async () => {
    await fc.assert(fc.asyncProperty(place, record, async (where, what) => {
      expect(await seal.open(where, await seal.seal(where, what))).toEqual(JSON.parse(JSON.stringify(what)))
    }), { numRuns: 200 })
  })

  it('opens in no other place, however like its own it looks', async () => {
    const sealed = await seal.seal(here, 'words')
    const others: Place[] = [{ ...here, table: 'outbox' }, { ...here, id: 'b' }, { ...here, version: 2 }, { table: 'draftsa', id: '', version: 3 }, { table: 'drafts","a', id: '', version: 3 }, { ...here, id: 'a",3' }]
    for (const other of others) await isRefused(seal.open(other, sealed))
    await fc.assert(fc.asyncProperty(place, place, async (one, other) => {
      fc.pre(one.table !== other.table || one.id !== other.id || one.version !== other.version)
      await isRefused(seal.open(other, await seal.seal(one, 'words')))
    }), { numRuns: 100 })
  })

  it('with any one bit changed opens no more', async () => {
    const sealed = (await seal.seal(here, { name: '秦木根' })) as Uint8Array
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const spoiled = sealed.slice()
      spoiled[bit >> 3] = spoiled[bit >> 3]! ^ (1 << (bit & 7))
      await isRefused(seal.open(here, spoiled))
    }
    for (const cut of [sealed.slice(1), sealed.slice(0, -1), new Uint8Array(), { record: 'words' }, null]) await isRefused(seal.open(here, cut))
  })

  it('says with what it was sealed, and looks different every time', async () => {
    const [one, other] = (await Promise.all([seal.seal(here, 'words'), seal.seal(here, 'words')])) as [Uint8Array, Uint8Array]
    expect([one[0], other[0]]).toEqual([suite, suite])
    expect(one).not.toEqual(other)
    expect(one.length).toBe(1 + 12 + JSON.stringify('words').length + 16)
  })

  it('opens for nobody else', async () => {
    await isRefused(createSeal(await sealingOf(2)).open(here, await seal.seal(here, 'words')))
  })

  it('goes into the journal as text and comes back', async () => {
    await fc.assert(fc.asyncProperty(record, async (what) => {
      const text = textOf(await seal.seal(here, what))
      expect(text).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
      expect(await seal.open(here, parseSealed(text))).toEqual(JSON.parse(JSON.stringify(what)))
    }), { numRuns: 50 })
    for (const neither of ['{', '说', 'a%']) expect(parseSealed(neither)).toBeNull()
  })
})

describe('a look-up key', () => {
  it('is the same for the same text and the same person, and nothing else', async () => {
    const key = await seal.indexKey('8615400000012')
    expect(key).toMatch(/^[\w-]{22}$/)
    expect(await seal.indexKey('8615400000012')).toBe(key)
    expect(await seal.indexKey('8615400000013')).not.toBe(key)
    expect(await createSeal(await sealingOf(2)).indexKey('8615400000012')).not.toBe(key)
  })
})

describe('keys that a page has taken over', () => {
  it('are wiped where they came from, can be used, and can not be read back', async () => {
    const bytes = { seal: new Uint8Array(32).fill(5), index: new Uint8Array(32).fill(6) }
    const { sealKey, indexKey } = await importSealing(bytes)
    expect([...bytes.seal, ...bytes.index].every((byte) => byte === 0)).toBe(true)
    for (const key of [sealKey, indexKey]) {
      expect(key.extractable).toBe(false)
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
    }
  })
})

describe('base64', () => {
  it('gives back any bytes, also more than a call takes arguments', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    }))
    const large = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
    expect(Buffer.compare(fromBase64(toBase64(large)), large)).toBe(0)
  })
})
