import type { TFunction } from 'i18next'
import type { LineSnapshot, Registration } from '../../../shared/calls/phone-line'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'
import type { PasswordNeed } from './password-need'

/** The line in words: what it is, and what that means for the agent. */
export interface LineWords {
  readonly value: string
  readonly hint: string
  /** No call can come: that goes where the agent looks, not only into a hint. */
  readonly isDown: boolean
}

export function lineWords(registration: Registration, need: PasswordNeed | null, isPractice: boolean, refused: RefusedCertificate | null, t: TFunction): LineWords {
  const { state } = registration
  if (need === 'missing') return { value: t('statusBar.lineState.noPassword'), hint: t('statusBar.lineHint.noPassword'), isDown: true }
  if (refused !== null) {
    const { host, fingerprint, reason } = refused
    return { value: t('statusBar.lineState.untrusted'), hint: t(`statusBar.lineHint.untrusted.${reason}`, { host, fingerprint }), isDown: true }
  }
  const code = state === 'refused' ? registration.sipCode : 0
  const standby = state === 'registered' ? registration.standby : 0
  if (standby > 0) return { value: t('statusBar.lineState.standby', { standby }), hint: t('statusBar.lineHint.standby', { standby }), isDown: false }
  const cause = state === 'stopped' ? `stopped.${registration.reason}` : state
  return {
    value: t(`statusBar.lineState.${isPractice && state === 'registered' ? 'practice' : state}`, { code }),
    hint: t(`statusBar.lineHint.${need === 'refused' ? 'wrongPassword' : cause}`, { code }),
    isDown: state !== 'registered',
  }
}

/** What was turned away so far, in words; empty on an honest day. */
export function countWords(line: Pick<LineSnapshot, 'parserWarnings' | 'secondCallsRefused' | 'badMessages'>, t: TFunction): readonly string[] {
  const counts = [['malformed', line.parserWarnings], ['secondCalls', line.secondCallsRefused], ['badMessages', line.badMessages]] as const
  return counts.filter(([, count]) => count > 0).map(([what, count]) => t(`statusBar.counts.${what}`, { count }))
}

/** That the far end will not hear the agent, in words, before a call is answered; null where it will. */
export function microphoneWords(microphone: LineSnapshot['microphone'], t: TFunction): string | null {
  return microphone === 'ready' ? null : t(`statusBar.microphone.${microphone}`)
}
