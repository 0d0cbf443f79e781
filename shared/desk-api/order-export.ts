import { z } from 'zod'
import { exportedOrderSchema } from '../tickets/exported-order'

/** Orders as a file, for whoever may `export`. */
export const orderExportRoutes = {
  /** GET with `exportFilterSchema` in the query -> `exportCountSchema`. */
  count: '/v1/orders/export/count',
  /** GET with `exportQuerySchema` in the query -> a stream of lines, `exportLineSchema` each. Is written down before the first one. */
  orders: '/v1/orders/export',
} as const

const at = z.coerce.number().pipe(z.int().nonnegative())

const filterShape = {
  /** By the time of the call: from this moment on, up to the other. */
  from: at,
  to: at,
  /** Code of a group of categories. Secret orders are in no such export: being in it would say what they are about. */
  category: z.string().regex(/^[A-Z]{1,20}$/).optional(),
  state: z.string().regex(/^[A-Z_]{1,30}$/).optional(),
}
const isSpan = ({ from, to }: { readonly from: number; readonly to: number }) => from < to

export const exportFilterSchema = z.object(filterShape).refine(isSpan, { path: ['to'] })
export type ExportFilter = z.infer<typeof exportFilterSchema>

export const exportForms = ['csv', 'jsonl'] as const
export type ExportForm = (typeof exportForms)[number]

export const exportQuerySchema = z.object({ ...filterShape, form: z.enum(exportForms) }).refine(isSpan, { path: ['to'] })

export const exportCountSchema = z.object({ orders: z.int().nonnegative() })

/** Orders in the order of their calls; without the line of the end the file is not whole. */
export const exportLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('orders'), orders: z.array(exportedOrderSchema) }),
  z.object({ kind: z.literal('end'), orders: z.int().nonnegative() }),
])

/** Orders in one line: about as much of the log as a seat asks for at once. */
export const ordersInLine = 50

export function exportQueryText(query: ExportFilter & { readonly form?: ExportForm }): string {
  return Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`])).join('&')
}
