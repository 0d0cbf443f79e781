import { createStore, type StoreApi } from 'zustand/vanilla'
import { figureRecordSchema, recordsAnswerSchema, type ListRecord } from '../../../shared/desk-api/desk-records'
import type { LocalFigure } from '../../../shared/knowledge/knowledge-base'
import { parseJson } from '../../../shared/lib/parse-json'
import type { Result } from '../../../shared/lib/result'

export interface LocalFiguresPorts {
  /** Which there are, as shipped: without values. */
  readonly shipped: readonly LocalFigure[]
  /** Where the last answer of the desk is kept, for a shift without it; nothing of it is about a person. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly key: string
  ask(): Promise<Result<readonly ListRecord[], unknown>>
}

export interface LocalFigures {
  readonly store: StoreApi<readonly LocalFigure[]>
  /** Asks the desk again; what was known stays when it does not answer. */
  refresh(): Promise<void>
}

/** The figures of the city, as an administrator has filled them in at the desk. */
export function followLocalFigures({ shipped, storage, key, ask }: LocalFiguresPorts): LocalFigures {
  const kept = recordsAnswerSchema.safeParse(parseJson(storage.getItem(key) ?? ''))
  const store = createStore<readonly LocalFigure[]>(() => filledIn(shipped, kept.success ? kept.data.records : []))
  return {
    store,
    async refresh() {
      const records = await ask()
      if (!records.ok) return
      storage.setItem(key, JSON.stringify({ records: records.value }))
      store.setState(filledIn(shipped, records.value), true)
    },
  }
}

function filledIn(shipped: readonly LocalFigure[], records: readonly ListRecord[]): readonly LocalFigure[] {
  return shipped.map((figure) => {
    const value = figureRecordSchema.safeParse(records.find(({ key, isActive }) => isActive && key === figure.code)?.value)
    return value.success ? { ...figure, ...value.data } : figure
  })
}
