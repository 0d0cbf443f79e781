import { epochMs } from '../../../shared/lib/clock'
import { createPracticeWall } from '../../../renderer/wall/practice/practice-wall'
import type { WallFacts } from '../../../renderer/wall/wall-port'
import type { WaitingCall } from '../../../shared/queue/queue-state'
import type { SeatStateKind, SeatStatus } from '../../../shared/queue/seat-state'

export const begun = 1_795_920_000_000

/** The practice floor with a clock that a test moves. */
export function practiceFloor(seed = 1) {
  const time = { now: begun }
  const runs = new Set<() => void>()
  const port = createPracticeWall({
    clock: { now: () => epochMs(time.now) },
    everySecond(run) {
      runs.add(run)
      return () => void runs.delete(run)
    },
    seed,
    who: { id: 'lead', name: '8001 周明兰' },
  })
  return {
    port,
    time,
    facts(): WallFacts {
      const facts = port.facts()
      if (facts === null) throw new Error('the practice floor has facts from the first moment on')
      return facts
    },
    pass(seconds: number) {
      for (let count = 0; count < seconds; count += 1) {
        time.now += 1000
        for (const run of runs) run()
      }
    },
  }
}

export function waiting(change: Partial<WaitingCall> = {}): WaitingCall {
  return {
    queueCallId: 'q-1', queue: 'labour', enteredAt: begun - 20_000, position: 1, offeredTo: [],
    caller: { maskedNumber: '154****0018', callerKey: 'k', earlierToday: 0, risk: null },
    ...change,
  }
}

export function seat(number: string, state: SeatStateKind, change: Partial<SeatStatus> = {}): SeatStatus {
  return {
    personId: `00000000-0000-4000-8000-00000000${number}`, name: `名${number}`, seat: number, extension: `1${number.slice(1)}`, state,
    reason: null, since: begun - 60_000, queueCallId: null, severity: null, heardAt: begun, ...change,
  }
}
