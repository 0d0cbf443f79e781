import type { Page } from '@playwright/test'
import type { AnswerOf, CallName, EventName, FailureOf, RequestOf, Role } from '../../shared/ipc/page-api'
import type { Result } from '../../shared/lib/result'

/** Calls main as the page of that role would. */
export async function askMain<R extends Role, N extends CallName<R>>(
  page: Page,
  _role: R,
  name: N,
  request: RequestOf<R, N>,
): Promise<Result<AnswerOf<R, N>, FailureOf<R, N>>> {
  const answer = await page.evaluate(
    ([call, value]) => {
      const { lingxi } = window as unknown as { lingxi: Record<string, (request: unknown) => Promise<unknown>> }
      return lingxi[call as string]?.(value)
    },
    [name, request] as const,
  )
  return answer as Result<AnswerOf<R, N>, FailureOf<R, N>>
}

/** Starts to collect an event in the page; the returned function tells what has come so far. */
export async function hearMain<R extends Role>(page: Page, _role: R, name: EventName<R>): Promise<() => Promise<unknown[]>> {
  const kept = `heard-${name}`
  await page.evaluate(
    ([event, key]) => {
      const heard: unknown[] = []
      const scope = window as unknown as Record<string, unknown>
      scope[key as string] = heard
      const { on } = scope['lingxi'] as { on: Record<string, (listener: (value: unknown) => void) => void> }
      on[event as string]?.((value) => heard.push(value))
    },
    [name, kept] as const,
  )
  return () => page.evaluate((key) => (window as unknown as Record<string, unknown[]>)[key] ?? [], kept)
}
