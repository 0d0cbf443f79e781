import type { TracedMessage } from '../../../shared/calls/phone-diagnostics'
import { traceLimits } from '../../../shared/calls/phone-diagnostics'
import type { Clock } from '../../../shared/lib/clock'

export type SipDirection = TracedMessage['direction']

/** The last SIP messages of this page, with nothing in them that belongs to a person. */
export interface SipTrace {
  note(direction: SipDirection, text: string): void
  /** Oldest first. */
  messages(): readonly TracedMessage[]
}

/** More than the head of any honest message. */
const mostRead = 8192

export function createSipTrace(clock: Clock): SipTrace {
  const kept: TracedMessage[] = []
  return {
    note(direction, text) {
      kept.push({ at: clock.now(), direction, ...describe(text.slice(0, mostRead)) })
      if (kept.length > traceLimits.messages) kept.shift()
    },
    messages: () => [...kept],
  }
}

/**
 * SECURITY: what may stay of a message is listed here, header by header; everything else is left out, above all bodies,
 * display names and `Authorization`. Values that tell messages apart (Call-ID, tags, branches) become fingerprints, since
 * devices put numbers and addresses of persons into them.
 */
const readers: Readonly<Record<string, (value: string) => string>> = {
  'call-id': fingerprint,
  i: fingerprint,
  via: (value) => `branch ${fingerprint(parameter(value, 'branch'))}`,
  v: (value) => `branch ${fingerprint(parameter(value, 'branch'))}`,
  from: address,
  f: address,
  to: address,
  t: address,
  contact: address,
  m: address,
  'refer-to': address,
  'referred-by': address,
  'p-asserted-identity': address,
  cseq: (value) => /^\d{1,10} [A-Z]{3,10}$/.exec(value)?.[0] ?? '?',
  expires: digits,
  'min-expires': digits,
  'retry-after': digits,
  'content-length': digits,
  l: digits,
  'max-forwards': digits,
  'x-ring-timeout': digits,
  'x-queue-wait': digits,
  reason: (value) => `${/^\s*(SIP|Q\.850)/i.exec(value)?.[1] ?? '?'} ${/cause\s*=\s*(\d{1,3})/i.exec(value)?.[1] ?? '?'}`,
  'content-type': (value) => /^[a-z]{1,20}\/[a-z0-9.+-]{1,40}/i.exec(value)?.[0] ?? '?',
  c: (value) => /^[a-z]{1,20}\/[a-z0-9.+-]{1,40}/i.exec(value)?.[0] ?? '?',
  privacy: (value) => /^(none|id|user|header|session|critical)(;\s*(none|id|user|header|session|critical))*$/i.exec(value)?.[0] ?? '?',
  'www-authenticate': challenge,
  'proxy-authenticate': challenge,
  supported: optionTags,
  k: optionTags,
  require: optionTags,
}

function describe(text: string): Pick<TracedMessage, 'start' | 'headers' | 'bodyLength'> {
  const end = text.indexOf('\r\n\r\n')
  const [start = '', ...lines] = (end < 0 ? text : text.slice(0, end)).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined
    return read === undefined ? [] : [`${name}: ${read(line.slice(colon + 1).trim()).slice(0, traceLimits.header - name.length - 2)}`]
  })
  return { start: startLine(start), headers: headers.slice(0, traceLimits.headers), bodyLength: end < 0 ? 0 : text.length - end - 4 }
}

/** The reason phrase is the far end's own text and goes. */
function startLine(line: string): string {
  const status = /^SIP\/2\.0 (\d{3})(?: |$)/.exec(line)?.[1]
  if (status !== undefined) return status
  const request = /^([A-Z]{2,12}) (\S+) SIP\/2\.0$/.exec(line)
  return request === null ? '?' : `${request[1] ?? ''} ${uri(request[2] ?? '')}`
}

function address(value: string): string {
  const inBrackets = /<([^>]*)>/.exec(value)?.[1]
  const tag = parameter(value, 'tag')
  const shown = uri(inBrackets ?? value.split(';')[0] ?? '')
  return tag === '' ? shown : `${shown} tag ${fingerprint(tag)}`
}

/** Scheme, kind and length of the user, port: the host may be an agent's own address. */
function uri(value: string): string {
  const found = /^(sips?|tel):(?:([^@;>]*)@)?[^:;>]*(?::(\d{1,5}))?/i.exec(value.trim())
  if (found === null) return value.trim() === '*' ? '*' : '<?>'
  const [, scheme = '', user = '', port] = found
  const isNumber = /^[+\d*#().-]+$/.test(user)
  const who = user === '' ? '' : isNumber ? `<${user.replaceAll(/\D/g, '').length} digits>@` : `<${Math.min(user.length, 99)} letters>@`
  return `${scheme.toLowerCase()}:${who}host${port === undefined ? '' : `:${port}`}`
}

function parameter(value: string, name: string): string {
  return new RegExp(`;\\s*${name}\\s*=\\s*([^;,\\s>]+)`, 'i').exec(value)?.[1] ?? ''
}

function digits(value: string): string {
  return /^\d{1,6}/.exec(value)?.[0] ?? '?'
}

/** Realm and nonce are left out; whether the nonce was stale and which algorithm is asked for is what goes wrong. */
function challenge(value: string): string {
  const algorithm = /algorithm\s*=\s*"?(MD5|MD5-sess|SHA-256|SHA-512-256)\b/i.exec(value)?.[1] ?? 'none'
  return `algorithm ${algorithm}, stale ${/stale\s*=\s*"?true/i.test(value)}`
}

function optionTags(value: string): string {
  const known = ['100rel', 'timer', 'replaces', 'outbound', 'path', 'gruu', 'ice', 'norefersub', 'tdialog', 'from-change', 'histinfo']
  return value.split(',').map((tag) => tag.trim().toLowerCase()).filter((tag) => known.includes(tag)).join(', ')
}

/** Letters only, so that no eye and no filter takes it for a number; FNV-1a, 32 bits. It says "the same", never what. */
function fingerprint(value: string): string {
  if (value === '') return '-'
  let hash = 0x811c9dc5
  for (const char of value) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  let rest = hash >>> 0
  let letters = ''
  for (let place = 0; place < 6; place += 1) {
    letters += String.fromCharCode(97 + (rest % 26))
    rest = Math.floor(rest / 26)
  }
  return letters
}
