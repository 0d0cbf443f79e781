import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from '../../shared/lib/parse-json'
import { deriveKey, newDataKey, scryptCost, unwrapKey, wrapKey } from './vault-keys'
import type { ScryptCost } from './vault-keys'

/** The key that seals backups, 32 bytes, and what each of them holds so that the password gives it again anywhere. */
export interface BackupSecret {
  readonly key: Uint8Array
  readonly envelope: string
}

const boundTo = 'backup envelope 1'

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/).transform((text) => Buffer.from(text, 'base64'))

/** Costs are bounded: the file may come from anybody. */
const envelopeSchema = z.object({
  version: z.literal(1),
  N: z.int().min(2).max(2 ** 20).refine((cost) => Number.isInteger(Math.log2(cost))),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: base64,
  iv: base64,
  wrapped: base64,
})

/**
 * A key of its own for the backups of this run, wrapped by what scrypt makes of the password.
 * SECURITY: it follows from no other key and opens backups alone; the envelope says nothing of whose it is.
 */
export async function newBackupSecret(password: string, { N, r, p }: ScryptCost = scryptCost): Promise<BackupSecret> {
  const [key, salt] = [newDataKey(), randomBytes(16)]
  const wrapped = wrapKey(await deriveKey(password, salt, { N, r, p }), key, boundTo)
  const texts = Object.entries({ salt, ...wrapped }).map(([name, bytes]) => [name, bytes.toString('base64')])
  return { key, envelope: JSON.stringify({ version: 1, N, r, p, ...Object.fromEntries(texts) }) }
}

/** Null when the password is wrong, or this is no envelope. */
export async function openBackupEnvelope(envelope: string, password: string): Promise<Uint8Array | null> {
  const parsed = envelopeSchema.safeParse(parseJson(envelope))
  if (!parsed.success) return null
  const { salt, iv, wrapped, ...cost } = parsed.data
  return unwrapKey(await deriveKey(password, salt, cost), { iv, wrapped }, boundTo)
}
