import { acknowledge, heed, measure, quietBoard } from '../../shared/alarms/alarm'
import type { Acknowledger, Alarm, AlarmNotice, AlarmWord } from '../../shared/alarms/alarm'
import { alarmReadings } from '../../shared/alarms/alarm-readings'
import type { AlarmSources } from '../../shared/alarms/alarm-readings'
import { rushBegan } from '../../shared/alarms/rush'
import type { AlarmSettings } from '../../shared/alarms/alarm-settings'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { Figure, FigureCode, FigureWindow } from '../../shared/metrics/figure'
import type { FigureSettings } from '../../shared/metrics/figure-settings'
import { defaultKeptSpans, Figures } from '../../shared/metrics/figures'
import { lostCallsAfter, nextLostCall, noLostCalls } from '../../shared/metrics/lost-call'
import type { LostCall } from '../../shared/metrics/lost-call'
import type { QueueEvent } from '../../shared/queue/queue-event'
import { shippedDeadlineData } from '../../shared/tickets/deadlines/shipped'
import { shippedTagData } from '../../shared/tickets/tags/tag-data'
import type { CountedRow, MissedAct, WallProblem } from './wall-port'

/** The figures in large, in this order; all of calls. */
export const shownFigures: readonly FigureCode[] = ['SL15', 'CONNECT', 'ABANDON', 'ASA', 'ATT']

/**
 * Makes of what the PBX tells what a lead wants to know: figures, who gave up, alarms, and the rows behind each number. Everything may
 * come late, twice and in any order, as from the feed and from what the desk has kept.
 */
export interface Reckoner {
  hear(event: QueueEvent, heardAt: number): void
  /**
   * Measures anew; once a second is often enough. What came, went or changed.
   * @param words what the floor has said of alarms, oldest first
   */
  watch(sources: AlarmSources, words: readonly AlarmWord[], now: number): readonly AlarmNotice[]
  figures(window: FigureWindow): readonly Figure[]
  /** The same sums for curves. */
  readonly sums: Pick<Figures, 'figure' | 'sumOf'>
  /** By other rules from now on. Whether what was heard has to be heard anew, since it was counted by the old ones. */
  judgeBy(rules: ReckonerRules): boolean
  missed(): readonly LostCall[]
  alarms(): readonly Alarm[]
  /** The calls that a figure counts, the newest first. */
  rowsOf(figure: Figure): readonly CountedRow[]
  acknowledge(alarmId: string, by: Acknowledger, now: number): Result<void, WallProblem>
  advance(missedId: string, act: MissedAct, by: Acknowledger, now: number): Result<void, WallProblem>
}

interface CallRow {
  readonly queue: string
  readonly enteredAt: number
  readonly maskedNumber: string
  readonly extension: string | null
  readonly waitedMs: number | null
}

/** Some days of a large hotline; what is older is not on a wall any more. */
const mostKept = 100_000

export interface ReckonerRules {
  readonly settings: FigureSettings
  readonly alarmSettings: AlarmSettings
}

export function createReckoner({ seatOf, ...rules }: ReckonerRules & { seatOf(extension: string): string | null }): Reckoner {
  let { settings, alarmSettings } = rules
  const newFigures = () => new Figures({ settings, deadlines: shippedDeadlineData(), tags: shippedTagData(), keep: defaultKeptSpans })
  let figures = newFigures()
  const rows = new Map<string, CallRow>()
  /** Who gave up is told from the order of events, so that none of them may be taken twice. */
  const taken = new Set<string>()
  let lost = noLostCalls
  let board = quietBoard

  function isNew(event: QueueEvent): boolean {
    if (event.kind === 'member') return false
    const key = `${event.kind} ${event.queueCallId} ${event.at}`
    if (taken.has(key)) return false
    taken.add(key)
    for (const kept of [taken, rows]) {
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    }
    return true
  }

  function putRow(id: string, change: Partial<CallRow> & Pick<CallRow, 'queue'>, at: number): void {
    const before = rows.get(id) ?? { enteredAt: at, maskedNumber: '', extension: null, waitedMs: null }
    rows.set(id, { ...before, ...change })
  }

  function keepRow(event: QueueEvent): void {
    if (event.kind === 'entered') putRow(event.queueCallId, { queue: event.queue, enteredAt: event.at, maskedNumber: event.caller.maskedNumber }, event.at)
    if (event.kind === 'answered') putRow(event.queueCallId, { queue: event.queue, extension: event.extension, waitedMs: event.waitedMs }, event.at - event.waitedMs)
    if (event.kind === 'left') putRow(event.queueCallId, { queue: event.queue, waitedMs: event.waitedMs }, event.at - event.waitedMs)
  }

  function waitsIn(queue: string, now: number) {
    return [...rows.values()].filter((row) => row.queue === queue).map(({ enteredAt, waitedMs }) => ({ from: enteredAt, to: waitedMs === null ? now : enteredAt + waitedMs }))
  }

  return {
    sums: { figure: (question) => figures.figure(question), sumOf: (...question) => figures.sumOf(...question) },
    judgeBy(next) {
      alarmSettings = next.alarmSettings
      if (JSON.stringify(next.settings) === JSON.stringify(settings)) return false
      settings = next.settings
      figures = newFigures()
      taken.clear()
      rows.clear()
      lost = noLostCalls
      return true
    },
    hear(event, heardAt) {
      if (isNew(event)) {
        keepRow(event)
        lost = lostCallsAfter(lost, event, settings.shortAbandonMs)
      }
      figures.add({ kind: 'queue', event, heardAt, drill: false })
    },
    watch(sources, words, now) {
      figures.advance(now)
      const foundSince = ({ subject, raisedAt }: Alarm) => (sources.queues.queues.includes(subject) ? rushBegan(waitsIn(subject, now), now) : raisedAt)
      // What somebody has taken is not told on, and what comes up is nobody's question where others have answered it.
      const before = heed(board, words, foundSince)
      const measured = measure(before.board, alarmReadings(sources, now), now, alarmSettings)
      const after = heed(measured.board, words, foundSince)
      board = after.board
      return [...before.notices, ...measured.notices, ...after.notices]
    },
    figures: (window) => shownFigures.map((code) => figures.figure({ code, window })),
    missed: () => lost.calls.filter(({ state }) => state !== 'done'),
    alarms: () => board.alarms,
    rowsOf({ counted }) {
      const above = new Set(counted.above)
      return counted.below
        .flatMap((id): CountedRow[] => {
          const row = rows.get(id)
          if (row === undefined) return []
          const { queue, enteredAt, maskedNumber, extension, waitedMs } = row
          return [{ id, at: enteredAt, what: queue, maskedNumber, seat: extension === null ? null : (seatOf(extension) ?? extension), spanMs: waitedMs, isAbove: above.has(id) }]
        })
        .sort((a, b) => b.at - a.at)
    },
    acknowledge(alarmId, by, now) {
      const step = acknowledge(board, alarmId, by, now)
      board = step.board
      return step.notices.length === 0 ? err({ code: 'changed-meanwhile' }) : ok(undefined)
    },
    advance(missedId, act, by, now) {
      const call = lost.calls.find(({ queueCallId, state }) => queueCallId === missedId && state !== 'done')
      if (call === undefined) return err({ code: 'changed-meanwhile' })
      const next = nextLostCall(call, act === 'claim' ? { kind: 'claimed', by, at: now } : { kind: 'called-back', by, at: now, isReached: act === 'reached' })
      if (!next.ok) return err({ code: 'changed-meanwhile' })
      lost = { ...lost, calls: lost.calls.map((each) => (each === call ? next.value : each)) }
      return ok(undefined)
    },
  }
}
