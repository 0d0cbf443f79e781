import { Core, NameAddrHeader } from 'sip.js'

/** A message as sip.js may have it: whole, without what it would trip over, answered here, or not at all. */
export type Reading =
  | { readonly kind: 'readable' }
  | { readonly kind: 'mended'; readonly text: string }
  | { readonly kind: 'refused'; readonly request: Core.IncomingRequestMessage; readonly statusCode: 400 | 416 }
  | { readonly kind: 'unreadable' }

/** No honest message of a telephone call comes near; what is longer is not even looked at. */
const longestMessage = 65_536
const endOfHead = '\r\n\r\n'
/** RFC 3261, section 20.19: what an Expires that cannot be read is taken for; sip.js would end the ring at once. */
const usualExpires = 'Expires: 3600'
/** A ring of more than a day would overrun the timer that sip.js sets for it. */
const longestRingSeconds = 86_400

/**
 * Finds what sip.js trips over in the middle of its work, leaving a transaction without an end:
 *
 * - a body that does not say what it is (RFC 3261, section 20.15), or an INVITE that does not say whose it is (section
 *   8.1.1.8), or an address that is none of SIP's (section 8.2.2.1): a request is refused for it; an ACK and a response,
 *   which nobody can refuse, lose their body
 * - a ring time that is no time (section 20.19) is taken for an hour
 * - a yes to our INVITE that does not say whose it is (section 12.1.2) would leave the call dialling for ever: it is
 *   taken for a no
 *
 * What does not parse at all is left to sip.js, which drops it. Never throws.
 */
export function readSip(text: string, isConfirmed: (id: string) => boolean, logger: Core.Logger): Reading {
  if (text.length > longestMessage) return { kind: 'unreadable' }
  // What has neither a body nor to do with a call, like every ping, need not be parsed twice.
  if (!text.includes('INVITE') && text.indexOf(endOfHead) === text.length - endOfHead.length) return { kind: 'readable' }
  try {
    return read(text, isConfirmed, logger)
  } catch {
    // sip.js's parser throws for a response whose CSeq it cannot read.
    return { kind: 'unreadable' }
  }
}

function read(text: string, isConfirmed: (id: string) => boolean, logger: Core.Logger): Reading {
  const message = Core.Parser.parseMessage(text, logger)
  if (message === undefined || !mandatory.every((header) => message.hasHeader(header))) return { kind: 'readable' }
  const isBodyUnreadable = message.body !== '' && message.parseHeader('content-type') === undefined
  if (!(message instanceof Core.IncomingRequestMessage)) return readResponse(message, text, isBodyUnreadable, isConfirmed)
  if (message.method === 'ACK') return isBodyUnreadable ? mended(withoutBody(text)) : { kind: 'readable' }
  const isNobodys = message.method === 'INVITE' && !hasContact(message)
  if (isBodyUnreadable || isNobodys) return { kind: 'refused', request: message, statusCode: 400 }
  if (!message.ruri) return { kind: 'refused', request: message, statusCode: 416 }
  if (message.method === 'INVITE' && !isRingTime(message.getHeader('expires'))) return mended(withUsualExpires(text))
  return { kind: 'readable' }
}

function readResponse(
  message: Core.IncomingResponseMessage,
  text: string,
  isBodyUnreadable: boolean,
  isConfirmed: (id: string) => boolean,
): Reading {
  const isYes = message.method === 'INVITE' && message.statusCode !== undefined && message.statusCode >= 200 && message.statusCode < 300
  const isNew = isYes && !isConfirmed(`${message.callId}${message.fromTag}${message.toTag}`)
  if (isNew && (!message.toTag || !hasContact(message))) return mended(asNo(text))
  return isBodyUnreadable ? mended(withoutBody(text)) : { kind: 'readable' }
}

function mended(text: string): Reading {
  return { kind: 'mended', text }
}

/** Without these there is nobody to answer (RFC 3261, section 8.1.1). */
const mandatory = ['via', 'from', 'to', 'call-id', 'cseq']

function hasContact(message: Core.IncomingRequestMessage | Core.IncomingResponseMessage): boolean {
  // A star is a Contact too, of a REGISTER.
  const contact: unknown = message.parseHeader('contact')
  return contact instanceof NameAddrHeader
}

function isRingTime(expires: string | undefined): boolean {
  return expires === undefined || (/^\d{1,5}$/.test(expires) && Number(expires) <= longestRingSeconds)
}

function withUsualExpires(text: string): string {
  return withHead(text, (head) => head.replace(/^expires[ \t]*:.*(?:\r\n[ \t].*)*$/gim, usualExpires))
}

function asNo(text: string): string {
  return withoutBody(text).replace(/^SIP\/2\.0 \d+ [^\r\n]*/i, 'SIP/2.0 500 Unreadable Answer')
}

function withoutBody(text: string): string {
  const head = headOf(text)
  return head.replace(/^(content-length|l)[ \t]*:.*$/im, 'Content-Length: 0') + endOfHead
}

function withHead(text: string, change: (head: string) => string): string {
  const head = headOf(text)
  return change(head) + text.slice(head.length)
}

function headOf(text: string): string {
  return text.slice(0, text.indexOf(endOfHead))
}

/** The request that sip.js has tripped over, to be answered; null when it is none, or one that has no answer. */
export function requestIn(text: string, logger: Core.Logger): Core.IncomingRequestMessage | null {
  try {
    const message = Core.Parser.parseMessage(text, logger)
    return message instanceof Core.IncomingRequestMessage && message.method !== 'ACK' ? message : null
  } catch {
    return null
  }
}
