import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { DAY_MS } from '../../../shared/callers/local-day'
import type { GoLiveFinding } from '../../../shared/golive/go-live-sheet'
import type { ServerConfig } from '../server/server-config'

/** How long a PBX may take to show its certificate. */
const patienceMs = 3_000
/** Servers that are looked at; a seat has at most five. */
const mostServers = 8

export interface CertificateLook {
  /** The desk's own; null where it serves none. */
  readonly tls: ServerConfig['tls']
  /** Addresses of the telephone servers, as the seats have them. */
  readonly servers: readonly string[]
  /** Days that each has to be good for yet. */
  readonly days: number
  readonly now: number
}

type Seen = { readonly place: string; readonly until: number }

/**
 * The certificates of the desk and of the telephone servers that seats register at, by their own dates. Who signed them is for the consoles
 * to judge; here it is only asked until when they are good.
 */
export async function lookAtCertificates({ tls, servers, days, now }: CertificateLook): Promise<GoLiveFinding> {
  const found = (code: string, facts: GoLiveFinding['facts'] = {}, isGood = false): GoLiveFinding => ({ isGood, code, facts })
  const places = [...new Set(servers)].slice(0, mostServers)
  const inClear = places.find((place) => !place.startsWith('wss:'))
  const seen: Seen[] = []
  if (tls === null) return found('certificate-desk-unseen')
  try {
    seen.push({ place: 'desk', until: Date.parse(new X509Certificate(readFileSync(tls.certificateFile)).validTo) })
  } catch {
    return found('certificate-desk-unseen')
  }
  if (inClear !== undefined) return found('certificate-in-clear', { place: hostOf(inClear) })
  for (const place of places) {
    const until = await validUntil(place)
    if (until === null) return found('certificate-unseen', { place: hostOf(place) })
    seen.push({ place: hostOf(place), until })
  }
  const first = seen.reduce((one, other) => (other.until < one.until ? other : one))
  const facts = { place: first.place, until: first.until, count: seen.length }
  return first.until - now < days * DAY_MS ? found('certificate-soon', facts) : found('certificates-good', facts, true)
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}

/** Null when nobody shows one in time. Nothing is sent and nothing believed: the connection ends after its date was read. */
function validUntil(address: string): Promise<number | null> {
  if (!URL.canParse(address)) return Promise.resolve(null)
  const { hostname, port } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port === '' ? 443 : port), ...(isIP(host) === 0 ? { servername: host } : {}), rejectUnauthorized: false, timeout: patienceMs })
    const settle = (until: number | null) => {
      socket.destroy()
      resolve(until)
    }
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to)
      settle(Number.isFinite(until) ? until : null)
    })
    socket.once('timeout', () => settle(null))
    socket.once('error', () => settle(null))
  })
}
