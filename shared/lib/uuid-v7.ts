import type { Clock } from './clock'

/** Makes identifiers that sort by the time they were made (RFC 9562, section 5.7). */
export type NewId = () => string

/**
 * A UUIDv7 maker. `randomBytes(10)` fills the random part; the clock gives the 48-bit timestamp.
 * Two ids of the same millisecond are ordered by a counter in rand_a (RFC 9562, section 6.2, method 1).
 */
export function createUuidV7(clock: Clock, randomBytes: (count: number) => Uint8Array): NewId {
  let lastMs = 0
  let sequence = 0
  return () => {
    const now = clock.now()
    if (now > lastMs) {
      lastMs = now
      sequence = 0
    } else if (++sequence > 0xfff) {
      lastMs += 1
      sequence = 0
    }
    const bytes = new Uint8Array(16)
    bytes.set(randomBytes(10), 6)
    for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(lastMs / 2 ** (8 * (5 - i))) & 0xff
    bytes[6] = 0x70 | (sequence >> 8)
    bytes[7] = sequence & 0xff
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
