import type { Registration } from '../../../shared/calls/phone-line'
import type { SipAccount } from '../../../shared/ipc/values'
import type { EpochMs } from '../../../shared/lib/clock'
import { isBetweenCalls } from '../../../shared/queue/agent-state'
import type { SeatState } from '../seat/seat-store'
import type { ViewState } from './view-store'

/** Why only a password helps the line: there is none in hand, or the PBX does not take the one there is. */
export type PasswordNeed = 'missing' | 'refused'

export interface KnownAccount {
  /** Null in practice, and until main has told it. */
  readonly account: SipAccount | null
  /** When the account was last changed here; what the PBX said before that was about another one. */
  readonly givenAt: EpochMs | null
}

/** RFC 3261, sections 21.4.2, 21.4.4 and 21.4.8: what a wrong password is answered with. */
const passwordCodes: readonly number[] = [401, 403, 407]

/** What the line lacks; null when it lacks nothing that a password could mend. */
export function passwordNeed({ account, givenAt }: KnownAccount, registration: Registration): PasswordNeed | null {
  // What a shared desk gives, nobody here types.
  if (account === null || account.source === 'desk' || account.serverUrl === '' || account.user === '') return null
  if (account.password === 'missing') return 'missing'
  if (registration.state !== 'refused' || !passwordCodes.includes(registration.sipCode)) return null
  return givenAt === null || registration.at >= givenAt ? 'refused' : null
}

/** Nobody is on the line and nothing of a call is being written: only then does main take another password. */
export function isSeatFree({ line, agent }: Pick<SeatState, 'line' | 'agent'>): boolean {
  return isBetweenCalls(agent) && line.calls.every((call) => call.state === 'ended')
}

/**
 * Whether a dialogue may come by itself: it takes the keyboard, so never over something else, over a form or over the
 * settings, where the same password can be typed.
 */
export function mayInterrupt({ overlay, place }: Pick<ViewState, 'overlay' | 'place'>, isTyping: boolean): boolean {
  return overlay === null && place !== 'stage' && place !== 'settings' && !isTyping
}
