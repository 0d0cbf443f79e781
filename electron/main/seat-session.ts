import { session } from 'electron'
import type { Session } from 'electron'
import type { Mode } from '../../shared/settings/settings'
import { serveApp } from './app-protocol'
import type { PageConnections } from './page-policy'
import { lockPermissions } from './permissions'

/**
 * The browser session of a mode: practice keeps its drafts and cache in another place than real work, on disk and for
 * good.
 */
export function openSeatSession(mode: Mode | null, pagesFolder: string, connections: () => PageConnections): Session {
  const seatSession = session.fromPartition(`persist:${mode ?? 'first-start'}`)
  serveApp(seatSession, pagesFolder, connections)
  lockPermissions(seatSession, connections)
  // SECURITY: no page of ours downloads anything; what leaves the seat goes through a dialogue of its own.
  seatSession.on('will-download', (event) => event.preventDefault())
  seatSession.setSpellCheckerEnabled(false)
  return seatSession
}
