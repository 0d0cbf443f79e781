import { randomUUID } from 'node:crypto'
import { session } from 'electron'
import type { Session } from 'electron'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'
import type { DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { Clock } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { err, ok } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import { judgeServer } from '../server-certificates'
import type { AskDesk, DeskQuestion } from './desk-request'

const longestWaitMs = 10_000
/** Answers to Chromium's question about a certificate. */
const [trusted, asChromiumSays] = [0, -3]

interface Asking {
  readonly session: Session
  refused: RefusedCertificate | null
}

/**
 * Asks through Chromium, with the system's proxies and authorities, as the console's page does.
 *
 * SECURITY: each address with its trust has a session of its own, in memory alone: Chromium keeps its verdicts for half an hour per
 * session, and a fingerprint that was just taken away must not count any more. What is let in there is nothing to any page.
 */
export function createNetDeskRequest(clock: Clock): AskDesk {
  const sessions = new Map<string, Asking>()

  function askingFor({ origin, trust }: SharedDeskSettings): Asking {
    const key = JSON.stringify([origin, trust])
    const known = sessions.get(key)
    if (known !== undefined) return known
    const asking: Asking = { session: session.fromPartition(`desk-${randomUUID()}`), refused: null }
    const { hostname } = new URL(origin)
    asking.session.setCertificateVerifyProc(({ hostname: host, certificate, verificationResult, errorCode }, answer) => {
      if (errorCode === 0 || host !== hostname) return answer(asChromiumSays)
      const judged = judgeServer({ host, fault: verificationResult, certificate, trust, now: clock.now() })
      asking.refused = judged === 'trusted' ? null : judged
      answer(judged === 'trusted' ? trusted : asChromiumSays)
    })
    sessions.set(key, asking)
    return asking
  }

  return async (desk, question) => {
    const asking = askingFor(desk)
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), longestWaitMs)
    try {
      const response = await asking.session.fetch(`${desk.origin}${question.path}`, { ...requestOf(question), signal: limit.signal })
      return ok({ status: response.status, json: parseJson(await response.text()) })
    } catch (error) {
      return err(limit.signal.aborted ? { code: 'timed-out' } : troubleOf(error, desk.origin, asking.refused))
    } finally {
      clearTimeout(timer)
    }
  }
}

function requestOf({ method, token, body }: DeskQuestion): RequestInit {
  return {
    method,
    headers: {
      'Cache-Control': 'no-store',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // Not even a desk may send a password elsewhere.
    redirect: 'error',
    credentials: 'omit',
  }
}

type PlainTrouble = Exclude<DeskTrouble['code'], 'certificate'>

/** What Chromium says (net_error_list.h). */
const troubles: Readonly<Record<string, PlainTrouble>> = {
  ERR_NAME_NOT_RESOLVED: 'not-found',
  ERR_NAME_RESOLUTION_FAILED: 'not-found',
  ERR_ICANN_NAME_COLLISION: 'not-found',
  ERR_CONNECTION_REFUSED: 'refused',
  ERR_CONNECTION_TIMED_OUT: 'timed-out',
  ERR_TIMED_OUT: 'timed-out',
  ERR_SSL_PROTOCOL_ERROR: 'not-https',
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: 'not-https',
  ERR_INVALID_HTTP_RESPONSE: 'not-a-desk',
  ERR_EMPTY_RESPONSE: 'not-a-desk',
  ERR_RESPONSE_HEADERS_TOO_BIG: 'not-a-desk',
}

/** Chromium's network tells its errors by name in the message, and nowhere else. */
function troubleOf(error: unknown, origin: string, refused: RefusedCertificate | null): DeskTrouble {
  const name = /net::(ERR_\w+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
  if (name.startsWith('ERR_CERT_')) return { code: 'certificate', refused }
  const code = troubles[name] ?? 'unreachable'
  return { code: code === 'not-a-desk' && origin.startsWith('https:') ? 'not-https' : code }
}
