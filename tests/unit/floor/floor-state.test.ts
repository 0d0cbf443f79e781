import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FloorLine } from '../../../shared/floor/floor-line'
import { nextFloor, silentFloor, type FloorState } from '../../../shared/floor/floor-state'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import { morning, testUuid } from '../../support/drafts'
import { floorSignal } from '../../support/floor-signals'

const seat = (code: number, spread: Partial<SeatStatus> = {}): SeatStatus => ({
  personId: testUuid(code), name: `坐席${code}`, seat: String(code), extension: null, state: 'ready', reason: null, since: morning, queueCallId: null, severity: null, heardAt: morning, ...spread,
})

function heard(lines: readonly FloorLine[], from: FloorState = silentFloor) {
  const told: number[] = []
  let state = from
  for (const line of lines) {
    const next = nextFloor(state, line)
    state = next.state
    if (next.signal !== null) told.push(next.signal.position)
  }
  return { state, told }
}

describe('the floor as a console hears it', () => {
  it('tells every signal once and in order, however often the stream begins anew', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 8 }), (cuts) => {
      const all = Array.from({ length: 30 }, (_, index): FloorLine => ({ kind: 'signal', signal: floorSignal(index + 1) }))
      // Each time the desk begins again somewhere at or before what was heard, as it does when the place was not told to it.
      const lines = [...cuts.flatMap((cut) => all.slice(0, cut)), ...all]
      const { told, state } = heard(lines)
      expect(told).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
      expect(state.heard).toBe(30)
    }))
  })

  it('knows whoever came, changed and left, by seat', () => {
    const { state } = heard([
      { kind: 'snapshot', at: morning, heartbeatMs: 5_000, seats: [seat(8018), seat(8002)], leads: 1 },
      { kind: 'seat', at: morning + 1, seat: seat(8010) },
      { kind: 'seat', at: morning + 2, seat: seat(8018, { state: 'talking' }) },
      { kind: 'seat-left', at: morning + 3, personId: testUuid(8002) },
      { kind: 'leads', at: morning + 4, leads: 2 },
    ])
    expect(state.seats?.map(({ seat: code, state: kind }) => [code, kind])).toEqual([['8010', 'ready'], ['8018', 'talking']])
    expect(state).toMatchObject({ leads: 2, at: morning + 4 })
  })

  it('of somebody who does not watch it has no seats, and forgets none of what was heard at a new beginning', () => {
    const { state } = heard([
      { kind: 'signal', signal: floorSignal(7) },
      { kind: 'snapshot', at: morning + 9, heartbeatMs: 5_000, seats: null, leads: 0 },
      { kind: 'heartbeat', at: morning + 10 },
    ])
    expect(state).toEqual({ seats: null, leads: 0, ownSeat: null, breakPlace: null, heard: 7, isCaughtUp: true, at: morning + 10 })
  })
})
