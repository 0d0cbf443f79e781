import type { Context } from 'hono'
import type { z } from 'zod'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { Result } from '../../../shared/lib/result'
import { parseInput, parseJson, statusOfError } from './desk-errors'

/** Parses the body, performs, and answers with what came of it. */
export async function answer<T>(
  c: Context,
  schema: z.ZodType<T>,
  perform: (input: T) => Promise<Result<object, DeskError>>,
): Promise<Response> {
  const json = parseJson(await c.req.text())
  if (!json.ok) return fail(c, json.error)
  const input = parseInput(schema, json.value)
  if (!input.ok) return fail(c, input.error)
  const result = await perform(input.value)
  return result.ok ? c.json(result.value) : fail(c, result.error)
}

export function fail(c: Context, error: DeskError): Response {
  return c.json(error, statusOfError[error.code])
}
