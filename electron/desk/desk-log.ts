/**
 * A line of the desk's log: what happened, with codes, counts and durations.
 * SECURITY: never a body, a header, a query, an error's text or anything else that a person or a caller may have given.
 */
export interface DeskLogEntry {
  readonly event: string
  readonly [fact: string]: string | number | boolean | null
}

export type DeskLog = (entry: DeskLogEntry) => void

/** What may be told of an error that nobody foresaw: its class and its code (SQLSTATE or errno). */
export function errorFacts(error: unknown): { error: string; errorCode: string } {
  if (!(error instanceof Error)) return { error: typeof error, errorCode: '' }
  const code: unknown = 'code' in error ? error.code : ''
  return { error: error.name, errorCode: typeof code === 'string' ? code : '' }
}
