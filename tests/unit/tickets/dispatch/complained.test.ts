import { describe, expect, it } from 'vitest'
import { complainedKey, complainedOfKey, isComplainedKey } from '../../../../shared/tickets/dispatch/complained'
import { searchComplained } from '../../../../shared/tickets/dispatch/complained-search'
import { unitName } from '../../../../shared/tickets/dispatch/unit-name'
import type { Complained, WorkPlace } from '../../../../shared/tickets/dispatch/proposal'
import { data, unit, yuzhong } from './input'

const offered = (query: string, category = 'UNION-04', place: WorkPlace = yuzhong) => searchComplained(query, { category, place }, data).map(complainedKey)
const names = (query: string) =>
  searchComplained(query, { category: 'UNION-04', place: yuzhong }, data).map((party) => (party.kind === 'unit' ? unitName(party.unit, 'zh', data) : '话务员'))

describe('whom a complaint may be about', () => {
  it('offers the unions of the place of work first, from the bottom up', () => {
    expect(offered('')).toEqual(['QYGH@500103/南纪门街道', 'ZJGH@500103/南纪门街道', 'QXGH@500103', 'CQGH'])
    expect(offered('', 'UNION-04', { kind: 'unknown' })).toEqual(['QYGH', 'ZJGH', 'QXGH', 'CQGH'])
  })

  it.each([
    ['沙坪坝区总工会', '沙坪坝区总工会'], ['沙坪坝 总工会', '沙坪坝区总工会'], ['spb zgh', '沙坪坝区总工会'], ['shapingba', '沙坪坝区总工会'],
    ['渝北 总工会', '两江新区总工会'],
    ['南纪门', '南纪门街道工会'], ['cqszgh', '重庆市总工会'], ['企业工会', '企业工会'],
  ])('finds by name, place and initials: %s', (query, name) => {
    expect(names(query)[0]).toBe(name)
  })

  it('finds nothing but unions where the conduct of their officers is the matter', () => {
    expect(offered('劳动监察')).toEqual([])
    expect(offered('话务员')).toEqual([])
  })

  it('finds handling units and the hotline’s own people where a complaint may be about them', () => {
    expect(offered('', 'DESK-04').at(-1)).toBe('STAFF')
    expect(offered('hwy', 'DESK-04')).toEqual(['STAFF'])
    expect(offered('渝中 劳动监察', 'DESK-04')).toEqual(['HRSS_LSI@500103'])
  })

  it('offers every unit once', () => {
    const all = offered('渝中', 'DESK-04')
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('the field that keeps it', () => {
  it.each<[Complained]>([
    [{ kind: 'unit', unit: unit('QXGH', '500103') }], [{ kind: 'unit', unit: unit('ZJGH', '500103', '南纪门街道') }],
    [{ kind: 'unit', unit: unit('QYGH') }], [{ kind: 'agent', agentId: null }],
  ])('gives back what was chosen: %j', (party) => {
    expect(isComplainedKey(complainedKey(party))).toBe(true)
    expect(complainedOfKey(complainedKey(party), data)).toEqual(party)
  })

  it('means nobody where nobody knows the unit', () => {
    for (const text of [undefined, '', '区总工会', 'NOBODY@500103']) expect(complainedOfKey(text, data)).toBeNull()
  })
})
