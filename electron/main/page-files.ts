import type { Role } from '../../shared/ipc/page-api'

/** What the pages are made of. Anything else is not served, whatever lies in the folder. */
const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wasm: 'application/wasm',
}

export interface PageFile {
  /** Relative to the folder of built pages, with slashes. */
  readonly path: string
  readonly mediaType: string
}

/**
 * The file behind a path of `app://<page>`: `/` is the page itself, everything else lies under the common folder.
 * Null for what is not served.
 *
 * SECURITY: no segment may lead upwards or hide a separator, encoded or not; no page is served under another's origin.
 */
export function pageFile(page: Role, pathname: string): PageFile | null {
  if (pathname === '/' || pathname === '/index.html') {
    return { path: `${page}/index.html`, mediaType: 'text/html; charset=utf-8' }
  }
  const segments = decodePath(pathname)?.split('/').slice(1)
  if (!segments || !segments.every((segment) => /^[\w@+~-][\w@+~.-]*$/.test(segment))) return null
  const extension = segments.at(-1)?.match(/\.([a-z0-9]+)$/)?.[1]
  const mediaType = extension === undefined ? undefined : mediaTypes[extension]
  return mediaType === undefined ? null : { path: segments.join('/'), mediaType }
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}
