import { exportCountSchema, exportLineSchema, exportQueryText, orderExportRoutes, type ExportFilter, type ExportForm } from '../../shared/desk-api/order-export'
import { parseJson } from '../../shared/lib/parse-json'
import { err, ok, type Result } from '../../shared/lib/result'
import type { ExportedOrder } from '../../shared/tickets/exported-order'
import type { DeskHttp } from './desk-http'
import { refusalOf, type DeskRefusal } from './desk-refusal'

/** Why there is no export, or not the whole of one: no role allows it, the desk is not to be reached, it stopped in the middle, something else. */
export type OrderExportProblem = DeskRefusal | 'broken-off'

export interface OrderExportClient {
  count(filter: ExportFilter): Promise<Result<number, OrderExportProblem>>
  /** `take` gets some orders at a time and the next ones when it has resolved; false ends it. Null: so it was ended. */
  orders(filter: ExportFilter, form: ExportForm, take: (orders: readonly ExportedOrder[]) => Promise<boolean>): Promise<Result<number | null, OrderExportProblem>>
}

/** A desk that makes a page of an export says nothing meanwhile, and it may have others to serve first. */
const pageSilenceMs = 60_000
/** Orders with every text at its limit. */
const longestLine = 16 * 1024 * 1024

/** `desk` gives the desk of the moment, null while there is none. */
export function createOrderExportClient(desk: () => Pick<DeskHttp, 'ask' | 'lines'> | null): OrderExportClient {
  return {
    async count(filter) {
      const answer = await desk()?.ask(`${orderExportRoutes.count}?${exportQueryText(filter)}`, exportCountSchema)
      if (answer === undefined) return err('away')
      return answer.ok ? ok(answer.value.orders) : err(refusalOf(answer.error))
    },
    async orders(filter, form, take) {
      let given: number | null = null
      let isEnded = false
      let hasBegun = false
      const ended = await desk()?.lines(`${orderExportRoutes.orders}?${exportQueryText({ ...filter, form })}`, { silenceMs: () => pageSilenceMs, longestLine }, async (text) => {
        hasBegun = true
        const line = exportLineSchema.parse(parseJson(text))
        if (line.kind === 'end') given = line.orders
        else if (!(await take(line.orders))) {
          isEnded = true
          throw new Error('ended here')
        }
      })
      if (ended === undefined) return err('away')
      if (isEnded || given !== null) return ok(given)
      return err(hasBegun && ended.code !== 'desk-error' ? 'broken-off' : refusalOf(ended))
    },
  }
}
