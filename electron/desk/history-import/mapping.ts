import { z } from 'zod'

/** What of an order of an older system is taken over. */
export const importedFields = [
  'number', 'createdAt', 'phone', 'name', 'type', 'category', 'district', 'employer', 'state', 'summary', 'secret', 'amountYuan', 'dueAt', 'satisfaction',
] as const
export type ImportedField = (typeof importedFields)[number]

const compulsory = ['number', 'createdAt', 'state'] as const satisfies readonly ImportedField[]

/**
 * How a file of an older system is read: which column holds what, and what its words mean here.
 *
 * ```
 * { "columns": { "number": "工单编号", "createdAt": "受理时间", "state": "状态", "phone": "来电号码", "secret": "保密" },
 *   "values": { "state": { "已办结": "CLOSED" }, "type": { "欠薪投诉": "TS" }, "secret": { "是": "true" } } }
 * ```
 */
export const mappingSchema = z.object({
  columns: z.partialRecord(z.enum(importedFields), z.string().min(1)).refine((columns) => compulsory.every((field) => columns[field] !== undefined)),
  /** Words that are not listed stand for themselves. */
  values: z.partialRecord(z.enum(importedFields), z.record(z.string(), z.string())).default({}),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  /** Area code of the hotline with its trunk 0: numbers without one are from there. */
  homeArea: z.string().regex(/^0\d{2,3}$/).default('023'),
})
export type HistoryMapping = z.infer<typeof mappingSchema>
export type HistoryRow = Readonly<Record<string, string>>

/** What a row holds under a field, in words of here; empty when there is none. */
export function valueOf(row: HistoryRow, field: ImportedField, { columns, values }: HistoryMapping): string {
  const column = columns[field]
  const text = (column === undefined ? '' : (row[column] ?? '')).trim()
  return values[field]?.[text] ?? text
}
