import type { CallId } from '../../../shared/calls/call'
import type { RemoteLine } from '../phone/remote-line'
import { hangUpAnswerMs, reportLine } from './commands'
import { showToast, type ViewStore } from './view-store'

export interface HeadsetFollowing {
  readonly line: Pick<RemoteLine, 'execute' | 'sound'>
  readonly view: ViewStore
  /** Whether the call is RED by what is known of it. */
  isRed(callId: CallId): boolean
}

/** Hangs up where the headset was hung up; on a RED call it asks first, and the phone takes the same press again for the answer. Returns the way to stop. */
export function followHeadset({ line, view, isRed }: HeadsetFollowing): () => void {
  return line.sound.subscribe((news) => {
    if (news.kind !== 'hang-up-wished') return
    const { callId } = news
    if (isRed(callId)) showToast(view, 'warn', 'seat.redHangUp', {}, hangUpAnswerMs)
    else reportLine(view, line.execute({ kind: 'hang-up', callId }))
  })
}
