import { describe, expect, it } from 'vitest'
import { lackingOf } from '../../../../renderer/console/stage/lacking'
import { shippedDispatchData } from '../../../../shared/tickets/dispatch/dispatch-rules'
import type { Draft } from '../../../../shared/tickets/draft'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { shippedTaxonomy } from '../../../../shared/tickets/taxonomy'
import { draftOf, morning, testUuid, wageComplaint } from '../../../support/drafts'

const lists = { taxonomy: shippedTaxonomy(), dispatch: shippedDispatchData(), tags: shippedTagData() }
const lacking = (spread: Partial<Draft>, blocksOnly = false) => lackingOf(draftOf(1, spread), lists).filter(({ blocks }) => blocks || !blocksOnly).map(({ key }) => key)

describe('what a draft that was put away still lacks', () => {
  it('is type and category first, where nothing is written but words', () => {
    expect(lacking({ values: {} }, true)).toEqual(['request_type', 'category', 'work_district', 'description'])
  })

  it('is nothing more than that for a question answered on the line', () => {
    expect(lacking({ values: { request_type: 'ZX' } })).toEqual(['category'])
    expect(lacking({ values: { ...wageComplaint, request_type: 'ZX' } })).toEqual([])
  })

  it('is what a complaint needs for its dispatch', () => {
    expect(lacking({ values: wageComplaint })).not.toContain('category')
    expect(lacking({ values: { request_type: 'TS', category: wageComplaint.category } })).toContain('employer_name')
  })

  it('is nothing for a call that goes into an open order', () => {
    expect(lacking({ values: {}, mergeInto: testUuid(7) })).toEqual([])
  })

  it('never holds up what is RED', () => {
    const risks: Draft['risks'] = [{ code: 'EXTREME', severity: 'RED', confirmedAt: morning, source: 'agent' }]
    expect(lacking({ values: { request_type: 'QZ' }, risks }, true)).toEqual(['category'])
  })
})
