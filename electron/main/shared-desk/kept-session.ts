import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sessionSchema } from '../../../shared/desk-api/sessions'
import { parseJson } from '../../../shared/lib/parse-json'
import { writeDurably } from '../durable-file'

/** What the desk said when it last let this person in, for the days without it. */
const keptSessionSchema = z.object({
  session: sessionSchema,
  lastWithDeskAt: z.int(),
  lastSeenAt: z.int(),
  mustBeOnline: z.boolean(),
})
export type KeptSession = z.infer<typeof keptSessionSchema>

const [ivBytes, tagBytes] = [12, 16]

/**
 * Keeps a session on the disk, the telephone's password among it; durable when it settles.
 *
 * SECURITY: AES-256-GCM under a key that only this person's password opens. `store` is bound to it: no other person's file fits.
 */
export async function keepSession(file: string, store: string, key: Uint8Array, kept: KeptSession): Promise<void> {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(store))
  await writeDurably(file, Buffer.concat([iv, cipher.update(JSON.stringify(kept), 'utf8'), cipher.final(), cipher.getAuthTag()]))
}

/** Null when there is none, or it is not as it was written: then only the desk can say who this is. */
export async function readKeptSession(file: string, store: string, key: Uint8Array): Promise<KeptSession | null> {
  const sealed = await readFile(file).catch(() => null)
  if (sealed === null || sealed.length < ivBytes + tagBytes) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes)).setAAD(boundTo(store)).setAuthTag(sealed.subarray(-tagBytes))
    const text = Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8')
    return keptSessionSchema.parse(parseJson(text))
  } catch {
    return null
  }
}

function boundTo(store: string): Buffer {
  return Buffer.from(JSON.stringify(['kept-session', 1, store]))
}
