import { SessionState } from 'sip.js'
import type { Core, Session } from 'sip.js'

/**
 * A far end may answer and hang up before its answer has been read here. sip.js drops such a BYE without a word, over a
 * transport on which nobody repeats it: the call would stay on the screen. Here it waits until the call is up.
 */
export function waitWithEarlyBye(session: Session): void {
  const reader = session as unknown as { onByeRequest(request: Core.IncomingByeRequest): void }
  const read = reader.onByeRequest.bind(session)
  reader.onByeRequest = (request) => {
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
