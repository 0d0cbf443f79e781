import { z } from 'zod'

/** What main says when a call did not reach its handler or the handler did not keep its word. */
export const borderFailureSchema = z.object({
  code: z.enum([
    /** The request does not have the shape of the contract. */
    'bad-request',
    /** The sender is not the page that this call is made for. */
    'not-allowed',
    /** The answer does not have the shape of the contract. */
    'bad-answer',
    /** The handler threw; the log knows more. */
    'unexpected',
  ]),
})
export type BorderFailure = z.infer<typeof borderFailureSchema>

/** One call of a page: what it sends, what it gets, and the ways it can fail that the page has words for. */
export interface CallDefinition {
  readonly request: z.ZodType
  readonly answer: z.ZodType
  readonly failure: z.ZodType<{ code: string }>
}

export interface PageDefinition {
  readonly calls: Readonly<Record<string, CallDefinition>>
  /** Main to page. A page that was not there misses it and asks for the state instead. */
  readonly events: Readonly<Record<string, z.ZodType>>
}

/** No request, no answer. */
export const nothing = z.undefined()

/** A call that can fail only at the border. */
export function call<Request extends z.ZodType, Answer extends z.ZodType>(request: Request, answer: Answer) {
  return { request, answer, failure: borderFailureSchema }
}

/** A call with failures of its own, told apart by `code`. */
export function callThatFails<
  Request extends z.ZodType,
  Answer extends z.ZodType,
  Failure extends z.ZodType<{ code: string }>,
>(request: Request, answer: Answer, failure: Failure) {
  return { request, answer, failure: z.union([borderFailureSchema, failure]) }
}

/** A failure that is a code and nothing else. */
export function codes<const Codes extends readonly [string, ...string[]]>(...list: Codes) {
  return z.object({ code: z.enum(list) })
}
