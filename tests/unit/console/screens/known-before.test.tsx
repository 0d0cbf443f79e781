// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { KnownPerson } from '../../../../shared/callers/person'
import { epochMs } from '../../../../shared/lib/clock'
import { ringing } from '../../../support/fake-line'
import { morning, testUuid } from '../../../support/drafts'
import { daysBefore, order, person } from '../../callers/practice-now'
import { openColumns, type Columns } from './columns.fixture'

const KEY = '8615400000012'
const marked: KnownPerson = person(testUuid(1), KEY, {
  name: '覃国富',
  notes: { language: 'other-dialect', hearing: 'hard-of-hearing', relay: 'relative', preferredContact: 'sms' },
  history: [
    order(testUuid(14), KEY, { at: daysBefore(3), secret: true, status: 'HANDLING', category: 'WOMEN-01', risks: ['THREAT'] }),
    order(testUuid(11), KEY, { at: daysBefore(5), category: 'WAGE-02', status: 'CLOSED', satisfaction: 'unsatisfied', severity: 'RED', risks: ['EXTREME', 'GROUP'] }),
    order(testUuid(12), KEY, { at: daysBefore(12), category: 'WAGE-02', status: 'HANDLING', supervised: true, risks: ['EXTREME'], promises: [{ text: '月底前付清', dueAt: epochMs(morning + 86_400_000) }] }),
    order(testUuid(13), KEY, { at: daysBefore(90), category: '', status: 'CLOSED', risks: ['GATHER'] }),
  ],
})
const words = [
  '有保密工单，内容不显示', '以前有风险标签：极端行为、自伤自杀倾向（11-18）', '以前有风险标签：群体性（11-18）', '以前有风险标签：聚集、围堵（08-25）',
  '1 件督办中', '回访不满意 1 次', '30 天内反映过 2 次：工程建设领域欠薪', '说其他方言', '听力不好，请说慢些', '由亲属代说', '希望用短信联系', '答应：月底前付清 11-24',
]

let columns: Columns | null = null
afterEach(async () => {
  await columns?.close()
  columns = null
})

describe('what is known of the one person who fits', () => {
  it('is said in the ring and on the card alike, with nothing of the secret order but that there is one', async () => {
    columns = await openColumns({ people: [marked] })
    await columns.ring(ringing('15400000012', morning))
    const inRing = columns.text('ring-stage')
    await columns.answer()
    await columns.press('pick-1')
    const onCard = columns.text('caller-column')
    for (const said of [inRing, onCard]) {
      expect(words.filter((word) => !said.includes(word))).toEqual([])
      expect(said).not.toMatch(/威胁|WOMEN|孕产/)
    }
  })

  it('tells a repeated matter although its order is closed', async () => {
    const closed = person(testUuid(1), KEY, { name: '覃国富', history: [order(testUuid(11), KEY, { at: daysBefore(5), category: 'WAGE-02', status: 'CLOSED' })] })
    columns = await openColumns({ people: [closed] })
    await columns.ring(ringing('15400000012', morning))
    expect(columns.text('ring-stage')).toContain('30 天内反映过 1 次：工程建设领域欠薪')
  })
})
