import type { Session } from '../../../shared/desk-api/sessions'
import type { ServerTrust } from '../../../shared/settings/server-trust'
import { sipSettingsSchema } from '../../../shared/settings/settings'
import type { Settings } from '../../../shared/settings/settings'

/** The SIP account of a seat, whoever gives it. */
export interface LineAccount {
  readonly sip: Settings['sip']
  readonly password: string | null
}

/**
 * The account as the desk gives it; what the PBX's certificate is measured by is this seat's own. Never written to the disk in clear.
 *
 * SECURITY: the addresses go into the policy of the phone's page, so they are measured like typed ones.
 */
export function accountFromDesk(given: Session['sip'], trust: ServerTrust): LineAccount | 'none' | 'unusable' {
  if (given === null) return 'none'
  const [serverUrl = '', ...standbyUrls] = given.serverUrls
  const sip = sipSettingsSchema.safeParse({ serverUrl, standbyUrls, trust, user: given.user, domain: given.domain, iceServers: given.iceServers })
  return sip.success && serverUrl !== '' && given.user !== '' ? { sip: sip.data, password: given.password } : 'unusable'
}
