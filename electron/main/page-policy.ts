import type { Role } from '../../shared/ipc/page-api'

/** Where the pages may connect to in this run. Null: nowhere. */
export interface PageConnections {
  /** `http://127.0.0.1:<port>`, of this run's desk, or the origin of a shared one. */
  readonly deskOrigin: string | null
  /** ws or wss URLs of the PBX's servers; none in practice and while no account is set up. */
  readonly pbxUrls: readonly string[]
}

/**
 * Content-Security-Policy (CSP level 3) of a page.
 *
 * SECURITY: nothing by default; code and style only from files of our own, never inline, never `eval`; console and wall
 * reach the desk, the phone the configured PBX, the ring window nothing.
 */
export function contentSecurityPolicy(page: Role, connections: PageConnections): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'media-src': page === 'phone' ? ["'self'", 'blob:'] : ["'none'"],
    'connect-src': ["'self'", ...reachable(page, connections)],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/** Everything that a page is answered with besides its media type. */
export function pageHeaders(page: Role, connections: PageConnections): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(page, connections),
    'Permissions-Policy': permissionsPolicy(page),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  }
}

function reachable(page: Role, { deskOrigin, pbxUrls }: PageConnections): readonly string[] {
  if ((page === 'console' || page === 'wall') && deskOrigin !== null) return [deskOrigin]
  return page === 'phone' ? pbxUrls : []
}

function permissionsPolicy(page: Role): string {
  const own = page === 'phone' ? '(self)' : '()'
  const never = ['camera', 'display-capture', 'geolocation', 'midi', 'payment', 'serial', 'usb']
  return [`microphone=${own}`, `hid=${own}`, ...never.map((feature) => `${feature}=()`)].join(', ')
}
