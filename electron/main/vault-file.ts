import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { agentSchema } from '../../shared/ipc/values'
import { writeDurably } from './durable-file'

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/).transform((text): Buffer => Buffer.from(text, 'base64'))
const cost = { N: z.int().min(2).max(2 ** 20), r: z.int().min(1).max(16), p: z.int().min(1).max(4) }

/** Of the time before sealing: the password only opened the door. What scrypt gave stands in the file, so no key may be made of it. */
const version1 = z.object({
  version: z.literal(1),
  agent: agentSchema,
  scrypt: z.object({ ...cost, salt: base64, hash: base64 }),
})

const version2 = z.object({
  version: z.literal(2),
  /** The set of algorithms: scrypt, AES-256-GCM, HKDF-SHA-256, HMAC-SHA-256. */
  suite: z.literal(1),
  agent: agentSchema,
  scrypt: z.object({ ...cost, salt: base64 }),
  /** The data key, wrapped. There is no hash of the password: a wrong one is a key that does not unwrap. */
  key: z.object({ iv: base64, wrapped: base64 }),
  /** A version that did not seal may have left something here. */
  hasUnsealed: z.boolean(),
})

const vaultFileSchema = z.discriminatedUnion('version', [version1, version2])
export type DoorOnly = z.infer<typeof version1>
export type LockedVault = z.infer<typeof version2>

/** Null when none has been set up. @throws when the file is there and can't be understood, as one of a later version can't. */
export async function readVaultFile(file: string): Promise<DoorOnly | LockedVault | null> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  })
  return content === null ? null : vaultFileSchema.parse(JSON.parse(content))
}

/** Durable when it settles; the old content is there until then. */
export async function writeVaultFile(file: string, { scrypt, key, ...rest }: LockedVault): Promise<void> {
  const content = {
    ...rest,
    scrypt: { ...scrypt, salt: scrypt.salt.toString('base64') },
    key: { iv: key.iv.toString('base64'), wrapped: key.wrapped.toString('base64') },
  }
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`)
}
