// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { findCategory, shippedTaxonomy } from '../../../../shared/tickets/taxonomy'
import { ringing } from '../../../support/fake-line'
import { morning } from '../../../support/drafts'
import { openColumns, type Columns } from './columns.fixture'

let columns: Columns | null = null
afterEach(async () => {
  await columns?.close()
  columns = null
})

const mustAsk = findCategory('WAGE-02', shippedTaxonomy())?.category.agentMustAsk ?? ''

async function referenceIn(locale: 'zh-CN' | 'en') {
  columns = await openColumns({ locale })
  await columns.ring(ringing('15400000012', morning))
  await columns.answer()
  await columns.change((draft) => ({ ...draft, values: { category: 'WAGE-02', request_type: 'TS', description: '工地拖欠农民工工资', procedures: ['arbitration', 'lawsuit'] } }))
  return columns.text('reference')
}

describe.each(['zh-CN', 'en'] as const)('the reference column (%s)', (locale) => {
  it('shows what the category obliges to ask, in the hotline’s own words', async () => {
    expect(mustAsk).not.toBe('')
    expect(await referenceIn(locale)).toContain(mustAsk)
  })

  it('joins lists as the language does', async () => {
    await referenceIn(locale)
    const rules = columns?.part('reference')?.querySelector('[data-testid="dispatch"] h2 + span')?.textContent
    expect(rules).toBe(locale === 'en' ? 'rules 3, 4, 5, 6, 11' : '规则 3、4、5、6、11')
  })
})
