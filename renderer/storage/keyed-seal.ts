import { toBase64 } from './base64'
import type { Place, Seal } from './seal'

/** The set of algorithms that a record was sealed with; its first byte. Another set (SM4 and SM3) would be another number. */
export const suite = 1
const ivBytes = 12
/** Half of an HMAC-SHA-256: two of a million numbers meet by chance once in 10^26 (RFC 2104, section 5). */
const indexBytes = 16

/** Neither of them can be read back out of the browser engine. */
export interface SealKeys {
  readonly sealKey: CryptoKey
  readonly indexKey: CryptoKey
}

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { fatal: true }) }

/**
 * Suite 1: AES-256-GCM (NIST SP 800-38D) with a random IV and the place as additional data; look-up keys by HMAC-SHA-256.
 * A sealed record is its suite (1 byte), the IV (12), the ciphertext and the tag (16).
 */
export function createKeyedSeal({ sealKey, indexKey }: SealKeys): Seal {
  return {
    async seal(place, record) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
      const cipher = await crypto.subtle.encrypt(parametersOf(place, iv), sealKey, utf8.encoder.encode(JSON.stringify(record)))
      const sealed = new Uint8Array(1 + ivBytes + cipher.byteLength)
      sealed[0] = suite
      sealed.set(iv, 1)
      sealed.set(new Uint8Array(cipher), 1 + ivBytes)
      return sealed
    },
    async open(place, sealed) {
      if (!(sealed instanceof Uint8Array) || sealed[0] !== suite) throw new Error('not a sealed record')
      const iv = sealed.slice(1, 1 + ivBytes)
      const plain = await crypto.subtle.decrypt(parametersOf(place, iv), sealKey, sealed.slice(1 + ivBytes))
      return JSON.parse(utf8.decoder.decode(plain)) as unknown
    },
    async indexKey(plain) {
      const mac = await crypto.subtle.sign('HMAC', indexKey, utf8.encoder.encode(plain))
      return toBase64(new Uint8Array(mac, 0, indexBytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    },
  }
}

function parametersOf({ table, id, version }: Place, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  // JSON of a list: no two places have the same text.
  return { name: 'AES-GCM', iv, additionalData: utf8.encoder.encode(JSON.stringify([suite, table, id, version])) }
}
