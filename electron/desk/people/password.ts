import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { fewAtOnce } from '../../../shared/lib/few-at-once'

/**
 * Passwords at rest: `scrypt$N$r$p$salt$hash`, so that a later cost does not lock out whoever has an older one.
 * N 2^15, r 8 takes 32 MB and some 60 ms here (RFC 7914; OWASP Password Storage names N 2^17 as the better end, which eight
 * agents at the beginning of a shift would pay for with a gigabyte).
 */
const cost = { N: 32_768, r: 8, p: 1 } as const
const keyBytes = 32
/** When a whole shift signs in, one processor stays with those who are at work already. */
const derivedAtOnce = fewAtOnce(Math.max(1, Math.min(4, availableParallelism() - 1)))

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const { N, r, p } = cost
  const hash = await derive(password, salt, cost)
  return ['scrypt', N, r, p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** False also for a hash of no form that is known. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64')
  const found = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) })
  return found.length === expected.length && timingSafeEqual(found, expected)
}

/** Takes as long as a true one: whether there is such a login must not show in the time of the answer. */
export async function hashInVain(password: string): Promise<void> {
  await derive(password, Buffer.alloc(16), cost)
}

/** Without letters and digits that are mistaken for each other; five groups of four are 99 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return derivedAtOnce(() => new Promise((resolve, reject) => {
    // The same letters typed on another keyboard are the same password (RFC 8265, 4.2.2: normal form C).
    scrypt(password.normalize('NFC'), salt, keyBytes, { ...options, maxmem: 256 * 1024 * 1024 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  }))
}
