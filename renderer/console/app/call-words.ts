import type { TFunction } from 'i18next'
import type { CourseStep } from '../../../shared/calls/call-course'
import type { CallLine } from '../../../shared/calls/call-log'
import { transferPlace } from '../../../shared/calls/recorded-call'

type EndedLine = Pick<CallLine, 'direction' | 'answeredAt' | 'outcome' | 'record' | 'manual' | 'supervised'>

/** What became of a call, in words; every kind of end has its own. `isOnLine`: the call goes on. */
export function outcomeWords(line: EndedLine, isOnLine: boolean, t: TFunction): string {
  if (line.manual !== undefined) return t('manualCall.logged', { channel: t(`manualCall.channels.${line.manual}`) })
  // How it ended is no news: it is the other seat's call. Whether it was heard at all is.
  if (line.supervised !== undefined && line.answeredAt !== null) return t(`callLog.supervised.${line.supervised}`)
  const outcome = t(`callLog.outcome.${outcomeKey(line, isOnLine)}`)
  const why = whyWords(line, t)
  return why === null ? outcome : t('callLog.with', { outcome, why })
}

function outcomeKey({ outcome, direction, answeredAt }: EndedLine, isOnLine: boolean): string {
  if (outcome === null) return isOnLine ? 'goes-on' : 'end-unknown'
  if (direction === 'incoming') return outcome
  if (outcome === 'completed') return answeredAt === null ? 'withdrawn' : 'put-through'
  return outcome === 'failed' ? 'not-put-through' : outcome
}

function whyWords({ outcome, record }: EndedLine, t: TFunction): string | null {
  if (record === null) return null
  if (outcome === 'rejected' && record.declineReason !== null) return t(`seat.declineReason.${record.declineReason}`)
  if (outcome === 'failed' && record.sipCode !== null) return t(`callLog.code.${meaningOf(record.sipCode)}`, { code: record.sipCode })
  if (outcome === 'transferred' && record.transferredTo !== null) return transferWords(record.transferredTo, t)
  return outcome === 'lost' && record.lostBy !== null ? t(`callLog.lostBy.${record.lostBy}`) : null
}

/** What a call went through, each with its time. */
export function stepWords(steps: readonly CourseStep[], t: TFunction): { readonly word: string; readonly at: number }[] {
  return steps.map(({ kind, at }) => ({ word: t(`callLog.step.${kind}`), at }))
}

/** An extension is somebody at work; a whole number may be anybody's, and only its kind is said. */
function transferWords(dialled: string, t: TFunction): string {
  const place = transferPlace(dialled)
  return place === 'mobile' || place === 'landline' || place === 'other' ? t(`callLog.to.${place}`) : place
}

/** What a refusal means to somebody who wanted to talk (RFC 3261, section 21; RFC 3398, section 8.2.6.1). */
export function meaningOf(sipCode: number): string {
  switch (sipCode) {
    case 486:
    case 600:
      return 'busy'
    case 408:
    case 480:
    case 487:
      return 'no-answer'
    case 404:
    case 410:
    case 604:
      return 'unknown-number'
    case 401:
    case 403:
    case 407:
      return 'forbidden'
    case 484:
      return 'incomplete'
    case 415:
    case 488:
    case 606:
      return 'media'
    case 603:
      return 'declined'
    case 503:
      return 'unavailable'
    default:
      return sipCode >= 500 && sipCode < 600 ? 'server' : 'other'
  }
}
