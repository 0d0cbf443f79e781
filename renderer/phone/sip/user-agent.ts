import { UserAgent } from 'sip.js'
import type { Session, SessionDescriptionHandler, URI, UserAgentDelegate, UserAgentOptions } from 'sip.js'
import type { ServerChoice } from './server-choice'
import type { SipTrace } from './sip-trace'
import { readSip } from './unreadable'

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
    delegate,
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

/** Stands before sip.js's own ears: what it could not read is refused or cut here, and counted. */
function guardTransport(ua: UserAgent, onDropped: () => void): void {
  const { transport, userAgentCore } = ua
  const logger = ua.getLogger('sip.Parser')
  const take = transport.onMessage
  transport.onMessage = (text) => {
    const reading = readSip(text, logger)
    if (reading.kind !== 'readable') onDropped()
    if (reading.kind === 'refused') return void userAgentCore.replyStateless(reading.request, { statusCode: 400 })
    try {
      take?.(reading.kind === 'body-cut' ? reading.text : text)
    } catch (error) {
      onDropped()
      throw error
    }
  }
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
