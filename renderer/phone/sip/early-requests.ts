import { SessionState } from 'sip.js'
import type { Core, Session } from 'sip.js'

/** What both of sip.js's requests have, for this. */
type Early = Pick<Core.IncomingByeRequest, 'accept'>
type Reader<R extends Early> = (request: R) => void

/**
 * A far end may answer, say something and hang up before its answer has been read here. sip.js drops such a BYE or MESSAGE without a
 * word, over a transport on which nobody repeats it: the call would stay on the screen. Here each waits until the call is up.
 */
export function waitWithEarlyRequests(session: Session): void {
  const reader = session as unknown as { onByeRequest: Reader<Core.IncomingByeRequest>; onMessageRequest: Reader<Core.IncomingMessageRequest> }
  reader.onByeRequest = waiting(session, reader.onByeRequest.bind(session))
  reader.onMessageRequest = waiting(session, reader.onMessageRequest.bind(session))
}

function waiting<R extends Early>(session: Session, read: Reader<R>): Reader<R> {
  return (request) => {
    if (session.state !== SessionState.Establishing) return read(request)
    const onState = (state: SessionState) => {
      session.stateChange.removeListener(onState)
      // After everybody else has heard that the call is up.
      if (state === SessionState.Established) queueMicrotask(() => read(request))
      else request.accept()
    }
    session.stateChange.addListener(onState)
  }
}
