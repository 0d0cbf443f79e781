import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { agentSchema } from '../../shared/ipc/values'
import type { Agent } from '../../shared/ipc/values'
import { writeDurably } from './durable-file'

/** Cost of one try: about 128 MiB and a third of a second on an office PC (RFC 7914; N, r and p stand in the file). */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)

const passwordFileSchema = z.object({
  version: z.literal(1),
  agent: agentSchema,
  scrypt: z.object({
    N: z.int().min(2).max(2 ** 20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: base64,
    hash: base64,
  }),
})
type PasswordFile = z.infer<typeof passwordFileSchema>

/** The one agent of a desk on this PC and how to recognise the password. */
export interface AgentPassword {
  readonly agent: Agent
  matches(password: string): Promise<boolean>
}

/** Null when none has been set up. @throws when the file is there and can't be understood. */
export async function readPasswordFile(file: string): Promise<AgentPassword | null> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  })
  return content === null ? null : fromFile(passwordFileSchema.parse(JSON.parse(content)))
}

/** Sets up the agent; durable when it settles. The password itself stands nowhere. */
export async function writePasswordFile(file: string, agent: Agent, password: string): Promise<AgentPassword> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost, 32)
  const content: PasswordFile = {
    version: 1,
    agent,
    scrypt: { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') },
  }
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`)
  return fromFile(content)
}

function fromFile({ agent, scrypt: verifier }: PasswordFile): AgentPassword {
  const hash = Buffer.from(verifier.hash, 'base64')
  const salt = Buffer.from(verifier.salt, 'base64')
  return {
    agent,
    async matches(password) {
      return timingSafeEqual(await derive(password, salt, verifier, hash.length), hash)
    },
  }
}

function derive(
  password: string,
  salt: Uint8Array,
  { N, r, p }: { N: number; r: number; p: number },
  length: number,
): Promise<Buffer> {
  // The same word typed by two input methods may differ in its code points (Unicode Annex 15).
  const normalised = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(normalised, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
