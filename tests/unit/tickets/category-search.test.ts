import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchCategories } from '../../../shared/tickets/category-search'
import { shippedTaxonomy } from '../../../shared/tickets/taxonomy'

const taxonomy = shippedTaxonomy()
// Any UTF-16 at all, lone surrogates too; fast-check's own binary strings take seconds to set up.
const anyText = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units))
const leaves = taxonomy.categories.flatMap((group) => group.children)

function codes(query: string, recentlyUsed: readonly { code: string; times: number }[] = []): readonly string[] {
  return searchCategories(query, taxonomy, { recentlyUsed }).map((hit) => hit.category.code)
}

describe('searching a category', () => {
  it('finds construction arrears by gdqx and offers the other arrears after it, as in the picture', () => {
    const hits = searchCategories('gdqx', taxonomy, { recentlyUsed: [{ code: 'WAGE-02', times: 3 }] })
    expect(hits.slice(0, 3).map((hit) => hit.category.code)).toEqual(['WAGE-02', 'WAGE-01', 'WAGE-11'])
    expect(hits[0]).toMatchObject({
      usedTimes: 3,
      match: { grade: 'exact', by: 'alias', alias: { zh: '工地欠薪', initials: 'gdqx' } },
    })
    expect(hits[1]?.match).toMatchObject({ grade: 'overlap', alias: { zh: '欠薪', initials: 'qx' } })
    expect(hits[2]?.match).toMatchObject({ grade: 'overlap', alias: { zh: '欠薪逃匿', initials: 'qxtn' } })
  })

  it('finds by code, with or without hyphen, in any case and width', () => {
    for (const query of ['WAGE-02', 'wage02', ' wage-02 ', 'ＷＡＧＥ－０２']) expect(codes(query)[0]).toBe('WAGE-02')
    expect(codes('wage').slice(0, 11)).toEqual(leaves.slice(0, 11).map((leaf) => leaf.code))
  })

  it('finds by a Chinese fragment, of the full or an everyday name', () => {
    expect(codes('领域欠薪')).toEqual(['WAGE-02'])
    expect(codes('跑路')).toEqual(['WAGE-11'])
    expect(codes('童工')[0]).toBe('WOMEN-06')
  })

  it('finds by initials of the full name', () => {
    expect(codes('gcjslyqx')[0]).toBe('WAGE-02')
    expect(codes('tgjx')).toContain('CONTRACT-06')
  })

  it('finds by the beginning of an English word', () => {
    expect(codes('probation')[0]).toBe('CONTRACT-02')
    expect(codes('abscond')).toEqual(['WAGE-11'])
    expect(codes('pe')).toEqual([])
  })

  it('needs every word to fit', () => {
    expect(codes('工伤 认定')).toEqual(['INJURY-01'])
    expect(codes('工伤 加班')).toEqual([])
  })

  it('lists a whole group by its name, after what fits by itself', () => {
    const hits = searchCategories('工伤', taxonomy)
    expect(hits[0]?.category.code).toBe('INJURY-01')
    const byGroup = hits.map((hit) => hit.match === 'group')
    expect(hits.at(byGroup.indexOf(true))?.category.code).toBe('INJURY-02')
    expect(byGroup).toEqual([...byGroup].sort((a, b) => Number(a) - Number(b)))
  })

  it('puts what was used lately first among equals, never before a better fit', () => {
    expect(codes('wage', [{ code: 'WAGE-07', times: 1 }])[0]).toBe('WAGE-07')
    expect(codes('gdqx', [{ code: 'WAGE-11', times: 9 }]).slice(0, 3)).toEqual(['WAGE-02', 'WAGE-11', 'WAGE-01'])
  })

  it('lists everything for an empty query, the most used first', () => {
    const all = codes('  ', [{ code: 'DESK-02', times: 1 }, { code: 'WAGE-01', times: 2 }])
    expect(all).toHaveLength(99)
    expect(all.slice(0, 2)).toEqual(['WAGE-01', 'DESK-02'])
  })

  it('finds nothing for nonsense and survives any text', () => {
    expect(codes('zzzzqq')).toEqual([])
    fc.assert(fc.property(anyText, (query) => codes(query).length <= 99))
    expect(codes('欠'.repeat(100_000))).toEqual([])
  })

  it('finds every category first, or beside its equals, by its code, its name and each everyday name', () => {
    for (const leaf of leaves) {
      expect(codes(leaf.code)[0]).toBe(leaf.code)
      expect(codes(leaf.zh)[0]).toBe(leaf.code)
      for (const alias of leaf.aliases) {
        for (const query of [alias.zh, alias.initials]) {
          const hit = searchCategories(query, taxonomy).find((found) => found.category.code === leaf.code)
          expect([query, hit?.match !== 'group' && hit?.match?.grade]).toEqual([query, 'exact'])
        }
      }
    }
  })
})
