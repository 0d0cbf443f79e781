import type { DeclineReason } from '../../../shared/calls/call'

/** What the PBX is told when an agent declines; the queue passes the call on whatever the code is. */
export interface DeclineAnswer {
  readonly statusCode: number
  /** A whole header line (RFC 3326), for the PBX's own log. */
  readonly reasonHeader: string
}

/**
 * 486 = busy with work, 480 = not at the seat, 603 = the agent's choice (RFC 3261, sections 21.4.24, 21.4.18, 21.6.2). The
 * Reason header tells the four apart; its text is ASCII because PBXs log it as it is.
 */
export function declineAnswer(reason: DeclineReason): DeclineAnswer {
  const statusCode = statusCodes[reason]
  return { statusCode, reasonHeader: `Reason: SIP;cause=${statusCode};text="${reason}"` }
}

const statusCodes: Readonly<Record<DeclineReason, number>> = {
  'busy-with-text': 486,
  break: 480,
  handover: 480,
  other: 603,
}
