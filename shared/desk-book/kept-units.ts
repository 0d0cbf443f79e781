import { unitRecordSchema, type ListRecord } from '../desk-api/desk-records'
import { shippedUnits } from './shipped-entries'

/** A unit (承办单位) that the desk keeps in its lists. Somebody can work at it also when it is out of use: nobody is sent away by that. */
export interface KeptUnit {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly isActive: boolean
}

/** The units of the desk's own records, behind those that were shipped and that no record stands for. */
export function keptUnits(records: readonly Pick<ListRecord, 'key' | 'value' | 'isActive'>[]): readonly KeptUnit[] {
  const own = new Set(records.map(({ key }) => key))
  return [...shippedUnits().filter(({ key }) => !own.has(key)), ...records].flatMap(({ key, value, isActive }) => {
    const unit = unitRecordSchema.safeParse(value)
    return unit.success ? [{ key, zh: unit.data.zh, en: unit.data.en || unit.data.zh, isActive }] : []
  })
}
