import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { ToneName } from './tones'

/**
 * What the seat should hear of a line by itself: an unanswered ring, or the far end's bell while dialling. A call for help of another seat
 * comes before both; in a talk it stays below the voices.
 */
export function toneFor(line: LineSnapshot, isHelpCalled: boolean): ToneName | null {
  const isTalking = line.calls.some((call) => call.state === 'live')
  if (isHelpCalled) return isTalking ? 'helpInTalk' : 'help'
  if (line.calls.some((call) => call.state === 'ringing')) return isTalking ? 'waiting' : 'ring'
  return line.calls.some((call) => call.state === 'dialling' && call.farEndRings) ? 'ringback' : null
}
