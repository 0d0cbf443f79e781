import { Core } from 'sip.js'

/** A message as sip.js may have it: whole, without the body that it could not read, or not at all. */
export type Reading =
  | { readonly kind: 'readable' }
  | { readonly kind: 'body-cut'; readonly text: string }
  | { readonly kind: 'refused'; readonly request: Core.IncomingRequestMessage }

/**
 * Finds what sip.js trips over in the middle of its work, leaving a transaction without an end: a body that does not say
 * what it is (RFC 3261, section 20.15), and a re-INVITE without a Contact (section 12.2.2). A request is refused for it;
 * an ACK and a response, which nobody can refuse, lose their body. What does not parse at all is left to sip.js, which
 * drops it.
 */
export function readSip(text: string, logger: Core.Logger): Reading {
  const message = Core.Parser.parseMessage(text, logger)
  if (message === undefined || !mandatory.every((header) => message.hasHeader(header))) return { kind: 'readable' }
  const isBodyUnreadable = message.body !== '' && !isParsed(message, 'content-type')
  if (!(message instanceof Core.IncomingRequestMessage) || message.method === 'ACK') {
    return isBodyUnreadable ? { kind: 'body-cut', text: withoutBody(text) } : { kind: 'readable' }
  }
  const isContactMissing = message.method === 'INVITE' && !isParsed(message, 'contact')
  return isBodyUnreadable || isContactMissing ? { kind: 'refused', request: message } : { kind: 'readable' }
}

/** Without these there is nobody to answer (RFC 3261, section 8.1.1). */
const mandatory = ['via', 'from', 'to', 'call-id', 'cseq']

function isParsed(message: Core.IncomingRequestMessage | Core.IncomingResponseMessage, header: string): boolean {
  return message.parseHeader(header) !== undefined
}

function withoutBody(text: string): string {
  const headers = text.slice(0, text.indexOf('\r\n\r\n'))
  return `${headers.replace(/^(content-length|l)[ \t]*:.*$/im, 'Content-Length: 0')}\r\n\r\n`
}
