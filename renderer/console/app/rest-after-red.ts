import type { CallId } from '../../../shared/calls/call'
import type { Clock } from '../../../shared/lib/clock'
import type { Severity } from '../../../shared/tickets/tags/levels'
import type { Seat } from '../seat/seat'
import type { LoggedCall } from './logged-call'

interface RestAfterRedParts {
  readonly seat: Pick<Seat, 'tell'>
  readonly clock: Clock
  readonly isPractice: boolean
  /** How many leads but this person sit at the desk now, as far as is known. */
  otherLeads(): number
  /** Puts the end of a rest on the timeline of the call that it was for. */
  noteEnd(reason: string): void
}

/** The rest after RED as the agent's own keys may end it. */
export interface RestAfterRed {
  /** A lead ends the rest; the agent only where there is none to do so. */
  mayEnd(): boolean
  end(reason: string): void
}

export function createRestAfterRed({ seat, clock, isPractice, otherLeads, noteEnd }: RestAfterRedParts): RestAfterRed {
  const mayEnd = () => isPractice || otherLeads() === 0
  return {
    mayEnd,
    end(reason) {
      // A lead may have come while the reasons stood on the screen.
      if (!mayEnd()) return
      noteEnd(reason)
      seat.tell({ kind: 'rest-ended', at: clock.now() })
    },
  }
}

/** The newest call of a list that was RED, by its drafts or by the orders that came of it. */
export function lastRedCall(calls: readonly LoggedCall[], severity: (callId: CallId) => Severity | null): CallId | null {
  const isRed = ({ entry, tickets }: LoggedCall) => severity(entry.callId as CallId) === 'RED' || tickets.some(({ risks }) => risks.some((risk) => risk.severity === 'RED'))
  const found = calls.find(isRed)
  return found === undefined ? null : (found.entry.callId as CallId)
}
