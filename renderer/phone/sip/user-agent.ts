import { UserAgent } from 'sip.js'
import type { Core, Message, Session, SessionDescriptionHandler, URI, UserAgentDelegate, UserAgentOptions } from 'sip.js'
import { quietly } from './quietly'
import type { ServerChoice } from './server-choice'
import type { SipTrace } from './sip-trace'
import { readSip, requestIn } from './unreadable'

export interface SeatAccount {
  readonly user: string
  /** Host part of the seat's address; not necessarily where the WebSocket goes. */
  readonly domain: string
  readonly password: string
  readonly displayName: string
}

/** What carries the SIP messages: a WebSocket, or a wire in memory. */
export interface SeatTransport {
  readonly create: NonNullable<UserAgentOptions['transportConstructor']>
  readonly options: object
  /** Breaks the transport at once, as if the network had. */
  drop(ua: UserAgent): void
  /** Left out where there is one server only. */
  readonly servers?: ServerChoice
  /** Told once, before anything is sent. */
  onUserAgent?(ua: UserAgent): void
}

export interface SeatUserAgent {
  readonly ua: UserAgent
  /** A session's descriptions come from this handler; every session that negotiates needs one. */
  describeBy(session: Session, handler: () => SessionDescriptionHandler): void
}

/** Longer than any ring: how long a call rings is decided by the PBX and by the seat's own limit. */
const noAnswerTimeoutSeconds = 600

export function createSeatUserAgent(
  account: SeatAccount,
  transport: SeatTransport,
  delegate: UserAgentDelegate,
  onDropped: () => void,
  trace: Pick<SipTrace, 'note'> | null = null,
): SeatUserAgent {
  const describers = new WeakMap<Session, () => SessionDescriptionHandler>()
  const ua = new UserAgent({
    uri: sipUri(account.user, account.domain),
    authorizationUsername: account.user,
    authorizationPassword: account.password,
    displayName: account.displayName,
    delegate: { onMessage: refuseMessage, ...delegate },
    transportConstructor: transport.create,
    transportOptions: transport.options,
    sessionDescriptionHandlerFactory: (session) => {
      const describe = describers.get(session)
      if (describe === undefined) throw new Error('a session without sound')
      return describe()
    },
    noAnswerTimeout: noAnswerTimeoutSeconds,
    // Ringing is said by the line, once it has looked at the INVITE: sip.js trips over one that it cannot describe.
    sendInitialProvisionalResponse: false,
    // A graceful stop can take half a minute.
    gracefulShutdown: false,
    userAgentString: 'Lingxi',
    // SECURITY: the library's log holds numbers, names and challenges; only that something was dropped is taken from it.
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: 'warn',
    logConnector: (_level, category, _label, content) => {
      if (category === 'sip.UserAgent' && content.includes('Dropping')) onDropped()
    },
  })
  transport.onUserAgent?.(ua)
  guardTransport(ua, onDropped)
  if (trace !== null) traceTransport(ua, trace)
  return { ua, describeBy: (session, handler) => void describers.set(session, handler) }
}

/**
 * Stands before sip.js's own ears: what it could not read is refused, mended or left out here, and counted. What it trips
 * over all the same is answered with a 500, so that nobody waits for it, and goes no further.
 */
function guardTransport(ua: UserAgent, onDropped: () => void): void {
  const { transport, userAgentCore } = ua
  const logger = ua.getLogger('sip.Parser')
  const take = transport.onMessage
  const refuse = (request: Core.IncomingRequestMessage, statusCode: number) => {
    try {
      // Tripping leaves a transaction behind that would wait for its answer for ever.
      const begun = userAgentCore.userAgentServers.get(request.viaBranch)
      if (begun?.message.data !== request.data) userAgentCore.replyStateless(request, { statusCode })
      else begun.reject({ statusCode })
    } catch {
      // Not even an answer can be made of what it says.
    }
  }
  transport.onMessage = (text) => {
    const reading = readSip(text, (id) => userAgentCore.dialogs.get(id)?.early === false, logger)
    if (reading.kind !== 'readable') onDropped()
    if (reading.kind === 'unreadable') return
    if (reading.kind === 'refused') return refuse(reading.request, reading.statusCode)
    try {
      take?.(reading.kind === 'mended' ? reading.text : text)
    } catch {
      onDropped()
      const request = requestIn(text, logger)
      // Of an address that is none of SIP's it knows only that there is none (RFC 3261, section 8.2.2.1).
      if (request !== null) refuse(request, request.ruri ? 500 : 416)
    }
  }
}

/** Nobody reads messages at this seat, and a 200 would say that somebody does (RFC 3428, section 7). */
export function refuseMessage(message: Message): void {
  void quietly(() => message.reject({ statusCode: 405 }))
}

/** Before anything is read or refused: a message that trips the guard is what support wants to see. */
function traceTransport({ transport }: UserAgent, trace: Pick<SipTrace, 'note'>): void {
  const { onMessage } = transport
  const send = transport.send.bind(transport)
  transport.onMessage = (text) => {
    trace.note('in', text)
    onMessage?.(text)
  }
  transport.send = (text) => {
    trace.note('out', text)
    return send(text)
  }
}

/** @throws for a user or a host that no SIP address can have. */
export function sipUri(user: string, domain: string): URI {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(user).replaceAll('%2A', '*').replaceAll('%2B', '+')}@${domain}`)
  if (uri === undefined) throw new Error('not a SIP address')
  return uri
}
