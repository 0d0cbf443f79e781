import type { QueueMember, QueueState } from '../../../shared/queue/queue-state'
import type { SeatStateKind, SeatStatus } from '../../../shared/queue/seat-state'

/** Reasons of a pause as our own consoles give them to the PBX, by its dialplan `reason-1` and so on. */
const paused: Readonly<Record<string, SeatStateKind>> = { 'wrap-up': 'wrap-up', '1': 'wrap-up', break: 'break', '2': 'break', meeting: 'meeting', '3': 'meeting', training: 'training', '4': 'training', busy: 'busy', '5': 'busy', 'red-rest': 'red-rest', '6': 'red-rest' }

/**
 * Who is there as the PBX alone has it, while no console tells of its seat: extensions instead of names, and of a break only what was
 * given to the PBX as its reason. A telephone that cannot be reached is nobody's seat.
 */
export function seatsOfMembers({ members, calls }: QueueState): readonly SeatStatus[] {
  const byExtension = new Map<string, readonly QueueMember[]>()
  for (const member of members) byExtension.set(member.extension, [...(byExtension.get(member.extension) ?? []), member])
  return [...byExtension].flatMap(([extension, own]) => {
    const call = calls.find((each) => each.extension === extension)
    const member = own.find(({ membership }) => membership === 'available') ?? own[0]
    if (member === undefined || (member.device === 'unavailable' && call === undefined)) return []
    const state: SeatStateKind = call === undefined ? stateOf(member) : call.heldSince === null ? 'talking' : 'on-hold'
    const reason = state === 'break' || state === 'busy' ? member.reason : null
    return [{
      personId: extension, name: '', seat: extension, extension, state,
      reason: reason === null || Object.hasOwn(paused, bareReason(reason)) ? null : reason,
      since: call === undefined ? member.since : (call.heldSince ?? call.answeredAt),
      queueCallId: call?.queueCallId ?? null, severity: null, heardAt: member.since,
    }]
  })
}

/** Seats as their consoles tell of them, by seat; behind them the telephones that none has told of. */
export function toldSeats(members: readonly SeatStatus[], told: readonly SeatStatus[]): readonly SeatStatus[] {
  const known = new Set(told.map(({ extension }) => extension))
  return [...told, ...members.filter(({ extension }) => !known.has(extension))]
}

function stateOf({ device, membership, reason }: QueueMember): SeatStateKind {
  if (device === 'ringing') return 'ringing'
  if (device === 'in-use') return 'talking'
  if (membership === 'available') return 'ready'
  return (reason === null ? undefined : paused[bareReason(reason)]) ?? 'busy'
}

function bareReason(reason: string): string {
  return reason.replace(/^reason-/, '')
}
