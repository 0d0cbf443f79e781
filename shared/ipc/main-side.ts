import { err } from '../lib/result'
import type { Result } from '../lib/result'
import { contract } from './contract'
import type { BorderFailure, CallDefinition, PageDefinition } from './definition'
import type { AnswerOf, CallName, FailureOf, RequestOf, Role } from './page-api'

type Answering<R extends Role, N extends CallName<R>> = Result<AnswerOf<R, N>, FailureOf<R, N>>

/** One handler for every call of a page; a missing one is a compile error. */
export type Handlers<R extends Role> = {
  readonly [N in CallName<R>]: (request: RequestOf<R, N>) => Answering<R, N> | Promise<Answering<R, N>>
}

/** What went wrong at the border, for the log: names and paths only, never the values. */
export type BorderProblem =
  | { readonly kind: 'bad-request' | 'bad-answer'; readonly role: Role; readonly call: string; readonly paths: readonly string[] }
  | { readonly kind: 'handler-threw'; readonly role: Role; readonly call: string; readonly error: unknown }

/** Answers one call by name, parsing request and answer. Never rejects. */
export type Answerer = (name: string, request: unknown) => Promise<Result<unknown, { code: string }>>

export function createAnswerer<R extends Role>(
  role: R,
  handlers: Handlers<R>,
  report: (problem: BorderProblem) => void,
): Answerer {
  const page: PageDefinition = contract[role]
  return async (name, received) => {
    const definition = Object.hasOwn(page.calls, name) ? page.calls[name] : undefined
    if (definition === undefined) return fail('bad-request')
    const request = definition.request.safeParse(received)
    if (!request.success) {
      report({ kind: 'bad-request', role, call: name, paths: request.error.issues.map((issue) => issue.path.join('.')) })
      return fail('bad-request')
    }
    const handle = handlers[name as CallName<R>] as (request: unknown) => unknown
    try {
      const answer = checkAnswer(definition, (await handle(request.data)) as Result<unknown, { code: string }>)
      if (answer.problems !== null) report({ kind: 'bad-answer', role, call: name, paths: answer.problems })
      return answer.result
    } catch (error) {
      report({ kind: 'handler-threw', role, call: name, error })
      return fail('unexpected')
    }
  }
}

function checkAnswer(definition: CallDefinition, answer: Result<unknown, { code: string }>) {
  const parsed = answer.ok ? definition.answer.safeParse(answer.value) : definition.failure.safeParse(answer.error)
  if (!parsed.success) {
    return { result: fail('bad-answer'), problems: parsed.error.issues.map((issue) => issue.path.join('.')) }
  }
  const result = answer.ok ? { ok: true as const, value: parsed.data } : err(parsed.data as { code: string })
  return { result, problems: null }
}

function fail(code: BorderFailure['code']): Result<never, BorderFailure> {
  return err({ code })
}
