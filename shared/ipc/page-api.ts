import type { z } from 'zod'
import type { Result } from '../lib/result'
import type { Contract } from './contract'

/** Each page has one role, one origin (`app://<role>`) and its own part of the contract. */
export type Role = keyof Contract

export type CallName<R extends Role> = keyof Contract[R]['calls'] & string
export type EventName<R extends Role> = keyof Contract[R]['events'] & string

type CallOf<R extends Role, N extends CallName<R>> = Contract[R]['calls'][N]
type OutputOf<S> = S extends z.ZodType ? z.output<S> : never

export type RequestOf<R extends Role, N extends CallName<R>> =
  CallOf<R, N> extends { readonly request: infer S } ? OutputOf<S> : never
export type AnswerOf<R extends Role, N extends CallName<R>> =
  CallOf<R, N> extends { readonly answer: infer S } ? OutputOf<S> : never
/** The failures of a call, among them those of the border itself (`bad-request`, `not-allowed`, ...). */
export type FailureOf<R extends Role, N extends CallName<R>> =
  CallOf<R, N> extends { readonly failure: infer S } ? OutputOf<S> : never
export type EventOf<R extends Role, N extends EventName<R>> = OutputOf<Contract[R]['events'][N]>

type Ask<Request, Answer> = undefined extends Request ? () => Promise<Answer> : (request: Request) => Promise<Answer>

/**
 * `window.lingxi` of a page. A call never rejects: it settles with a `Result`. `on.<event>(listener)` returns the way
 * to stop listening; an event that came before is not repeated.
 */
export type PageApi<R extends Role> = {
  readonly role: R
  readonly on: { readonly [N in EventName<R>]: (listener: (event: EventOf<R, N>) => void) => () => void }
} & {
  readonly [N in CallName<R>]: Ask<RequestOf<R, N>, Result<AnswerOf<R, N>, FailureOf<R, N>>>
}

/** The `lingxi` of this page's global scope. @throws when the page was opened without its preload or with another's. */
export function lingxiOf<R extends Role>(role: R, scope: object): PageApi<R> {
  const api = (scope as { readonly lingxi?: { readonly role: Role } }).lingxi
  if (api?.role !== role) throw new Error(`this page has no lingxi for "${role}"`)
  return api as unknown as PageApi<R>
}
