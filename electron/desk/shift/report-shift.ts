import { DAY_MS } from '../../../shared/callers/local-day'
import type { Figure } from '../../../shared/metrics/figure'
import { defaultFigureSettings, type FigureSettings } from '../../../shared/metrics/figure-settings'
import { defaultKeptSpans, Figures } from '../../../shared/metrics/figures'
import { orderFactsOf } from '../../../shared/metrics/order-facts-of'
import { shiftReport } from '../../../shared/metrics/shift-report'
import { reportedLines, sheetsOfShift, writtenDown, type KnownOrders, type LeftByShift, type ReportedLine } from '../../../shared/shift/report-lists'
import type { ReportedFigure, ShiftReportAnswer } from '../../../shared/shift/shift-api'
import { shippedDeadlineData, type DeadlineData } from '../../../shared/tickets/deadlines/shipped'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import type { Change } from '../../../shared/desk-api/desk-api'
import { maxQueueEventsPage } from '../../../shared/desk-api/queue-api'
import type { QueueEventsReader } from '../http/queue-routes'

export interface ReportParts {
  /** Null where no PBX is told of. */
  readonly queues: QueueEventsReader | null
  /** All that this desk hears is made up: none of it is a figure. */
  readonly practice: boolean
  /** Absent: those that came with the program. */
  readonly deadlines?: DeadlineData
  readonly settings?: FigureSettings
  changesAfter(position: number, limit: number): Promise<Change[]>
  /** The first position that the desk took in at that time or later. */
  positionAt(receivedAt: number): Promise<number>
  /** What is open now, and what has been said of it. */
  left(): Promise<LeftByShift>
  /** Which of these the desk has. */
  ordersAmong(ids: readonly string[], numbers: readonly string[]): Promise<KnownOrders>
}

const changesAtOnce = 1_000
/** A call that began before the shift, or an order that was written after it, belongs to it all the same. */
const before = 2 * 3_600_000

/**
 * The figures of one shift, reckoned anew from what the desk has kept: per queue and of all of them together. Nobody's own figures are
 * among them, and nothing of practice: calls and orders of a drill say that they are. Beside them what the shift leaves behind now.
 */
export async function reportShift({ from, to }: { readonly from: number; readonly to: number }, parts: ReportParts, now: number): Promise<ShiftReportAnswer> {
  const { settings = defaultFigureSettings } = parts
  const figures = new Figures({ settings, deadlines: parts.deadlines ?? shippedDeadlineData(), tags: shippedTagData(), keep: { ...defaultKeptSpans, callDays: Math.ceil((now - from) / DAY_MS) + 1 } })
  const names = new Set<string>()
  if (parts.queues !== null) {
    for (let after = 0; ; ) {
      const page = await parts.queues.page({ from: from - before, to, after, limit: maxQueueEventsPage })
      for (const { event, heardAt } of page.events) {
        if ('queue' in event && typeof event.queue === 'string') names.add(event.queue)
        figures.add({ kind: 'queue', event, heardAt, drill: parts.practice })
      }
      after = page.events.at(-1)?.position ?? after
      if (!page.more) break
    }
  }
  for (let after = (await parts.positionAt(from - before)) - 1; ; ) {
    const changes = await parts.changesAfter(after, changesAtOnce)
    for (const { event, version } of changes) for (const fact of orderFactsOf(event, version)) figures.add(fact)
    after = changes.at(-1)?.position ?? after
    if (changes.length < changesAtOnce) break
  }
  figures.advance(now)
  const report = shiftReport({ from, to }, figures)
  const codes = report.figures.map(({ code }) => code)
  const { window } = report
  const ofQueue = (queue: string | null) => codes.flatMap((code) => {
    const figure = figures.figure({ code, window, queue })
    return queue === null || figure.counted.of === 'calls' ? [figure] : []
  })
  return {
    writtenAt: now,
    window: { ...window },
    queues: [null, ...[...names].sort()].map((queue) => ({
      queue,
      figures: ofQueue(queue).map(withoutRows),
    })),
    handover: parts.practice ? [] : [...(await handedOver({ from, to }, parts))],
    intake: report.intake.map(({ code, orderIds }) => ({ code, count: orderIds.length })),
    hearsQueues: parts.queues !== null,
    judgedBy: { answerWithinMs: settings.answerWithinMs, shortAbandonMs: settings.shortAbandonMs, solvedAfterDays: settings.solvedAfterDays },
  }
}

async function handedOver(window: { readonly from: number; readonly to: number }, { left, ordersAmong }: Pick<ReportParts, 'left' | 'ordersAmong'>): Promise<readonly ReportedLine[]> {
  const all = await left()
  const facts = { ...all, sheets: sheetsOfShift(all.sheets, window) }
  const written = writtenDown(facts)
  const known = await ordersAmong(written.flatMap(({ orderId }) => orderId ?? []), written.flatMap(({ number }) => number ?? []))
  return reportedLines(facts, known)
}

function withoutRows({ code, formula, unit, value, numerator, denominator, window, queue, asOf, restated, beside }: Figure): ReportedFigure {
  return { code, formula, unit, value, numerator, denominator, window: { ...window }, queue, asOf, restated, beside: beside.map((each) => ({ ...each })) }
}
