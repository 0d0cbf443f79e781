import { describe, expect, it } from 'vitest'
import { followLocalFigures } from '../../../../renderer/console/app/local-figures'
import type { ListRecord } from '../../../../shared/desk-api/desk-records'
import { shippedKnowledgeBase } from '../../../../shared/knowledge/knowledge-base'
import { err, ok, type Result } from '../../../../shared/lib/result'

const shipped = shippedKnowledgeBase().localFigures
const minWage: ListRecord = { kind: 'figures', key: 'MIN_WAGE', value: { value: '2330 元/月', from: null, to: null, document: null }, isActive: true, version: 1 }

function storage(kept: Record<string, string> = {}) {
  return { kept, getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) }
}
const follow = (kept: ReturnType<typeof storage>, answer: Result<readonly ListRecord[], unknown>) => followLocalFigures({ shipped, storage: kept, key: 'figures', ask: async () => answer })
const valueOf = ({ store }: ReturnType<typeof follow>) => store.getState().find(({ code }) => code === 'MIN_WAGE')?.value

describe('the figures of the city', () => {
  it('are to be filled in until the desk has them', async () => {
    const figures = follow(storage(), ok([minWage]))
    expect(valueOf(figures)).toBeNull()
    await figures.refresh()
    expect(valueOf(figures)).toBe('2330 元/月')
    expect(figures.store.getState()).toHaveLength(shipped.length)
  })

  it('are there on a shift without the desk, as it last said', async () => {
    const kept = storage()
    await follow(kept, ok([minWage])).refresh()
    const later = follow(kept, err('away'))
    await later.refresh()
    expect(valueOf(later)).toBe('2330 元/月')
  })

  it('are to be filled in again once an administrator has put one out of use, or what is kept is damaged', async () => {
    const figures = follow(storage({ figures: '{"records":' }), ok([{ ...minWage, isActive: false }]))
    await figures.refresh()
    expect(valueOf(figures)).toBeNull()
  })
})
