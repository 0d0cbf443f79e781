import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { RefusedCertificate } from '../../shared/ipc/refused-certificate'
import type { EpochMs } from '../../shared/lib/clock'
import { certificatesIn } from '../../shared/settings/server-trust'
import type { ServerTrust } from '../../shared/settings/server-trust'

export type CertificateVerdict = { readonly kind: 'trusted' } | { readonly kind: 'refused'; readonly reason: RefusedCertificate['reason'] }

/** Longest way from a server's certificate to its authority; longer ones are made to keep somebody busy. */
const longestChain = 6
/** RFC 5280, section 4.2.1.12: what a certificate may be used for, where it says so. */
const serverAuthentication = '1.3.6.1.5.5.7.3.1'

/**
 * Judges a server's certificate that no authority known to the system vouches for. `chain` is what the server sent, as PEM,
 * its own certificate first.
 *
 * SECURITY: a fingerprint or an authority from the settings replaces the missing authority and nothing else: the name must be
 * that of the server (RFC 6125), every certificate on the way within its time, and each signed by the next one, which must be
 * allowed to sign (RFC 5280, section 6.1; policies and name constraints are not looked at).
 */
export function judgeCertificate(chain: readonly string[], host: string, trust: ServerTrust, now: EpochMs): CertificateVerdict {
  const sent = readCertificates(chain)
  const [own] = sent ?? []
  if (sent === null || own === undefined) return refused('unfit')
  const authorities = readCertificates(certificatesIn(trust.authorities)) ?? []
  const isTrusted = trust.fingerprints.includes(own.fingerprint256) || isVouchedFor(own, sent.slice(1), authorities, now)
  if (!isTrusted) return refused(trust.fingerprints.length > 0 || authorities.length > 0 ? 'not-the-pinned' : 'unknown')
  if (!isFor(own, host)) return refused('other-host')
  return isInTime(own, now) ? { kind: 'trusted' } : refused('out-of-date')
}

/** SHA-256 of a certificate as people compare it; null when it is none. */
export function fingerprintOf(pem: string): string | null {
  return readCertificates([pem])?.[0]?.fingerprint256 ?? null
}

/** Whether certificates from the settings can be read, and all of them may sign others. */
export function areAuthorities(pem: string): boolean {
  return readCertificates(certificatesIn(pem))?.every((certificate) => certificate.ca) ?? false
}

function isVouchedFor(own: X509Certificate, sent: readonly X509Certificate[], authorities: readonly X509Certificate[], now: EpochMs): boolean {
  const uses = own.keyUsage
  if (uses !== undefined && uses.length > 0 && !uses.includes(serverAuthentication)) return false
  let current = own
  for (let steps = 0; steps < longestChain; steps += 1) {
    const signs = (other: X509Certificate) => hasSigned(other, current) && isInTime(other, now)
    if (authorities.some(signs)) return true
    const next = sent.find((other) => signs(other) && other.fingerprint256 !== current.fingerprint256)
    if (next === undefined) return false
    current = next
  }
  return false
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function isFor(certificate: X509Certificate, host: string): boolean {
  if (isIP(host) !== 0) return certificate.checkIP(host) !== undefined
  return certificate.checkHost(host, { subject: 'never', partialWildcards: false }) !== undefined
}

function isInTime({ validFrom, validTo }: X509Certificate, now: EpochMs): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo)
}

function readCertificates(pems: readonly string[]): readonly X509Certificate[] | null {
  try {
    return pems.map((pem) => new X509Certificate(pem))
  } catch {
    return null
  }
}

function refused(reason: RefusedCertificate['reason']): CertificateVerdict {
  return { kind: 'refused', reason }
}
