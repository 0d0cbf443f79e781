import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto'

/** Cost of one try: about 128 MiB and a third of a second on an office PC (RFC 7914). */
export const scryptCost = { N: 2 ** 17, r: 8, p: 1 } as const
export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number }

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

export function deriveKey(password: string, salt: Uint8Array, { N, r, p }: ScryptCost, length = keyBytes): Promise<Buffer> {
  // The same word typed by two input methods may differ in its code points (Unicode Annex 15).
  const normalised = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(normalised, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

export function newDataKey(): Buffer {
  return randomBytes(keyBytes)
}

/** A key under another one; ciphertext and tag in one piece. */
export interface WrappedKey {
  readonly iv: Buffer
  readonly wrapped: Buffer
}

/** AES-256-GCM with a random IV (NIST SP 800-38D); `bound` has to be the same when it is unwrapped. */
export function wrapKey(wrapping: Uint8Array, key: Uint8Array, bound: string): WrappedKey {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', wrapping, iv).setAAD(Buffer.from(bound))
  return { iv, wrapped: Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]) }
}

/** Null when it was wrapped with another key or for something else, or has been changed. */
export function unwrapKey(wrapping: Uint8Array, { iv, wrapped }: WrappedKey, bound: string): Buffer | null {
  if (iv.length !== ivBytes || wrapped.length !== keyBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', wrapping, iv).setAAD(Buffer.from(bound)).setAuthTag(wrapped.subarray(keyBytes))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(0, keyBytes)), decipher.final()])
  } catch {
    return null
  }
}

/** A key of its own for each use, by HKDF-SHA-256 (RFC 5869): who has one of them has no other. */
export function keyFor(use: 'seal' | 'index' | 'own', dataKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `lingxi/1/${use}`, keyBytes))
}
