/** What may be told of an error that nobody foresaw. */
export interface ErrorFacts {
  readonly name: string
  /** errno, SQLSTATE and the like; null where there is none. */
  readonly code: string | null
}

/**
 * The class of an error and its code.
 * SECURITY: never its message. JSON.parse quotes the file it was given, a SIP parser the caller's name.
 */
export function errorFacts(error: unknown): ErrorFacts {
  if (typeof error !== 'object' || error === null) return { name: typeof error, code: null }
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown }
  return { name: isWord(name) ? name : 'Error', code: isWord(code) ? code : null }
}

/** One short word: what is longer, or has blanks or Chinese in it, was made from something else than the program. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z][\w-]{0,59}$/.test(value)
}
