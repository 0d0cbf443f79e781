import { z } from 'zod'

/** A caller who abuses the line, or the agent. */
export const warningSchema = z.object({ kind: z.enum(['abuse', 'obscene']), at: z.number().int().nonnegative() })
export type Warning = z.infer<typeof warningSchema>

/** More of them than any rule asks for. */
export const mostWarnings = 9

/** How many warnings come before the agent may end such a call; the lead looks at it afterwards. */
const warningsFirst = { abuse: 2, obscene: 1 } as const satisfies Readonly<Record<Warning['kind'], number>>

/** What one more of it means: it is said to the caller, or the agent ends the call. */
export function nextWarning(given: readonly Warning[], kind: Warning['kind']): 'say' | 'end' {
  return given.length < warningsFirst[kind] ? 'say' : 'end'
}
