import { createHash, randomBytes } from 'node:crypto'

/** SECURITY: 256 random bits; only their hash is kept, so that who reads the database can't be anybody. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

const scheme = 'Bearer '

/** Null when the header carries none. */
export function tokenOf(authorization: string | undefined): string | null {
  return authorization?.startsWith(scheme) === true ? authorization.slice(scheme.length) : null
}
