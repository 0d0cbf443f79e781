import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { CallerOnLine } from '../seat/seat-store'
import { callerAmong, liveCalls } from '../seat/seat-store'

/** What became of an emergency service that the PBX has brought into a room with this seat. */
export type RoomEnd = { readonly kind: 'emergency-ended' | 'emergency-caller-gone' | 'emergency-joined'; readonly number: string }

export interface EmergencyRooms {
  /** Of that number it is followed whether it comes and leaves. */
  watch(number: string): void
  /** What has happened since the last look, as far as the PBX tells. */
  follow(now: LineSnapshot, callers: ReadonlyMap<CallId, CallerOnLine>): readonly RoomEnd[]
}

export function createEmergencyRooms(): EmergencyRooms {
  const numbers = new Set<string>()
  const inRoom = new Set<string>()
  /** The calls in rooms, and whose caller was there at the last look. */
  let rooms: ReadonlyMap<CallId, 'caller' | 'no-caller'> = new Map()

  return {
    watch: (number) => void numbers.add(number),
    follow(now, callers) {
      const inRooms = liveCalls(now).flatMap((call) => (call.room === null ? [] : [{ id: call.id, room: call.room }]))
      const there = new Set(inRooms.flatMap(({ room }) => room.met))
      for (const number of there) if (numbers.has(number)) inRoom.add(number)
      const isOver = (id: CallId) => now.calls.some((call) => call.id === id && call.state === 'ended' && call.outcome.kind === 'completed' && call.outcome.endedBy === 'caller')
      const hasEmptied = [...rooms.keys()].some(isOver)
      const gone = [...inRoom].filter((number) => !there.has(number))
      for (const number of gone) inRoom.delete(number)
      // Left by the agent, the others talk on there, and nobody here is told of them.
      const ended = inRooms.length > 0 || hasEmptied ? gone.map((number): RoomEnd => ({ kind: 'emergency-ended', number })) : []
      const before = rooms
      const caller = new Map(inRooms.map(({ id, room }) => [id, room.after === null || callerAmong(room, callers) !== null ? 'caller' as const : 'no-caller' as const]))
      rooms = caller
      const wasWithCaller = [...before.values()].includes('caller')
      const isWithCaller = [...caller.values()].includes('caller')
      const turned = before.size === 0 || caller.size === 0 || wasWithCaller === isWithCaller ? [] : [...inRoom]
      return [...ended, ...turned.map((number): RoomEnd => ({ kind: isWithCaller ? 'emergency-joined' : 'emergency-caller-gone', number }))]
    },
  }
}
