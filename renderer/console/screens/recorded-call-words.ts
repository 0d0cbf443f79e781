import type { TFunction } from 'i18next'
import { gradeOf } from '../../../shared/calls/call-sound'
import type { RecordedCall } from '../../../shared/calls/recorded-call'
import { outcomeWords, stepWords } from '../app/call-words'
import type { TicketCall } from '../features/ticket-view/ticket-calls'
import { formatDay, formatMinute, formatSpan } from '../../ui/format-time'

/** A call about an order, as the order was told of it. */
export function recordedCallWords(call: RecordedCall, t: TFunction): TicketCall {
  const { callId, direction, startedAt, answeredAt, endedAt, outcome, record } = call
  const sound = record.sound === null || record.sound.samples === 0 ? null : record.sound
  return {
    id: callId,
    title: `${t(`callLog.direction.${direction}`)} ${formatDay(startedAt)} ${formatMinute(startedAt)}`,
    words: present([
      outcomeWords(call, false, t),
      answeredAt === null || endedAt === null || outcome === null ? null : t('tickets.callTalk', { span: formatSpan(endedAt - answeredAt) }),
      record.endedBy === null ? null : t(`callLog.endedBy.${record.endedBy}`),
      sound === null ? null : t(`sound.grade.${gradeOf(sound.meanOpinion)}`),
      sound === null || sound.oneWayTimes === 0 ? null : t('callLog.sound.oneWay', { count: sound.oneWayTimes }),
    ]),
    figures: present([
      sound === null ? null : t('tickets.callOpinion', { value: sound.meanOpinion.toFixed(1) }),
      record.sipCode === null ? null : t('tickets.callCode', { code: record.sipCode }),
    ]),
    steps: stepWords(record.steps, t),
  }
}

function present(words: readonly (string | null)[]): readonly string[] {
  return words.filter((word) => word !== null)
}
