import type { Session } from 'electron'
import type { Role } from '../../shared/ipc/page-api'
import { isLoopbackOrigin } from '../../shared/settings/desk-address'
import { pageOfUrl } from './app-protocol'
import type { PageConnections } from './page-policy'

/** A permission as asked for; `media` names the kinds of a media request, empty where Chromium does not say. */
export interface PermissionQuestion {
  readonly page: Role | null
  readonly permission: string
  readonly media: readonly string[]
}

/**
 * SECURITY: only our own pages get anything, and each only what its work needs: the phone the microphone (never a camera),
 * the choice of loudspeaker and the headset's buttons; the console notifications and copying; each of them, and the wall, the network
 * that its server lies in. The rest is refused.
 */
export function isPermitted({ page, permission, media }: PermissionQuestion, connections: PageConnections): boolean {
  if (isNearNetwork(permission)) return networksOf(page, connections).includes(permission)
  if (page === 'phone') {
    if (permission === 'media') return media.length > 0 && media.every((kind) => kind === 'audio')
    return permission === 'speaker-selection' || permission === 'hid'
  }
  return page === 'console' && (permission === 'notifications' || permission === 'clipboard-sanitized-write')
}

/**
 * Requests to addresses of this PC and of the local network (WICG, Local Network Access). The first name is the older one,
 * for both; the others tell them apart.
 */
const nearNetworks = ['local-network-access', 'loopback-network', 'local-network'] as const
type NearNetwork = (typeof nearNetworks)[number]

function isNearNetwork(permission: string): permission is NearNetwork {
  return (nearNetworks as readonly string[]).includes(permission)
}

/**
 * The question does not say where the request goes. SECURITY: that is the policy's part (`page-policy.ts`), which lets each
 * page reach its own servers; a name of the PBX, or of a shared desk, may stand for any address.
 */
function networksOf(page: Role | null, { deskOrigin, pbxUrls }: PageConnections): readonly NearNetwork[] {
  if ((page === 'console' || page === 'wall') && deskOrigin !== null) return isLoopbackOrigin(deskOrigin) ? ['local-network-access', 'loopback-network'] : nearNetworks
  return page === 'phone' && pbxUrls.length > 0 ? nearNetworks : []
}

/**
 * Answers requests, and also the silent checks, without which Chromium hides the addresses of our own media.
 * `connections` is asked at every question.
 */
export function lockPermissions(session: Session, connections: () => PageConnections): void {
  const isAllowed = (question: PermissionQuestion) => isPermitted(question, connections())
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isAllowed({ page: pageOfUrl(details.requestingUrl), permission, media }))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType]
    return isAllowed({ page: pageOfUrl(requestingOrigin), permission, media })
  })
  session.setDevicePermissionHandler(
    ({ deviceType, origin }) => deviceType === 'hid' && isAllowed({ page: pageOfUrl(origin), permission: 'hid', media: [] }),
  )
}
