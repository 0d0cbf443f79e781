import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { RestoreFailure } from './restore-failure'

/**
 * How a backup is sealed: AES-256-GCM in chunks of 64 KiB, each under its number and whether it is the last one (the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015, with the nonce of age-encryption.org/v1). A chunk that
 * was changed, moved or left out, and an end that came too early, are found; memory holds a chunk or two, whatever the size.
 *
 * Every file has a key of its own, derived from the backup key and a random salt, so that a nonce is never used twice under one.
 */
const algorithm = 'aes-256-gcm'
const chunkBytes = 65_536
const nonceBytes = 12
export const tagBytes = 16

/** No chunk has this nonce: the last byte of theirs is 0 or 1. */
const headNonce = Buffer.alloc(nonceBytes, 0xff)

/** @param salt 32 random bytes that stand in the head of the file */
export function fileKeyOf(backupKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', backupKey, salt, 'lingxi backup file 1', 32))
}

/** The seal over what can be read without a key. */
export function sealOfHead(fileKey: Uint8Array, head: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, fileKey, headNonce).setAAD(head)
  cipher.final()
  return cipher.getAuthTag()
}

/** False: another key, or another head. */
export function isSealOfHead(fileKey: Uint8Array, head: Uint8Array, seal: Uint8Array): boolean {
  try {
    createDecipheriv(algorithm, fileKey, headNonce).setAAD(head).setAuthTag(seal).final()
    return true
  } catch {
    return false
  }
}

export async function* sealChunks(fileKey: Uint8Array, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let number = 0
  for await (const { chunk, isLast } of inChunks(pieces, chunkBytes)) {
    const cipher = createCipheriv(algorithm, fileKey, nonceOf(number, isLast))
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    number += 1
  }
}

/** @throws RestoreFailure `damaged`, at the first chunk that is not the next one of this file; those before it are given first */
export async function* openChunks(fileKey: Uint8Array, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let number = 0
  for await (const { chunk, isLast } of inChunks(pieces, chunkBytes + tagBytes)) {
    yield openChunk(fileKey, chunk, nonceOf(number, isLast))
    number += 1
  }
}

function openChunk(fileKey: Uint8Array, chunk: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (chunk.length < tagBytes) throw new RestoreFailure('damaged', 'cut off')
  const sealed = chunk.subarray(0, chunk.length - tagBytes)
  const decipher = createDecipheriv(algorithm, fileKey, nonce).setAuthTag(chunk.subarray(sealed.length))
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()])
  } catch {
    throw new RestoreFailure('damaged', 'seal broken')
  }
}

/** Eleven bytes of the chunk's number, big-endian, then 1 for the last chunk. */
function nonceOf(number: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUIntBE(number, nonceBytes - 7, 6)
  nonce.writeUInt8(isLast ? 1 : 0, nonceBytes - 1)
  return nonce
}

/** All of `size` bytes but the last one, which is known only when something follows or nothing does. */
async function* inChunks(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ chunk: Uint8Array; isLast: boolean }> {
  let pending: Uint8Array = new Uint8Array()
  for await (const piece of pieces) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece])
    let from = 0
    for (; pending.length - from > size; from += size) yield { chunk: pending.subarray(from, from + size), isLast: false }
    pending = pending.subarray(from)
  }
  yield { chunk: pending, isLast: true }
}
