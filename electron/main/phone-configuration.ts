import { createHash } from 'node:crypto'
import type { Access, PhoneConfiguration } from '../../shared/ipc/values'
import { domainProblem, hostOfServer } from '../../shared/settings/pbx-address'
import { serversOf } from '../../shared/settings/settings'
import type { ServerTrust } from '../../shared/settings/server-trust'
import type { Mode, Settings } from '../../shared/settings/settings'
import type { LineAccount } from './shared-desk/desk-account'

/**
 * What line the phone runs. A seat nobody has signed in to registers nowhere, or the queue would ring an empty chair; one that is
 * locked does, or an agent who waits for a call without touching a key would miss it. An
 * account that no line can be opened with is a reason for none and never an error: signing in must work all the same.
 */
export function phoneConfiguration(
  mode: Mode | null,
  access: Access,
  settings: Settings,
  account: LineAccount | 'none' | 'unusable',
): PhoneConfiguration {
  const { ring, audio, ringTimeoutSeconds } = settings
  const basics = { ring, audio, ringTimeoutSeconds, isLocked: access.state === 'locked' }
  const none = (reason: Extract<PhoneConfiguration, { kind: 'none' }>['reason']) =>
    ({ kind: 'none', reason, ...basics }) as const
  if (mode === null) return none('mode-not-chosen')
  if (mode === 'practice') return { kind: 'practice', ...basics }
  if (access.state !== 'signed-in' && access.state !== 'locked') return none('not-signed-in')
  if (account === 'none') return none('desk-gives-none')
  if (account === 'unusable') return none('desk-gives-unusable')
  const { sip, password } = account
  const { serverUrl, user, domain, iceServers, trust } = sip
  if (serverUrl === '' || user === '') return none('no-account')
  const host = hostOfServer(serverUrl)
  if (host === null || domainProblem(domain) !== null) return none('account-unusable')
  if (password === null) return none('no-password')
  return {
    kind: 'sip',
    ...basics,
    serverUrls: [...serversOf(sip)],
    trustMark: markOf(trust),
    user,
    domain: domain === '' ? host : domain,
    password,
    displayName: access.agent.name,
    iceServers,
    secondCalls: settings.secondCalls,
  }
}

/** The same for the same trust; the page that reads hostile messages need not know what that is. */
function markOf({ fingerprints, authorities }: ServerTrust): string {
  return createHash('sha256').update(JSON.stringify([fingerprints, authorities])).digest('hex')
}
