import { createHash, timingSafeEqual } from 'node:crypto'

const scheme = 'Bearer '

/**
 * Checks `Authorization: Bearer <token>`.
 * SECURITY: hashes of equal length are compared in constant time, so that the answer's delay says nothing of the token.
 */
export function createBearerCheck(token: string): (header: string | undefined) => boolean {
  const expected = digest(token)
  return (header) => {
    if (header === undefined || !header.startsWith(scheme)) return false
    return timingSafeEqual(digest(header.slice(scheme.length)), expected)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}
