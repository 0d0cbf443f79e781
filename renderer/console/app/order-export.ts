import type { ExportFilter, ExportForm } from '../../../shared/desk-api/order-export'
import type { PageApi } from '../../../shared/ipc/page-api'
import { csvMark, csvRows } from '../../../shared/lib/csv'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { ExportedOrder } from '../../../shared/tickets/exported-order'
import type { OrderExportClient, OrderExportProblem } from '../../desk-client/order-export'

export type ExportProblem = OrderExportProblem | 'not-signed-in' | 'full' | 'not-saved'

/** An order in words, for a table that people read. */
export interface OrderWords {
  readonly heads: readonly string[]
  cells(order: ExportedOrder): readonly string[]
}

export interface ExportWish {
  /** Of the file, without its ending. */
  readonly name: string
  readonly filter: ExportFilter
  readonly form: ExportForm
  readonly words: OrderWords
  onProgress(orders: number): void
  isStopped(): boolean
}

export interface OrderExport {
  count(filter: ExportFilter): Promise<Result<number, ExportProblem>>
  /** The orders that are in the file; null: the person would rather not, and there is none. */
  save(wish: ExportWish): Promise<Result<number | null, ExportProblem>>
}

/** Orders from the desk into a file of this PC, some at a time: main writes it where the person says, and the desk goes no faster than the disk. */
export function createOrderExport(lingxi: Pick<PageApi<'console'>, 'beginTable' | 'addToTable' | 'endTable'>, client: OrderExportClient): OrderExport {
  return {
    count: (filter) => client.count(filter),
    async save({ name, filter, form, words, onProgress, isStopped }) {
      const begun = await lingxi.beginTable({ name, kind: form })
      if (!begun.ok) return err(codeOf(begun.error.code))
      if (!begun.value.begun) return ok(null)
      const textOf = (orders: readonly ExportedOrder[]) =>
        form === 'csv' ? csvRows(orders.map((order) => words.cells(order))) : orders.map((order) => `${JSON.stringify(order)}\n`).join('')
      let saved = 0
      let failed: ExportProblem | null = null
      const write = async (text: string) => {
        const added = text === '' ? ok(undefined) : await lingxi.addToTable({ text })
        if (!added.ok) failed = codeOf(added.error.code)
        return failed === null
      }
      const isBegun = form !== 'csv' || (await write(csvMark + csvRows([words.heads])))
      const given = !isBegun ? ok(null) : await client.orders(filter, form, async (orders) => {
        if (isStopped() || !(await write(textOf(orders)))) return false
        saved += orders.length
        onProgress(saved)
        return true
      })
      const isWhole = given.ok && given.value !== null
      const ended = await lingxi.endTable({ keep: isWhole })
      if (failed !== null) return err(failed)
      if (!given.ok || given.value === null) return given
      return ended.ok ? ok(saved) : err(codeOf(ended.error.code))
    },
  }
}

/** What main has no word of its own for is a file that is not there. */
function codeOf(code: string): ExportProblem {
  return code === 'full' || code === 'not-signed-in' ? code : 'not-saved'
}
