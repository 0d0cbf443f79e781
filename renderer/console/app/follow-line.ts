import type { CallId } from '../../../shared/calls/call'
import { createCountReport } from '../../../shared/calls/count-report'
import type { LineEvent, LineSnapshot } from '../../../shared/calls/phone-line'
import { maskPhone } from '../../../shared/callers/masking'
import { parsePhoneNumber } from '../../../shared/callers/phone-number'
import { identityOfRemote } from '../../../shared/callers/sip-identity'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Timers } from '../../../shared/lib/clock'
import type { RemoteLine } from '../phone/remote-line'
import { showToast, type ViewStore } from './view-store'

export interface LineFollowing {
  readonly line: RemoteLine
  readonly view: ViewStore
  readonly lingxi: Pick<PageApi<'console'>, 'reportProblem'>
  readonly timers: Timers
  readonly homeArea: string
  /** The printed key that calls back. */
  callBackKey(): string
}

/** Says what the line did by itself, and what this page could not read of it. Returns the way to stop. */
export function followLine({ line, view, lingxi, timers, homeArea, callBackKey }: LineFollowing): () => void {
  const counts = createCountReport(timers, (facts) => void lingxi.reportProblem({ code: 'phone-messages-unread', facts }))

  function say(event: LineEvent, { calls }: LineSnapshot): void {
    if (event.kind === 'put-through-failed') {
      return showToast(view, 'warn', `seat.putThrough.${event.farEnd}`, { to: maskedDialled(event.to), code: event.sipCode ?? '', keys: callBackKey() })
    }
    // A warning that stands there has not been read yet; how many calls were refused stands beside the line's state, and who has left at the call.
    if (event.kind === 'digit-received' || view.getState().toast?.look === 'warn') return
    if (event.kind === 'left-room') return showToast(view, 'plain', `seat.leftRoom.${event.who === 'asked' && !isCallerThere(calls, event.callId) ? 'other' : event.who}`, { number: event.number === null ? '' : maskedDialled(event.number) })
    const { number } = identityOfRemote(event.remote, { homeArea })
    if (number.kind === 'anonymous') showToast(view, 'plain', 'seat.secondCallWithheld')
    else showToast(view, 'plain', 'seat.secondCall', { number: maskPhone(number) })
  }

  /** An extension is somebody at work; a whole number may be anybody's. */
  const maskedDialled = (to: string) => (to.length <= 6 ? to : maskPhone(parsePhoneNumber(to, { homeArea })))

  let askedId: CallId | null = null
  /** Whoever was asked is gone, and not because the agent let them go. */
  function sayAnswerOf({ consultation, calls }: LineSnapshot): void {
    // Joined by the PBX, they go on without each other here: that is what the call bar says, and no end.
    if (consultation?.joinedBy === 'pbx') askedId = null
    else askedId = consultation?.consultId ?? askedId
    const asked = calls.find(({ id }) => id === askedId)
    if (asked?.state !== 'ended') return
    askedId = null
    const { outcome } = asked
    if (outcome.kind === 'failed') showToast(view, 'warn', outcome.sipCode === 408 || outcome.sipCode === 480 ? 'seat.consult.noAnswer' : outcome.sipCode === 486 ? 'seat.consult.busy' : 'seat.consult.failed', { code: outcome.sipCode ?? '' })
    else if (outcome.kind === 'completed' && outcome.endedBy === 'caller') showToast(view, 'plain', 'seat.consult.over')
    else if (outcome.kind === 'lost') showToast(view, 'warn', 'seat.consult.lost')
    else if (outcome.kind === 'transferred') showToast(view, 'plain', 'seat.consult.transferred', { to: maskedDialled(outcome.to) })
  }

  return line.subscribe((snapshot, event) => {
    sayAnswerOf(snapshot)
    counts.look({ badMessages: line.badMessages() })
    if (event !== null) say(event, snapshot)
  })
}

/** Whether the caller is in the room of that call for sure. */
function isCallerThere(calls: LineSnapshot['calls'], callId: CallId): boolean {
  const call = calls.find(({ id }) => id === callId)
  const room = call?.state === 'live' ? call.room : null
  return room?.isTold === true && room.after === null && !room.left.includes(null)
}
