import { floorLineSchema, floorReceiptSchema, floorRoutes, reportEveryMs, type SeatReport } from '../../shared/floor/floor-line'
import type { FloorSignal, NewFloorSignal } from '../../shared/floor/floor-signal'
import { nextFloor, silentFloor, type FloorState } from '../../shared/floor/floor-state'
import type { Clock, EpochMs, Timers } from '../../shared/lib/clock'
import { parseJson } from '../../shared/lib/parse-json'
import { err, ok, type Result } from '../../shared/lib/result'
import { z } from 'zod'
import type { DeskCallError, DeskHttp } from './desk-http'
import { createStreamFollower } from './stream-follower'

export type FloorDesk = Pick<DeskHttp, 'lines' | 'ask'>

/** Whether the floor can be spoken to. `since`: when it was last heard, or since when there is no desk. */
export type FloorLink =
  | { readonly kind: 'live'; readonly floor: FloorState; readonly heardAt: EpochMs }
  | { readonly kind: 'away'; readonly floor: FloorState; readonly since: EpochMs }

export interface FloorClientDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  onLink(link: FloorLink): void
  /** Each signal once, in the desk's order, those of the last day first. */
  onSignal(signal: FloorSignal): void
}

/** What somebody at a seat hears of the others, and tells them. Nothing of a call ever waits for it. */
export interface FloorClient {
  /** The desk to speak through; null while there is none. */
  follow(desk: FloorDesk | null): void
  /** What this seat does now: told at once, and again as long as it stays so. */
  report(report: SeatReport): void
  /** One try: whoever sends says what becomes of it on the screen, and may send the same again. */
  send(signal: NewFloorSignal): Promise<Result<number, DeskCallError>>
  link(): FloorLink
  dispose(): void
}

const longestLine = 1024 * 1024
/** Until a desk has said how often its heart beats. */
const firstLineMs = 10_000
const missedHeartbeats = 2

export function createFloorClient({ clock, timers, random, onLink, onSignal }: FloorClientDeps): FloorClient {
  let floor = silentFloor
  let link: FloorLink = { kind: 'away', floor, since: clock.now() }
  let current: FloorDesk | null = null
  let heartbeatMs = 0
  let report: SeatReport | null = null
  let reporting = { cancel: () => undefined as void }

  function show(next: FloorLink): void {
    link = next
    onLink(link)
  }

  function goAway(): void {
    if (link.kind === 'live') show({ kind: 'away', floor, since: link.heardAt })
  }

  const stream = createStreamFollower({
    timers, random, longestLine, onQuiet: goAway,
    path: () => `${floorRoutes.stream}${floor.heard === 0 ? '' : `?after=${floor.heard}`}`,
    silenceMs: () => (heartbeatMs === 0 ? firstLineMs : missedHeartbeats * heartbeatMs),
    take(text) {
      const line = floorLineSchema.safeParse(parseJson(text))
      // What a newer desk says beyond this is not for this console.
      if (!line.success) return 'ignored'
      if (line.data.kind === 'snapshot') heartbeatMs = line.data.heartbeatMs
      const next = nextFloor(floor, line.data)
      floor = next.state
      show({ kind: 'live', floor, heardAt: clock.now() })
      if (next.signal !== null) onSignal(next.signal)
      return 'heard'
    },
  })

  /** One at a time: a report that is older than the one before it must not come behind it. */
  let isTelling = false
  let isToldAgain = false
  async function tell(): Promise<void> {
    if (isTelling) {
      isToldAgain = true
      return
    }
    reporting.cancel()
    const told = report
    if (current === null || told === null) return
    isTelling = true
    await current.ask(floorRoutes.status, z.object({}), told)
    isTelling = false
    if (isToldAgain) {
      isToldAgain = false
      return tell()
    }
    reporting = timers.after(reportEveryMs, () => void tell())
  }

  return {
    follow(desk) {
      current = desk
      stream.follow(desk)
      if (current === null) return goAway()
      void tell()
    },
    report(next) {
      report = next
      void tell()
    },
    async send(signal) {
      if (current === null) return err({ code: 'unreachable' })
      const answer = await current.ask(floorRoutes.signals, floorReceiptSchema, signal)
      return answer.ok ? ok(answer.value.position) : answer
    },
    link: () => link,
    dispose() {
      current = null
      stream.dispose()
      reporting.cancel()
    },
  }
}
