import { z } from 'zod'

/**
 * What is wrong with a fingerprint or with certificates that somebody typed or pasted. `fingerprint`: not the 32 bytes of a
 * SHA-256. `pem`: no certificates in their text form (RFC 7468), or more of them than anybody has.
 */
export type TrustProblem = 'fingerprint' | 'pem'

const longestPem = 40_000
const mostFingerprints = 8
const certificateBlock = /-----BEGIN CERTIFICATE-----\s+(?:[A-Za-z0-9+/=]+\s+)+-----END CERTIFICATE-----/g

/** The one way in which a SHA-256 fingerprint is kept and shown: `AB:CD:…`, 32 pairs. */
export const fingerprintSchema = z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)

/** Reads a fingerprint as openssl, a browser or an administrator writes it, with or without colons; null when it is none. */
export function readFingerprint(text: string): string | null {
  const digits = text.replace(/^\s*sha-?256(?:\s+fingerprint)?\s*[:=]/i, '').replace(/[\s:]/g, '').toUpperCase()
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null
}

/** Several fingerprints, one a line or with commas between them; null as soon as one of them is none. */
export function readFingerprints(text: string): readonly string[] | null {
  const typed = text.split(/[\n,;，；]/).filter((part) => part.trim() !== '')
  const read = typed.map(readFingerprint).filter((fingerprint) => fingerprint !== null)
  return read.length === typed.length && read.length <= mostFingerprints ? read : null
}

/** The certificates in a text, one after the other as they stand there. What is between them counts for nothing. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(certificateBlock) ?? []
}

/** Certificates of an authority; empty = none. Whether they can be read as certificates is looked at where that is possible. */
export function authorityProblem(pem: string): TrustProblem | null {
  if (pem.trim() === '') return null
  return pem.length <= longestPem && certificatesIn(pem).length > 0 ? null : 'pem'
}

/**
 * By what the certificate of the PBX is trusted when no authority known to the system vouches for it: SHA-256 fingerprints of
 * the server's own certificate, and authorities (PEM) that may have signed it.
 */
export const serverTrustSchema = z.object({
  fingerprints: z.array(fingerprintSchema).max(mostFingerprints),
  authorities: z.string().refine((pem) => authorityProblem(pem) === null),
})
export type ServerTrust = z.infer<typeof serverTrustSchema>
