import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileKeyOf, isSealOfHead, openChunks, sealChunks, sealOfHead } from '../../../../electron/desk/backup/sealed-chunks'

const key = fileKeyOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(9))
const chunk = 65_536
const sealedChunk = chunk + 16

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const seal = (bytes: Uint8Array, piece = 50_000) => collect(sealChunks(key, inPieces(bytes, piece)))
const open = (bytes: Uint8Array, piece = 50_000) => collect(openChunks(key, inPieces(bytes, piece)))
const damaged = { code: 'damaged' }

describe('sealed chunks', () => {
  it('give back every length of content, in whatever pieces both come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 1), fc.nat(3 * chunk)),
        fc.integer({ min: 1_000, max: 200_000 }), fc.integer({ min: 1_000, max: 200_000 }),
        async (length, wrote, read) => {
          const content = randomBytes(length)
          expect((await open(await seal(content, wrote), read)).equals(content)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are refused when cut off at the border of any chunk, or anywhere else', async () => {
    const sealed = await seal(randomBytes(3 * chunk + 100))
    for (const length of [0, sealedChunk, 2 * sealedChunk, 3 * sealedChunk, 5, sealedChunk + 1, sealed.length - 1]) {
      await expect(open(sealed.subarray(0, length))).rejects.toMatchObject(damaged)
    }
  })

  it('are refused when any one bit is another', async () => {
    const sealed = await seal(randomBytes(2 * chunk + 100))
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(sealed)
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        await expect(open(changed)).rejects.toMatchObject(damaged)
      }),
      { numRuns: 60 },
    )
  })

  it('are refused in another order, doubled, with one left out, or with something after the end', async () => {
    const sealed = await seal(randomBytes(2 * chunk + 100))
    const [first, second, last] = [0, 1, 2].map((place) => sealed.subarray(place * sealedChunk, (place + 1) * sealedChunk)) as [Buffer, Buffer, Buffer]
    for (const parts of [[second, first, last], [first, first, second, last], [first, last], [first, second, last, last], [first, second, last, Buffer.of(0)]]) {
      await expect(open(Buffer.concat(parts))).rejects.toMatchObject(damaged)
    }
  })

  it('of two files with the same content and backup key have nothing in common, and do not fit into one another', async () => {
    const other = fileKeyOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(10))
    const content = randomBytes(chunk + 100)
    const [mine, theirs] = [await seal(content), await collect(sealChunks(other, inPieces(content, chunk)))]
    await expect(open(Buffer.concat([mine.subarray(0, sealedChunk), theirs.subarray(sealedChunk)]))).rejects.toMatchObject(damaged)
  })
})

describe('the seal of the head', () => {
  it('fits its own head and key alone', () => {
    const head = Buffer.from('LINGXI-BACKUP\n{}\n')
    const made = sealOfHead(key, head)
    expect(isSealOfHead(key, head, made)).toBe(true)
    expect(isSealOfHead(key, Buffer.from('LINGXI-BACKUP\n{ }\n'), made)).toBe(false)
    expect(isSealOfHead(fileKeyOf(new Uint8Array(32), new Uint8Array(32)), head, made)).toBe(false)
  })
})
