import { ReadableStream } from 'node:stream/web'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import { ordersInLine, type ExportFilter, type ExportForm, type exportLineSchema } from '../../../shared/desk-api/order-export'
import type { Clock } from '../../../shared/lib/clock'
import { fewAtOnce } from '../../../shared/lib/few-at-once'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { exportedOrder, type ExportedOrder } from '../../../shared/tickets/exported-order'
import { sentToAfter } from '../../../shared/tickets/sent-to'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { z } from 'zod'
import { errorFacts, type DeskLog } from '../desk-log'
import { bytesOfLines } from '../line-stream'
import type { ExportPlace } from '../store/order-exports'
import type { SharedStore } from '../store/shared-store'

export interface OrderExportOptions {
  readonly store: Pick<SharedStore, 'exports' | 'inOne'>
  readonly clock: Clock
  readonly newId: NewId
  readonly log: DeskLog
}

export interface ExportWish {
  readonly filter: ExportFilter
  readonly form: ExportForm
  readonly by: AuditEntry['by']
  /** Asked before every line, since an export may take longer than a session or a right lasts. */
  isStillAllowed(): Promise<boolean>
  /** Whether this person may take an order along that was sent to these units. */
  mayTake(order: { readonly sentTo: readonly string[] }): boolean
}

export interface OrderExport {
  count(filter: ExportFilter): Promise<number>
  /** Resolves once it is written down that it begins; until then nothing has left. */
  begin(wish: ExportWish): Promise<ReadableStream<Uint8Array>>
  /** Breaks off all that are under way, as when the desk stops. */
  closeAll(): void
}

type ExportLine = z.infer<typeof exportLineSchema>

/** Lines that are being made at a time, whoever they are for: a file can wait, somebody with a caller on the line can't. */
const madeAtOnce = 2

/** Gives orders out line by line, each only when whoever reads has taken the one before: neither memory nor database holds an export. */
export function createOrderExport({ store, clock, newId, log }: OrderExportOptions): OrderExport {
  const tags = shippedTagData()
  const few = fewAtOnce(madeAtOnce)
  const running = new Set<() => void>()
  const writeDown = (by: AuditEntry['by'], act: AuditEntry['act']) => store.inOne(({ audit }) => audit.add({ by, act }, clock.now()))

  async function ordersBehind(after: ExportPlace | null, { filter, mayTake }: ExportWish): Promise<{ orders: ExportedOrder[]; next: ExportPlace | null }> {
    const page = await store.exports.page(filter, after, ordersInLine)
    const own = page.orders.filter((events) => mayTake({ sentTo: unitsOf(events) }))
    const orders = own.flatMap((events) => exportedOrder(events, tags) ?? [])
    // What was secret once is told of as little as what is, and so stands in no export by what it is about.
    return { orders: filter.category === undefined ? orders : orders.filter(({ isSecret }) => !isSecret), next: page.next }
  }

  function streamOf(wish: ExportWish, exportId: string): ReadableStream<Uint8Array> {
    let after: ExportPlace | null = null
    let given = 0
    let isOver = false
    let breakOff = () => undefined as void
    const end = async (isWhole: boolean) => {
      if (isOver) return
      isOver = true
      running.delete(breakOff)
      await writeDown(wish.by, { kind: 'orders-export-ended', exportId, orders: given, isWhole })
        .catch((error: unknown) => log({ event: 'export-end-not-written-down', ...errorFacts(error) }))
    }
    const bytes = (line: ExportLine) => bytesOfLines(`${JSON.stringify(line)}\n`)
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          breakOff = () => {
            controller.error(new Error('broken off'))
            void end(false)
          }
          running.add(breakOff)
        },
        async pull(controller) {
          try {
            if (!(await wish.isStillAllowed())) return breakOff()
            const { orders, next } = await few(() => ordersBehind(after, wish))
            if (isOver) return
            after = next
            given += orders.length
            controller.enqueue(bytes({ kind: 'orders', orders }))
            if (next !== null) return
            await end(true)
            controller.enqueue(bytes({ kind: 'end', orders: given }))
            controller.close()
          } catch (error) {
            log({ event: 'export-broken-off', ...errorFacts(error) })
            breakOff()
          }
        },
        cancel: () => end(false),
      },
      { highWaterMark: 1 },
    )
  }

  return {
    count: (filter) => store.exports.count(filter),
    async begin(wish) {
      const { from, to, category, state } = wish.filter
      const exportId = newId()
      const orders = await store.exports.count(wish.filter)
      await writeDown(wish.by, { kind: 'orders-export-begun', exportId, from, to, form: wish.form, ...(category === undefined ? {} : { category }), ...(state === undefined ? {} : { state }), orders })
      return streamOf(wish, exportId)
    },
    closeAll() {
      for (const breakOff of [...running]) breakOff()
    },
  }
}

function unitsOf(events: readonly TicketEvent[]): readonly string[] {
  return events.reduce<readonly string[]>((units, event) => sentToAfter(units, event), [])
}
