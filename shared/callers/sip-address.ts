/**
 * The parts of one SIP or tel address that can say who calls. Everything here was written by a stranger:
 * the text is cut first, walked once, and never trusted to be well formed.
 */
export interface SipAddress {
  /** As sent, still with its escapes; null when there is none. For no eyes before `sanitizeDisplayName`. */
  readonly displayName: string | null
  /** User part of the URI, or the whole text where there is no URI; percent escapes undone, parameters cut. */
  readonly user: string
  /** Lower case, without port and parameters; empty for tel and plain numbers. */
  readonly host: string
  /** `;ext=` of the telephone subscriber (RFC 3966, section 5.3), digits only. */
  readonly ext: string | null
}

/** No honest From or P-Asserted-Identity is longer; what lies beyond is not read. */
const MAX_ADDRESS_CHARS = 1024

/** A header value has no line ends left in it; what follows one was smuggled in. */
const LINE_END = /[\r\n]/

/**
 * Reads name-addr or addr-spec (RFC 3261, section 25.1), tel (RFC 3966) or a bare number. Never throws.
 * The angle bracket that counts is the first one outside quotes, so a display name cannot smuggle an address in.
 */
export function readSipAddress(raw: string): SipAddress {
  const [text = ''] = raw.slice(0, MAX_ADDRESS_CHARS).trim().split(LINE_END)
  const open = indexOutsideQuotes(text, '<')
  if (open < 0) return { displayName: null, ...readUri(text) }
  const close = text.indexOf('>', open)
  const before = text.slice(0, open).trim()
  return {
    displayName: before === '' ? null : unquote(before),
    ...readUri(text.slice(open + 1, close < 0 ? undefined : close)),
  }
}

/** The values of a header that may carry several addresses, such as P-Asserted-Identity (RFC 3325, section 9.1). */
export function splitAddresses(header: string): readonly string[] {
  const values: string[] = []
  let rest = header.slice(0, 4 * MAX_ADDRESS_CHARS)
  while (values.length < 4) {
    const comma = indexOutsideQuotes(rest, ',')
    values.push((comma < 0 ? rest : rest.slice(0, comma)).trim())
    if (comma < 0) break
    rest = rest.slice(comma + 1)
  }
  return values.filter((value) => value !== '')
}

/** Longest display name that is shown, in code points. */
const MAX_DISPLAY_NAME_CHARS = 80

/**
 * A display name as plain text: backslash escapes undone (RFC 3261, section 25.1, quoted-pair), control and
 * direction-changing characters gone, at most 80 code points; null when nothing is left.
 *
 * SECURITY: the caller chose these words. They are shown as text only, never as HTML, and never looked up.
 */
export function sanitizeDisplayName(raw: string | null): string | null {
  if (raw === null) return null
  const unescaped = raw.slice(0, MAX_ADDRESS_CHARS).replace(/\\([\s\S])/g, '$1')
  const visible = unescaped.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu, '')
  const name = Array.from(visible.trim()).slice(0, MAX_DISPLAY_NAME_CHARS).join('').trim()
  return name === '' ? null : name
}

function readUri(uri: string): Omit<SipAddress, 'displayName'> {
  const scheme = /^\s*(sips?|tel):/i.exec(uri)
  const rest = scheme ? uri.slice(scheme[0].length) : uri
  const at = rest.indexOf('@')
  const isHostOnly = at < 0 && /^sips?:/i.test(scheme?.[0].trim() ?? '') && !/^\+?\d+(?:;|$)/.test(rest)
  if (isHostOnly) return { user: '', host: hostOf(rest), ext: null }
  const [user = '', ...parameters] = (at < 0 ? rest : rest.slice(0, at)).split(';')
  const value = (name: string) => {
    const found = parameters.find((parameter) => parameter.trim().toLowerCase().startsWith(`${name}=`))
    return found?.slice(found.indexOf('=') + 1).trim()
  }
  const ext = value('ext')
  // A password after a colon is forbidden for telephone subscribers, yet gateways have sent it.
  const local = unescapePercent(scheme === null ? user : (user.split(':')[0] ?? ''))
  return {
    user: inContext(local, value('phone-context')),
    host: at < 0 ? '' : hostOf(rest.slice(at + 1)),
    ext: ext !== undefined && /^\d{1,6}$/.test(ext) ? ext : null,
  }
}

/** A local number is only whole together with the global prefix that is its context (RFC 3966, section 5.1.5). */
function inContext(local: string, context: string | undefined): string {
  if (context === undefined || !/^\+\d{1,7}$/.test(context) || local.trim().startsWith('+')) return local
  return `${context}${local}`
}

function hostOf(text: string): string {
  return (text.split(/[;:?>\s]/)[0] ?? '').toLowerCase()
}

/** Only ASCII escapes: a number has no others, and a half sequence of UTF-8 must not throw. */
function unescapePercent(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text
  return text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1)
}

function indexOutsideQuotes(text: string, wanted: string): number {
  let quoted = false
  let angled = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (quoted && char === '\\') i += 1
    else if (char === '"' && !angled) quoted = !quoted
    else if (quoted) continue
    else if (char === wanted && !angled) return i
    else if (char === '<') angled = true
    else if (char === '>') angled = false
  }
  return -1
}
