import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { modeSchema } from '../../shared/settings/settings'
import { parseJson } from '../../shared/lib/parse-json'
import { err, ok, type Result } from '../../shared/lib/result'
import { deriveKey, scryptCost, type ScryptCost } from './vault-keys'

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes)

/** The version alone: of a later file nothing else is known. */
const anyHeaderSchema = z.object({ format: z.literal('lingxi-unsent'), version: z.int().positive() })

/**
 * The first line of a file of unsent work, as JSON, readable by anybody: nothing in it is about a person. Behind its newline
 * stands AES-256-GCM of the content with its tag at the end; the line itself is authenticated with it (AAD).
 */
const headerSchema = z.object({
  format: z.literal('lingxi-unsent'),
  version: z.literal(1),
  mode: modeSchema,
  /** Milliseconds since the epoch. */
  made: z.int().nonnegative(),
  seat: z.string().regex(/^\d{4}$/),
  drafts: z.int().nonnegative(),
  submissions: z.int().nonnegative(),
  /** A file that asks for more than this is none of ours; opening it would stop the program. */
  scrypt: z.object({ N: z.int().min(2 ** 14).max(2 ** 18).refine((cost) => Number.isInteger(Math.log2(cost))), r: z.literal(8), p: z.literal(1), salt: base64(16) }),
  /** Tells a wrong passphrase from a damaged file. Trying one against it costs as much as against the content. */
  check: base64(16),
  iv: base64(12),
})
type Header = z.infer<typeof headerSchema>

export type UnsentFileFacts = Pick<Header, 'mode' | 'made' | 'seat' | 'drafts' | 'submissions'>

export interface UnsentFile {
  readonly facts: UnsentFileFacts
  open(passphrase: string): Promise<Result<string, { readonly code: 'wrong-passphrase' | 'damaged' }>>
}

const tagBytes = 16
/** More than a seat writes in a year without its desk. */
export const mostFileBytes = 64 * 1024 * 1024
const longestHeader = 4_096

export async function sealUnsentFile(content: string, facts: UnsentFileFacts, passphrase: string, costs: Pick<Header['scrypt'], 'N'> = scryptCost): Promise<Buffer> {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const parameters = { ...scryptCost, ...costs }
  const { key, check } = await derive(passphrase, salt, parameters)
  const header: Header = {
    format: 'lingxi-unsent', version: 1, ...facts,
    scrypt: { ...parameters, salt: salt.toString('base64') },
    check: check.toString('base64'),
    iv: iv.toString('base64'),
  }
  const line = Buffer.from(`${JSON.stringify(header)}\n`)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(line)
  return Buffer.concat([line, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Reads what can be read without the passphrase. */
export function readUnsentFile(bytes: Buffer): Result<UnsentFile, { readonly code: 'damaged' | 'newer-version' }> {
  const end = bytes.subarray(0, longestHeader).indexOf('\n')
  const json = end === -1 ? null : parseJson(bytes.subarray(0, end).toString('utf8'))
  const any = anyHeaderSchema.safeParse(json)
  if (any.success && any.data.version > 1) return err({ code: 'newer-version' })
  const header = headerSchema.safeParse(json)
  const sealed = bytes.subarray(end + 1)
  if (!header.success || sealed.length < tagBytes) return err({ code: 'damaged' })
  const { mode, made, seat, drafts, submissions } = header.data
  return ok({ facts: { mode, made, seat, drafts, submissions }, open: (passphrase) => openContent(bytes.subarray(0, end + 1), header.data, sealed, passphrase) })
}

async function openContent(line: Buffer, header: Header, sealed: Buffer, passphrase: string): ReturnType<UnsentFile['open']> {
  const { key, check } = await derive(passphrase, Buffer.from(header.scrypt.salt, 'base64'), header.scrypt)
  if (!timingSafeEqual(check, Buffer.from(header.check, 'base64'))) return err({ code: 'wrong-passphrase' })
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.iv, 'base64'), { authTagLength: tagBytes })
  decipher.setAAD(line)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    return ok(Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]).toString('utf8'))
  } catch {
    return err({ code: 'damaged' })
  }
}

interface Derived {
  readonly key: Buffer
  readonly check: Buffer
}

async function derive(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Derived> {
  const bytes = await deriveKey(passphrase, salt, cost, 64)
  return { key: bytes.subarray(0, 32), check: createHash('sha256').update(bytes.subarray(32)).digest().subarray(0, 16) }
}
