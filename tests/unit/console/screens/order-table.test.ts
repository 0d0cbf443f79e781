import { createInstance } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCatalogue } from '../../../../renderer/console/app/catalogue'
import { startI18n } from '../../../../renderer/console/app/i18n'
import type { OrderWords } from '../../../../renderer/console/app/order-export'
import { orderWords } from '../../../../renderer/console/screens/order-table'
import { csvRows } from '../../../../shared/lib/csv'
import { exportedOrder, type ExportedOrder } from '../../../../shared/tickets/exported-order'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { draftOf, eventsOf, morning, noProposal, wageComplaint } from '../../../support/drafts'

const told = (spread: Partial<typeof wageComplaint> = {}): ExportedOrder =>
  exportedOrder(eventsOf(draftOf(1, { values: { ...wageComplaint, workers_count: 10, ...spread }, risks: [{ code: 'AMOUNT', severity: 'YELLOW', confirmedAt: morning, source: 'agent' }] }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: 'QXGH@500103' } }), shippedTagData())!

describe('the table of exported orders', () => {
  let chinese: OrderWords
  let english: OrderWords
  beforeAll(async () => {
    const words = { carrier: String, queue: String }
    chinese = orderWords(createCatalogue('zh-CN', words), (await startI18n('zh-CN', createInstance())).t)
    english = orderWords(createCatalogue('en', words), (await startI18n('en', createInstance())).t)
  })
  const row = (words: OrderWords, order: ExportedOrder) => Object.fromEntries(words.heads.map((head, at) => [head, words.cells(order)[at]]))

  it('names its columns as the form names its fields, each once', () => {
    expect(chinese.heads).toEqual([
      '工单号', '来电时间', '状态', '应办结', '保密', '旧系统导入', '等级', '风险', '性质', '诉求', '标题', '姓名', '来电号码', '单位', '被反映方', '用工地区县', '详细地址', '人数', '金额（元）', '内容', '要求', '备注',
      '承诺', '承诺期限', '主办单位', '催办次数', '回访评价',
    ])
    expect(new Set(english.heads).size).toBe(english.heads.length)
    expect(english.cells(told())).toHaveLength(english.heads.length)
  })

  it('says codes in words, sums in yuan and times as spreadsheets read them', () => {
    expect(row(chinese, told())).toMatchObject({
      工单号: '20261123-8017-001-1', 来电时间: '2026-11-23 10:00', 状态: '待审核派单', 保密: '', 等级: '黄', 性质: '投诉', 姓名: '秦**', 来电号码: '154****0012', 用工地区县: '渝中区', 人数: '10', '金额（元）': '400000.00', 主办单位: '渝中区总工会', 催办次数: '0',
    })
    expect(row(english, told())).toMatchObject({ State: 'for dispatch', Level: 'Yellow' })
  })

  it('has nothing of a secret order but its number, its times and its state', () => {
    const filled = Object.entries(row(chinese, told({ confidential: true }))).flatMap(([head, cell]) => (cell === '' ? [] : [head]))
    expect(filled.filter((head) => head !== '应办结')).toEqual(['工单号', '来电时间', '状态', '保密'])
  })

  it('lets nothing that a caller said become a formula', () => {
    expect(csvRows([chinese.cells(told({ description: '=HYPERLINK("http://x","y")', employer_name: '@SUM(A1)' }))])).toContain(`,'@SUM(A1),`)
    expect(csvRows([chinese.cells(told({ description: '=HYPERLINK("http://x","y")' }))])).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  })
})
