import type { QueueOffer, RemoteIdentity } from '../../../shared/calls/call'
import { identityLimits } from '../../../shared/calls/call-schemas'
import { waysIn, type Supervision } from '../../../shared/calls/supervision'

/** Nothing is looked for beyond this; far more than the limits of what is passed on. */
const longestHeader = 4096

/** All values of a header of one request, as they came. */
export type HeaderValues = (name: string) => readonly string[]

export interface ReadIdentity {
  readonly remote: RemoteIdentity
  /** As the PBX tells it; what it leaves out is null. */
  readonly offer: QueueOffer
  /** Something was cut, or held characters that no honest header has. */
  readonly suspicious: boolean
}

/**
 * What an INVITE says of its caller, as raw text of bounded length. Nothing is believed or made pretty here: numbers are
 * read by `shared/callers`, and no screen may use these texts as HTML.
 */
export function readIdentity(headers: HeaderValues): ReadIdentity {
  let suspicious = false
  const take = (value: string | null, limit: number): string | null => {
    if (value === null) return null
    const clean = withoutControls(value)
    if (clean !== value || clean.length > limit) suspicious = true
    return cut(clean.trim(), limit)
  }
  const from = splitNameAddr((headers('from')[0] ?? '').slice(0, longestHeader))
  const asserted = headers('p-asserted-identity').join(', ').slice(0, longestHeader)
  return {
    remote: {
      from: take(from.uri, identityLimits.from) ?? '',
      displayName: take(from.displayName, identityLimits.displayName),
      assertedIdentity: asserted === '' ? null : take(asserted, identityLimits.assertedIdentity),
      privacy: take(headers('privacy')[0] ?? null, identityLimits.privacy),
    },
    offer: {
      queue: take(headers('x-queue')[0] || null, identityLimits.queue),
      queueCallId: take(headers('x-call-id')[0] || null, identityLimits.queueCallId),
      waitedSeconds: readSeconds(headers('x-queue-wait')[0]),
      // A ring of no time at all is no limit.
      ringSeconds: readSeconds(headers('x-ring-timeout')[0]) || null,
      answerAfterSeconds: readAnswerAfter(headers),
      supervises: readSupervision(headers('x-supervises')[0]),
    },
    suspicious,
  }
}

/** `Call-Info: <uri>;answer-after=2`, or an `Alert-Info` that names auto-answer, as PBXs ask a telephone to answer by itself. */
function readAnswerAfter(headers: HeaderValues): number | null {
  const asked = /;\s*answer-after\s*=\s*(\d{1,5})/i.exec(headers('call-info').join(', ').slice(0, longestHeader))?.[1]
  if (asked !== undefined) return readSeconds(asked)
  return /\b(?:alert-)?auto-?\s?answer\b|\bring-?answer\b/i.test(headers('alert-info').join(', ').slice(0, longestHeader)) ? 0 : null
}

/** `X-Supervises: listen 1001`: how, and the extension whose call is heard. */
function readSupervision(value: string | undefined): Supervision | null {
  const [, how, extension] = /^\s*(\S{1,20})\s+(\d{1,20})\s*$/.exec(value?.slice(0, longestHeader) ?? '') ?? []
  const known = waysIn.find((way) => way === how)
  return known === undefined || extension === undefined ? null : { how: known, extension }
}

/** Seconds of a day at most; anything else is not believed. */
function readSeconds(value: string | undefined): number | null {
  if (value === undefined || !/^\d{1,5}$/.test(value)) return null
  return Math.min(Number(value), 86_400)
}

/**
 * Splits a name-addr or addr-spec (RFC 3261, section 20.20) without trusting its grammar: a header that breaks the rules
 * still shows what it holds.
 */
export function splitNameAddr(value: string): { readonly displayName: string | null; readonly uri: string } {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"\s*/.exec(value)
  const rest = quoted === null ? value : value.slice(quoted[0].length)
  const open = rest.indexOf('<')
  const close = rest.indexOf('>', open + 1)
  const inBrackets = open >= 0
  const uri = inBrackets ? rest.slice(open + 1, close < 0 ? undefined : close) : (rest.split(';')[0] ?? '')
  const name = quoted === null ? (inBrackets ? rest.slice(0, open) : '') : unescapeQuoted(quoted[1] ?? '')
  return { displayName: name.trim() === '' ? null : name.trim(), uri: uri.trim() }
}

/** quoted-pair = "\" (%x00-09 / %x0B-0C / %x0E-7F), RFC 3261, section 25.1. */
function unescapeQuoted(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}

/** Controls, and the invisible marks that turn the direction of text round. */
function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
}

/** Never cuts a surrogate pair in two. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit)
}
