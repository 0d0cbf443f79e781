/** Why a shared desk does not start, as a person with a shell can mend it; the words are in `deskServer.json`. */
export type ServerProblemCode =
  | 'database-missing'
  | 'database-malformed'
  | 'database-away'
  | 'database-refuses'
  | 'database-not-there'
  | 'secret-missing'
  | 'secret-short'
  | 'secret-other'
  | 'database-not-durable'
  | 'schema-newer'
  | 'tls-half'
  | 'tls-unusable'
  | 'file-unreadable'
  | 'listen-malformed'
  | 'listen-in-clear'
  | 'address-taken'
  | 'address-not-here'
  | 'connections-malformed'
  | 'metrics-token-short'
  | 'queue-malformed'
  | 'recordings-unreadable'
  | 'recordings-kept-unusable'
  | 'recordings-kept-inside'
  | 'sms-half'
  | 'sms-url-malformed'
  | 'sms-in-clear'
  | 'sms-token-malformed'
  | 'command-unknown'
  | 'login-malformed'
  | 'login-taken'
  | 'audit-broken'
  | 'mapping-malformed'
  | 'history-unreadable'
  | 'restore-missing'
  | 'restore-same'
  | 'restore-differs'

/** SECURITY: `values` are names of files, addresses and numbers; never a password, never an URL of a database. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem'

  constructor(
    readonly code: ServerProblemCode,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code)
  }
}

/** What trying again may mend; a service manager leaves the rest alone (sysexits.h: EX_CONFIG 78, EX_UNAVAILABLE 69). */
const passing: ReadonlySet<ServerProblemCode> = new Set<ServerProblemCode>(['database-away', 'address-taken'])

export function exitCodeOf({ code }: ServerProblem): number {
  if (code === 'audit-broken' || code === 'restore-differs') return 1
  return passing.has(code) ? 69 : 78
}

/** SQLSTATE and errno of a database that can't be opened, as what to do about it. */
export function problemOfDatabase(error: unknown): ServerProblem | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (typeof code !== 'string') return error instanceof Error && /timeout/i.test(error.message) ? new ServerProblem('database-away') : null
  if (/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|57P0[123]|08...|53300)$/.test(code)) return new ServerProblem('database-away')
  if (code === '3D000') return new ServerProblem('database-not-there')
  if (/^(28...|42501)$/.test(code)) return new ServerProblem('database-refuses')
  return null
}
