import { describe, expect, it } from 'vitest'
import { districtOf } from '../../../shared/tickets/dispatch/places'
import { mappingsOf, shippedRetiredCodes } from '../../../shared/tickets/map-codes'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import { findCategory, shippedTaxonomy } from '../../../shared/tickets/taxonomy'
import { foldEvents } from '../../../shared/tickets/ticket'
import { draftOf, eventsOf, noProposal, wageComplaint } from '../../support/drafts'

const shipped = shippedRetiredCodes()
const codes = {
  ...shipped,
  categories: [
    { code: 'WAGE-90', zh: '旧类别', replacedBy: 'WAGE-91' }, { code: 'WAGE-91', zh: '也旧了', replacedBy: 'WAGE-02' },
    { code: 'WAGE-92', zh: '互指', replacedBy: 'WAGE-93' }, { code: 'WAGE-93', zh: '互指', replacedBy: 'WAGE-92' },
  ],
}

function mapped(values: FieldValues, leadUnit: string | null = null) {
  const events = eventsOf(draftOf(1, { values: { ...wageComplaint, ...values } }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit } })
  return events.flatMap((event, index) => mappingsOf(event, foldEvents(events.slice(0, index + 1))!, codes)).map(({ field, from, to, why }) => [field, from, to, why])
}

describe('a code out of use', () => {
  it('a merged district becomes its heir; where it was split, the street decides', () => {
    expect(mapped({ work_district: '500105', work_street: '观音桥街道' })).toEqual([['work_district', '500105', 'CQ-LJXQ', 'district-merged']])
    expect(mapped({ work_district: '500112', work_street: '统景镇' })).toEqual([['work_district', '500112', '500109', 'town-moved']])
    expect(mapped({ work_district: '500112' })).toEqual([['work_district', '500112', 'CQ-LJXQ', 'street-decides']])
    expect(mapped({ work_district: '500109', work_street: '水土街道' })).toEqual([['work_district', '500109', 'CQ-LJXQ', 'town-moved']])
  })

  it('a unit of a merged district becomes the one of its heir', () => {
    expect(mapped({}, 'QXGH@500105')).toEqual([['lead_unit', 'QXGH@500105', 'QXGH@CQ-LJXQ', 'district-merged']])
    expect(mapped({ work_street: '统景镇' }, 'QXGH@500112')).toEqual([['lead_unit', 'QXGH@500112', 'QXGH@500109', 'town-moved']])
    expect(mapped({}, 'CQGH')).toEqual([])
  })

  it('a category becomes the one that is given today, over as many reforms as there were', () => {
    expect(mapped({ category: 'WAGE-90' })).toEqual([['category', 'WAGE-90', 'WAGE-02', 'category-retired']])
    expect(mapped({ category: 'WAGE-92' })).toEqual([])
  })

  it('what is in use, and what nobody knows, stays', () => {
    expect(mapped({ work_district: '500103', category: 'WAGE-02' }, 'QXGH@500103')).toEqual([])
    expect(mapped({ work_district: '999999', category: 'OTHER-77' }, 'somebody')).toEqual([])
  })

  it('as shipped leads to one that is in use', () => {
    const taxonomy = shippedTaxonomy()
    for (const { code, replacedBy } of shipped.categories) {
      expect(findCategory(code, taxonomy)).toBeNull()
      expect(findCategory(replacedBy, taxonomy) !== null || shipped.categories.some((each) => each.code === replacedBy)).toBe(true)
    }
    for (const { mergedInto } of shipped.places.abolished) expect(districtOf(mergedInto, shipped.places)).not.toBeNull()
  })
})
