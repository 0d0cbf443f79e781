import type { DatabaseAddress } from '../store/connection'

const usualPort = 5432

/**
 * Reads the address of a database as libpq writes it (documentation of PostgreSQL 15, 34.1.1.2 Connection URIs): `sslmode`, `sslrootcert`,
 * `host` (the folder of a socket), `user` and `password` in its query, everything else there is passed over. Null when it is none.
 *
 * @param readText gives null for a file that can't be read
 */
export function readDatabaseUrl(text: string, readText: (file: string) => string | null): DatabaseAddress | null {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') return null
  const database = decode(url.pathname.slice(1))
  const host = url.searchParams.get('host') ?? decode(url.hostname)
  const user = decode(url.username) || url.searchParams.get('user')
  const password = url.searchParams.get('password') ?? decode(url.password)
  if (!database || !host || !user || password === null) return null
  const tls = tlsOf(url.searchParams, readText)
  if (tls === null) return null
  return { host, port: url.port === '' ? usualPort : Number(url.port), user, password, database, ...(tls === 'none' ? {} : { tls }) }
}

function tlsOf(query: URLSearchParams, readText: (file: string) => string | null): NonNullable<DatabaseAddress['tls']> | 'none' | null {
  const mode = query.get('sslmode') ?? 'disable'
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return 'none'
  if (mode === 'require') return { ca: null }
  if (mode !== 'verify-full' && mode !== 'verify-ca') return null
  const file = query.get('sslrootcert')
  const ca = file === null ? null : readText(file)
  return ca === null ? null : { ca }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
