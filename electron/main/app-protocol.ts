import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CustomScheme, Session } from 'electron'
import { contract } from '../../shared/ipc/contract'
import type { Role } from '../../shared/ipc/page-api'
import { pageFile } from './page-files'
import { pageHeaders } from './page-policy'
import type { PageConnections } from './page-policy'

/**
 * `app://console`, `app://phone`, `app://ring`, `app://wall`: every page has an origin of its own.
 *
 * SECURITY: no page is ever loaded from file:// or from a network.
 */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
}

export function pageUrl(page: Role): string {
  return `app://${page}/index.html`
}

/** The page whose origin this address belongs to; null for every other address. */
export function pageOfUrl(address: string): Role | null {
  const origin = /^app:\/\/([a-z]+)(?:\/|$)/.exec(address)?.[1]
  return origin !== undefined && Object.hasOwn(contract, origin) ? (origin as Role) : null
}

/** Serves the built pages from `folder` to one session. `connections` is asked at each page load, for its policy. */
export function serveApp(session: Session, folder: string, connections: () => PageConnections): void {
  session.protocol.handle('app', (request) => answer(request, folder, connections()))
}

async function answer(request: Request, folder: string, connections: PageConnections): Promise<Response> {
  const page = pageOfUrl(request.url)
  if (page === null || request.method !== 'GET') return new Response(null, { status: 404 })
  const headers = pageHeaders(page, connections)
  const file = pageFile(page, new URL(request.url).pathname)
  if (file === null) return new Response(null, { status: 404, headers })
  try {
    const content = await readFile(path.join(folder, file.path))
    return new Response(new Uint8Array(content), { headers: { ...headers, 'Content-Type': file.mediaType } })
  } catch {
    return new Response(null, { status: 404, headers })
  }
}
