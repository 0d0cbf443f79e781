import type { CallOutcome } from '../../../shared/calls/call'

/** One value of a Reason header (RFC 3326): protocol, cause, text. */
interface Reason {
  readonly protocol: string
  readonly cause: number | null
  readonly text: string
}

/** How long a ring lasted, and how long the PBX lets it ring before it tries another seat; null = not known. */
export interface RingTime {
  readonly rangForMs: number
  readonly limitMs: number | null
}

/** A PBX's clock starts before ours, when it makes the INVITE. */
const ringToleranceMs = 500

/**
 * Why a ring was taken back.
 *
 * - `SIP;cause=200` or Q.850 cause 26: another seat has the caller.
 * - Taken back when the queue's ring time was over: this seat missed it.
 * - Otherwise the caller gave up.
 *
 * Asterisk's queue sends the very same CANCEL (`Reason: Q.850;cause=0`) for the last two, so only the time tells them
 * apart; a caller who gives up in the last half second is taken for a missed ring.
 */
export function outcomeOfCancel(reasonHeaders: readonly string[], ring: RingTime): CallOutcome {
  if (reasonHeaders.flatMap(readReasons).some(isAnsweredElsewhere)) return { kind: 'answered-elsewhere' }
  const isOver = ring.limitMs !== null && ring.rangForMs >= ring.limitMs - ringToleranceMs
  return isOver ? { kind: 'missed' } : { kind: 'cancelled-by-caller' }
}

function isAnsweredElsewhere(reason: Reason): boolean {
  if (reason.protocol === 'SIP') return reason.cause === 200 || /completed elsewhere/i.test(reason.text)
  return reason.protocol === 'Q.850' && reason.cause === 26
}

/** Bounded by what one header line can hold; commas inside quotes do not divide. */
function readReasons(header: string): Reason[] {
  const values = header.slice(0, 512).match(/(?:"[^"]*"|[^",])+/g) ?? []
  return values.map((value) => {
    const [protocol = ''] = value.trim().split(/[;\s]/)
    const cause = /;\s*cause\s*=\s*(\d{1,3})/i.exec(value)?.[1]
    const text = /;\s*text\s*=\s*"([^"]*)"/i.exec(value)?.[1] ?? ''
    return { protocol: protocol.toUpperCase(), cause: cause === undefined ? null : Number(cause), text }
  })
}
