import type { App, Certificate, WebContents } from 'electron'
import type { RefusedCertificate } from '../../shared/ipc/refused-certificate'
import type { Clock, EpochMs, Timers } from '../../shared/lib/clock'
import type { ServerTrust } from '../../shared/settings/server-trust'
import { fingerprintOf, judgeCertificate } from './judge-certificate'

/** What Chromium says (net_error_list.h) where only a known authority is missing. */
const authorityInvalid = 'net::ERR_CERT_AUTHORITY_INVALID'
const commonNameInvalid = 'net::ERR_CERT_COMMON_NAME_INVALID'
const dateInvalid = 'net::ERR_CERT_DATE_INVALID'

const secureProtocols: ReadonlySet<string> = new Set(['wss:', 'https:'])

/** The line tries again every few seconds; a refusal that is not repeated for so long is over. */
const refusalLastsMs = 20_000
/** No server sends more certificates than this. */
const longestChain = 10

export interface ServerCertificatePorts {
  readonly clock: Clock
  readonly timers: Timers
  /** Whether it is the page that may be let in. */
  isPage(contents: WebContents): boolean
  /** Addresses of its servers, wss or https; only their certificates are judged here. */
  serverUrls(): readonly string[]
  trust(): ServerTrust
  /** Null: nothing is in the way any more. */
  onRefused(refused: RefusedCertificate | null): void
}

export interface ServerCertificates {
  refused(): RefusedCertificate | null
  /** The addresses or the trust have changed: what was refused before says nothing any more. */
  forget(): void
}

/**
 * Judges the certificates of a page's servers that Chromium does not take: of the PBX for the phone, of a shared desk for the console.
 *
 * SECURITY: Chromium's own verdict comes first; only a missing authority can be made up for, by the settings, and only for
 * that page on its way to a server of its own. Every other fault and everybody else stays refused. Not by
 * `setCertificateVerifyProc`: Chromium keeps its answers for half an hour, so that neither a fingerprint that was just
 * entered nor one that was just taken away would count.
 */
export function watchServerCertificates(app: Pick<App, 'on'>, ports: ServerCertificatePorts): ServerCertificates {
  let last: RefusedCertificate | null = null
  let end = { cancel: () => {} }

  function tell(next: RefusedCertificate | null): void {
    end.cancel()
    if (next !== null) end = ports.timers.after(refusalLastsMs, () => tell(null))
    if (JSON.stringify(next) === JSON.stringify(last)) return
    last = next
    ports.onRefused(next)
  }

  function judge(host: string, fault: string, certificate: Certificate): boolean {
    const refused = judgeServer({ host, fault, certificate, trust: ports.trust(), now: ports.clock.now() })
    if (refused === 'trusted') {
      if (last?.host === host) tell(null)
      return true
    }
    if (refused !== null) tell(refused)
    return false
  }

  app.on('certificate-error', (event, contents, url, fault, certificate, answer) => {
    const isServer = ports.isPage(contents) && ports.serverUrls().some((known) => isSameServer(known, url))
    if (!isServer) return
    event.preventDefault()
    answer(judge(new URL(url).hostname, fault, certificate))
  })

  return { refused: () => last, forget: () => tell(null) }
}

export interface CertificateInQuestion {
  readonly host: string
  /** What Chromium says is wrong with it, `net::ERR_CERT_…`. */
  readonly fault: string
  readonly certificate: Certificate
  readonly trust: ServerTrust
  readonly now: EpochMs
}

/** Whether the settings make up for the fault; null: refused, and it can't be read. */
export function judgeServer({ host, fault, certificate, trust, now }: CertificateInQuestion): RefusedCertificate | 'trusted' | null {
  const verdict = fault === authorityInvalid
    ? judgeCertificate(chainOf(certificate), host, trust, now)
    : { kind: 'refused' as const, reason: reasonOf(fault) }
  if (verdict.kind === 'trusted') return 'trusted'
  const fingerprint = fingerprintOf(certificate.data)
  return fingerprint === null ? null : { host, fingerprint, reason: verdict.reason }
}

function isSameServer(known: string, url: string): boolean {
  const [one, other] = [new URL(known), new URL(url)]
  return secureProtocols.has(one.protocol) && one.protocol === other.protocol && one.host === other.host
}

function reasonOf(fault: string): RefusedCertificate['reason'] {
  if (fault === commonNameInvalid) return 'other-host'
  return fault === dateInvalid ? 'out-of-date' : 'unfit'
}

/** The certificates that the server sent, its own first. */
function chainOf(certificate: Certificate): readonly string[] {
  const chain: string[] = []
  let next: Certificate | undefined | null = certificate
  for (; next != null && chain.length < longestChain; next = next.issuerCert) chain.push(next.data)
  return chain
}
