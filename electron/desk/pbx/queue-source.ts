import { z } from 'zod'
import { DeskFailure } from '../desk-failure'
import type { AmiAddress } from './ami-connection'

/** Where a desk hears of its queues. */
export type QueueSource =
  | { readonly kind: 'asterisk'; readonly address: AmiAddress; readonly homeArea: string }
  /** A morning that nobody lived, from a script. */
  | { readonly kind: 'practice' }

/** SECURITY: from the environment of the desk alone; they are never told to a console and never written down. */
export const queueEnvironment = {
  /** `tcp://host:port` of the PBX's manager interface. Without it the desk has no queues. */
  url: 'LINGXI_AMI_URL',
  user: 'LINGXI_AMI_USER',
  secret: 'LINGXI_AMI_SECRET',
  /** Area code of the hotline with its 0: numbers of the own city come without it. */
  homeArea: 'LINGXI_HOME_AREA',
} as const

const oneLine = z.string().regex(/^[^\r\n\0]{1,200}$/)
const environmentSchema = z.object({
  [queueEnvironment.url]: z.string().regex(/^tcp:\/\/(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/),
  [queueEnvironment.user]: oneLine,
  [queueEnvironment.secret]: oneLine,
  [queueEnvironment.homeArea]: z.string().regex(/^0\d{2,3}$/).default('023'),
})

/** Null when nothing is said of a PBX. @throws DeskFailure `config-invalid`, naming the variables and nothing of their values */
export function readQueueSource(env: Readonly<Record<string, string | undefined>>): QueueSource | null {
  if (env[queueEnvironment.url] === undefined) return null
  const parsed = environmentSchema.safeParse(env)
  if (!parsed.success) throw new DeskFailure('config-invalid', parsed.error.issues.map((issue) => issue.path.join('.')).join(' '))
  const { hostname, port } = new URL(parsed.data[queueEnvironment.url].replace(/^tcp:/, 'http:'))
  const address = {
    host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port),
    user: parsed.data[queueEnvironment.user], secret: parsed.data[queueEnvironment.secret],
  }
  return { kind: 'asterisk', address, homeArea: parsed.data[queueEnvironment.homeArea] }
}
