import type { Session } from 'electron'
import type { Role } from '../../shared/ipc/page-api'
import { pageOfUrl } from './app-protocol'

/** A permission as asked for; `media` names the kinds of a media request, empty where Chromium does not say. */
export interface PermissionQuestion {
  readonly page: Role | null
  readonly permission: string
  readonly media: readonly string[]
}

/**
 * SECURITY: only our own pages get anything, and each only what its work needs: the phone the microphone (never a camera),
 * the choice of loudspeaker and the headset's buttons; the console notifications and copying. The rest is refused.
 */
export function isPermitted({ page, permission, media }: PermissionQuestion): boolean {
  if (page === 'phone') {
    if (permission === 'media') return media.length > 0 && media.every((kind) => kind === 'audio')
    return permission === 'speaker-selection' || permission === 'hid'
  }
  return page === 'console' && (permission === 'notifications' || permission === 'clipboard-sanitized-write')
}

/** Answers requests, and also the silent checks, without which Chromium hides the addresses of our own media. */
export function lockPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isPermitted({ page: pageOfUrl(details.requestingUrl), permission, media }))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType]
    return isPermitted({ page: pageOfUrl(requestingOrigin), permission, media })
  })
  session.setDevicePermissionHandler(
    ({ deviceType, origin }) => deviceType === 'hid' && isPermitted({ page: pageOfUrl(origin), permission: 'hid', media: [] }),
  )
}
