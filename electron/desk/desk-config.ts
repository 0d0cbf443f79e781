import { z } from 'zod'
import { deskAuthorSchema, deskEnvironment, minTokenLength } from '../../shared/desk-api/desk-process'
import type { Author } from '../../shared/tickets/ticket-event'
import { DeskFailure } from './desk-failure'

export interface DeskConfig {
  readonly deskDir: string
  readonly port: number
  readonly token: string
  readonly author: Author
  readonly practice: boolean
  /** Null = those that came with the program. */
  readonly postgresPrograms: string | null
}

const authorJson = z.string().transform((text, context) => {
  try {
    return deskAuthorSchema.parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'no author' })
    return z.NEVER
  }
})

const environmentSchema = z.object({
  [deskEnvironment.data]: z.string().min(1),
  [deskEnvironment.port]: z.coerce.number().int().min(0).max(65_535).default(0),
  [deskEnvironment.token]: z.string().min(minTokenLength),
  [deskEnvironment.author]: authorJson,
  [deskEnvironment.practice]: z.enum(['0', '1']).default('0'),
  [deskEnvironment.postgresPrograms]: z.string().min(1).optional(),
})

/** @throws DeskFailure `config-invalid`, naming the variables and nothing of their values */
export function readDeskConfig(env: Readonly<Record<string, string | undefined>>): DeskConfig {
  const parsed = environmentSchema.safeParse(env)
  if (!parsed.success) {
    throw new DeskFailure('config-invalid', parsed.error.issues.map((issue) => issue.path.join('.')).join(' '))
  }
  const values = parsed.data
  return {
    deskDir: values[deskEnvironment.data],
    port: values[deskEnvironment.port],
    token: values[deskEnvironment.token],
    author: { kind: 'agent', ...values[deskEnvironment.author] },
    practice: values[deskEnvironment.practice] === '1',
    postgresPrograms: values[deskEnvironment.postgresPrograms] ?? null,
  }
}
