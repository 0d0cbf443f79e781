import { customPinyin, pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { shippedDispatchData } from '../../../shared/tickets/dispatch/dispatch-rules'
import { departmentOf } from '../../../shared/tickets/dispatch/departments'
import { findCategory, findRequestType, REQUEST_TYPES } from '../../../shared/tickets/taxonomy'

const { taxonomy, departments, places, provinces } = shippedDispatchData()
const leaves = taxonomy.categories.flatMap((group) => group.children)

// Where the dictionary takes the commoner reading: 调岗 is diào, 改制、重组 is chóng.
customPinyin({ 调岗: 'diào gǎng', 重组: 'chóng zǔ', 重庆: 'chóng qìng' })

function initialsOf(text: string): string {
  const bare = text.replace(/[^\p{Script=Han}0-9A-Za-z]/gu, '')
  return pinyin(bare, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').toLowerCase()
}

describe('the taxonomy', () => {
  it('has 7 request types and 15 groups with 99 categories, each code once', () => {
    expect(taxonomy.requestTypes.map((type) => type.code)).toEqual([...REQUEST_TYPES])
    expect(taxonomy.categories).toHaveLength(15)
    expect(new Set(leaves.map((leaf) => leaf.code)).size).toBe(99)
    expect(departments).toHaveLength(31)
  })

  it('puts every category into the group that its code names', () => {
    for (const group of taxonomy.categories) {
      for (const leaf of group.children) expect(leaf.code.split('-')[0]).toBe(group.code)
    }
  })

  it('names only departments that exist', () => {
    for (const leaf of leaves) for (const code of [leaf.lead, ...leaf.cooperate]) departmentOf(code, departments)
  })

  it('says for construction arrears what to ask and which fields come with it', () => {
    const found = findCategory('WAGE-02', taxonomy)
    expect(found?.group.zh).toBe('劳动报酬')
    expect(found?.category).toMatchObject({ zh: '工程建设领域欠薪', usualType: 'TS', lead: 'QXGH' })
    expect(found?.category.extraFields).toContain('contractor_main')
    expect(found?.category.watchRisks).toEqual(['GROUP', 'GATHER', 'AMOUNT'])
    expect(found?.category.agentMustAsk).toContain('是否聚集')
  })

  it('knows nothing of a code that it does not have', () => {
    expect(findCategory('WAGE-99', taxonomy)).toBeNull()
    expect(findRequestType('JB', taxonomy)?.zh).toBe('举报')
  })
})

describe('the pinyin initials in the data', () => {
  const named = [
    ...taxonomy.categories,
    ...leaves,
    ...leaves.flatMap((leaf) => leaf.aliases),
    ...departments,
    ...places.districts,
    ...places.abolished,
    ...places.zones,
    ...places.zones.flatMap((zone) => zone.aliases),
    ...places.streets,
    ...places.movedTowns,
    ...provinces,
  ]

  it.each(named.map(({ zh, initials }) => [zh, initials]))('of %s are %s', (zh, initials) => {
    expect(initials).toBe(initialsOf(zh ?? ''))
  })
})
