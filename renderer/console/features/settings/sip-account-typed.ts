import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { domainProblem, serverUrlProblem, type AddressProblem } from '../../../../shared/settings/pbx-address'
import { authorityProblem, readFingerprints, type TrustProblem } from '../../../../shared/settings/server-trust'
import { isSameSipAccount, sipSettingsSchema } from '../../../../shared/settings/settings'

const fields = ['serverUrl', 'user', 'domain', 'password', 'standbyUrls', 'fingerprints', 'authorities'] as const

/** What stands in the fields of the account, as it was typed. */
export type TypedAccount = Readonly<Record<(typeof fields)[number], string>>
/** Why a field cannot be saved; its words stand under `settings.sip.wrong.<slip>`. */
export type Slip = AddressProblem | TrustProblem | 'user' | 'password' | 'too-many'

/** Fields that most seats never need: they are folded away. */
export const rareFields: readonly (keyof TypedAccount)[] = ['standbyUrls', 'fingerprints', 'authorities']

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

export function typedOf({ serverUrl, user, domain, standbyUrls, trust }: SipAccount): TypedAccount {
  return { serverUrl, user, domain, password: '', standbyUrls: standbyUrls.join('\n'), fingerprints: trust.fingerprints.join('\n'), authorities: trust.authorities }
}

/** The account as it is saved, without its outer spaces. */
export function changeOf(typed: TypedAccount, { iceServers }: Pick<SipAccount, 'iceServers'>): SipAccountChange {
  return {
    serverUrl: typed.serverUrl.trim(),
    standbyUrls: lines(typed.standbyUrls),
    trust: { fingerprints: [...(readFingerprints(typed.fingerprints) ?? [])], authorities: typed.authorities.trim() },
    user: typed.user.trim(),
    domain: typed.domain.trim(),
    iceServers,
    password: typed.password === '' ? null : typed.password,
  }
}

/** In the order of the fields; a field without a slip is not mentioned. */
export function slipsIn(typed: TypedAccount, account: SipAccount): Partial<Record<keyof TypedAccount, Slip>> {
  const change = changeOf(typed, account)
  const needsPassword = change.serverUrl !== '' && change.user !== '' && account.password !== 'missing' && change.password === null
  const found: Readonly<Record<keyof TypedAccount, Slip | null>> = {
    serverUrl: serverUrlProblem(change.serverUrl),
    user: sipSettingsSchema.shape.user.safeParse(change.user).success ? null : 'user',
    domain: domainProblem(change.domain),
    password: needsPassword && !isSameSipAccount(account, change) ? 'password' : null,
    standbyUrls: standbySlip(change.standbyUrls),
    fingerprints: readFingerprints(typed.fingerprints) === null ? 'fingerprint' : null,
    authorities: authorityProblem(change.trust.authorities),
  }
  return Object.fromEntries(fields.flatMap((field) => (found[field] === null ? [] : [[field, found[field]]])))
}

function standbySlip(urls: readonly string[]): Slip | null {
  const [first] = urls.map(serverUrlProblem).filter((problem) => problem !== null)
  return first ?? (sipSettingsSchema.shape.standbyUrls.safeParse(urls).success ? null : 'too-many')
}
