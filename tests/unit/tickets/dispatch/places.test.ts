import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heirsOf, resolveDistrict, streetsOf } from '../../../../shared/tickets/dispatch/places'
import { searchPlaces } from '../../../../shared/tickets/dispatch/place-search'
import { fieldsOfPlace, workPlaceOf } from '../../../../shared/tickets/dispatch/work-place'
import { parseUnitKey, unitKey } from '../../../../shared/tickets/dispatch/unit-key'
import { data, unit } from './input'

const { places, provinces } = data
// Any UTF-16 at all, lone surrogates too; fast-check's own binary strings take seconds to set up.
const anyText = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units))
const search = (query: string) => searchPlaces(query, places, provinces)

function names(query: string): readonly string[] {
  return search(query).map((hit) => {
    switch (hit.kind) {
      case 'district':
        return hit.district.zh
      case 'street':
        return hit.street.zh
      case 'moved-town':
        return `${hit.town.zh}@${hit.district.zh}`
      case 'abolished':
        return `${hit.abolished.zh}@${hit.heirs.map((heir) => heir.zh).join('/')}`
      case 'zone':
        return hit.zone.zh
      case 'province':
        return hit.province.zh
    }
  })
}

describe('the places', () => {
  it('are 25 districts, 8 counties and 4 autonomous counties since November 2025', () => {
    const count = (kind: string) => places.districts.filter((district) => district.kind === kind).length
    expect([count('district'), count('county'), count('autonomous-county')]).toEqual([25, 8, 4])
    expect(places.districts.some((district) => ['500105', '500112'].includes(district.code))).toBe(false)
  })

  it('have eleven streets in 渝中, each under its district', () => {
    expect(streetsOf('500103', places)).toHaveLength(11)
    expect(places.streets.every((street) => street.code.startsWith(street.district))).toBe(true)
    expect(streetsOf('CQ-LJXQ', places).map((street) => street.zh)).toContain('水土街道')
  })

  it('lead from the abolished districts to those of today', () => {
    expect(resolveDistrict('500105', null, places)).toMatchObject({ district: { zh: '两江新区' }, note: { code: 'district-merged' } })
    expect(heirsOf('500112', places).map((heir) => heir.zh)).toEqual(['两江新区', '北碚区'])
    expect(heirsOf('500105', places)).toHaveLength(1)
    expect(resolveDistrict('500103', null, places)?.note).toBeNull()
    expect(resolveDistrict('110101', null, places)).toBeNull()
  })
})

describe('searching a place', () => {
  it('finds by code, Chinese and pinyin initials', () => {
    for (const query of ['500103', '渝中', 'yz', 'yzq', 'Yuzhong']) expect(names(query)[0]).toBe('渝中区')
    for (const query of ['500103008', '南纪门', 'njm']) expect(names(query)[0]).toBe('南纪门街道')
  })

  it('shows both places that share their initials', () => {
    expect(names('qjq').slice(0, 2)).toEqual(['綦江区', '黔江区'])
  })

  it('lists the streets of a district after the district', () => {
    expect(names('渝中')).toHaveLength(12)
    expect(names('渝中 njm')).toEqual(['南纪门街道'])
  })

  it('says where an abolished district and a moved town went', () => {
    expect(names('渝北')[0]).toBe('渝北区@两江新区/北碚区')
    expect(names('江北')[0]).toBe('江北区@两江新区')
    expect(names('统景')).toEqual(['统景镇@北碚区'])
    expect(names('水土')).toEqual(['水土街道@两江新区'])
  })

  it('finds zones and other provinces', () => {
    expect(names('高新区')[0]).toBe('重庆高新区（西部科学城）')
    expect(names('贵州')).toEqual(['贵州省'])
    expect(names('0851')).toEqual(['贵州省'])
  })

  it('lists the districts for an empty query and survives any text', () => {
    expect(names('')).toHaveLength(37)
    fc.assert(fc.property(anyText, (query) => Array.isArray(search(query))))
  })
})

describe('the place fields', () => {
  it('come back as the place that was chosen', () => {
    for (const query of ['南纪门', '渝中区', '水土', '江北', '高新区', '贵州']) {
      const [hit] = search(query)
      if (hit === undefined) throw new Error(query)
      expect([query, workPlaceOf(fieldsOfPlace(hit), places).kind]).not.toEqual([query, 'unknown'])
    }
    expect(workPlaceOf({ work_district: '500103', work_street: '500103008' }, places)).toEqual({
      kind: 'chongqing',
      district: '500103',
      street: { kind: 'named', name: '南纪门街道' },
    })
  })

  it('tell a street that is not known from one that was not asked', () => {
    const street = (work_street?: string) => workPlaceOf({ work_district: '500108', work_street }, places)
    expect(street()).toMatchObject({ street: { kind: 'not-asked' } })
    expect(street('unclear')).toMatchObject({ street: { kind: 'not-known' } })
    expect(street('南坪街道')).toMatchObject({ street: { kind: 'named', name: '南坪街道' } })
  })

  it('know places outside', () => {
    expect(workPlaceOf({ work_district: '52' }, places)).toEqual({ kind: 'other-province', province: '52' })
    expect(workPlaceOf({ work_district: 'OUTSIDE' }, places)).toEqual({ kind: 'other-province', province: null })
    expect(workPlaceOf({ work_district: 'ABROAD:500103' }, places)).toEqual({ kind: 'abroad', employerDistrict: '500103' })
    expect(workPlaceOf({ work_district: 'ABROAD' }, places)).toEqual({ kind: 'abroad', employerDistrict: null })
    expect(workPlaceOf({ work_district: 'CQ-GXQ' }, places)).toEqual({ kind: 'zone', zone: 'CQ-GXQ' })
    for (const work_district of [undefined, '', '110101']) expect(workPlaceOf({ work_district }, places).kind).toBe('unknown')
  })
})

describe('the key of a unit', () => {
  it('comes back as the unit', () => {
    for (const given of [unit('CQGH'), unit('QXGH', '500103'), unit('ZJGH', '500103', '南纪门街道'), unit('ZJGH', null, '某镇')]) {
      expect(parseUnitKey(unitKey(given))).toEqual(given)
    }
    expect(unitKey(unit('ZJGH', '500103', '南纪门街道'))).toBe('ZJGH@500103/南纪门街道')
    expect(parseUnitKey('渝中区总工会')).toBeNull()
  })
})
