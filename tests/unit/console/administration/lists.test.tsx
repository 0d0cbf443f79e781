// @vitest-environment happy-dom
import { act } from 'react'
import { describe, expect, it } from 'vitest'
import limits from '../../../../shared/tickets/deadlines/limits.json'
import { useAdministration } from './administration.fixture'

const { on, text, click, entry, tab, choose } = useAdministration()

describe('a list of the desk', () => {
  it('says that the desk is away and is asked again', async () => {
    on.desk.refuseNext('away')
    await tab('queues')
    expect(text()).toContain('连不上工单系统')
    await on.page.press('再试一次')
    expect(text()).toContain('hotline劳动维权')
  })

  it('is walked by arrows from its search', async () => {
    await act(async () => on.page.root.querySelector<HTMLElement>('input[type=search]')?.focus())
    await on.page.key('ArrowDown')
    expect(document.activeElement?.textContent).toContain('管理甲')
    await on.page.key('End')
    expect(document.activeElement?.textContent).toContain('李敏')
  })

  it('takes a new queue and keeps it under its name at the PBX', async () => {
    await tab('queues')
    await on.page.press('添加队列')
    await on.page.type('交换机里的队列名', 'law')
    await on.page.type('中文名', '法律咨询')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'changeRecord', with: { kind: 'queues', key: 'law', value: { zh: '法律咨询', en: '', colour: '#1f7a8c', wrapUp: null, wrapUpSeconds: null }, isActive: true, version: 0 } }])
  })

  it('does not take what the desk would refuse', async () => {
    await tab('units')
    await on.page.press('添加单位')
    await on.page.type('单位代码', 'U1')
    await on.page.type('中文名', '某区总工会')
    await on.page.type('夜间值班电话', '023-90000012\n张三')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([])
    expect(text()).toContain('有一行不是电话号码')
    await on.page.type('夜间值班电话', '023-90000012\n')
    await on.page.press('保存')
    expect(on.desk.changes[0]).toMatchObject({ with: { value: { zh: '某区总工会', dayPhones: [], nightPhones: ['023-90000012'] } } })
  })

  it('has every rule of the house with its usual value, kept or not', async () => {
    await tab('policies')
    await entry('登录')
    expect(on.page.input('登录多久后要重新登录').value).toBe('16')
    await on.page.type('连不上工单系统时', '40')
    await on.page.press('保存')
    expect(text()).toContain('0 到 30 的整数')
    await on.page.type('连不上工单系统时', '3')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'changeRecord', with: { kind: 'policies', key: 'sessions', value: { hours: 16, offlineDays: 3 }, isActive: true, version: 0 } }])
  })

  it('says in plain words what the erasing of personal data does and did last, and takes no months that the desk would refuse', async () => {
    await tab('policies')
    await entry('个人信息')
    expect(text()).toContain('永久清除，找不回来')
    expect(text()).toContain('最近一次：2026-11-28，清除了 12 件（保存 60 个月），1 件因录音锁定没有清除。')
    expect(on.page.input('结案以后保存几个月').value).toBe('0')
    await on.page.type('结案以后保存几个月', '5')
    await on.page.press('保存')
    expect(text()).toContain('请写 0，或 6 到 240 的整数。')
    await on.page.type('结案以后保存几个月', '60')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'changeRecord', with: { kind: 'policies', key: 'retention', value: { months: 60 }, isActive: true, version: 0 } }])
  })

  it('has all four formulas of the service level by name, with the seconds that stand beside them', async () => {
    await tab('policies')
    await entry('服务水平')
    await on.page.type('几秒内接起算及时', '20')
    const formulas = on.page.root.querySelector<HTMLSelectElement>('select[name="formula"]')
    expect([...(formulas?.options ?? [])].map((option) => option.textContent)).toEqual([
      '按全部来电：20 秒内接起 ÷ 离队', '不计短时放弃：20 秒内接起 ÷（离队 − 5 秒内放弃）', '短时放弃算接起：（20 秒内接起 + 5 秒内放弃）÷ 离队', '只看接起的：20 秒内接起 ÷ 接起',
    ])
    await choose('formula', 'level-of-answered')
    await on.page.press('保存')
    expect(on.desk.changes).toMatchObject([{ with: { key: 'serviceLevel', value: { formula: 'level-of-answered', answerWithinSeconds: 20, levelPercent: 80, connectedFormula: 'connect-short-left-out', connectedPercent: 95, shortAbandonSeconds: 5 } } }])
  })

  it('does not take an alarm that clears no lower than it rises, and leads the keyboard there', async () => {
    await tab('policies')
    await entry('告警')
    const field = (name: string) => on.page.root.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field('queue-long.clearAt'), '5')
      field('queue-long.clearAt')?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    })
    await on.page.press('保存')
    expect([on.desk.changes, text().includes('请写比告警的数小的整数。'), (document.activeElement as HTMLInputElement).name]).toEqual([[], true, 'queue-long.clearAt'])
  })

  it('keeps what follows the calls of a queue, and nothing where that is the house\'s rule', async () => {
    await tab('queues')
    await entry('hotline')
    await choose('wrapUp', 'timed')
    await on.page.type('话后时长（秒）', '120')
    await on.page.press('保存')
    await choose('wrapUp', '')
    await on.page.type('话后时长（秒）', '')
    await on.page.press('保存')
    expect(on.desk.changes.map((change) => change.with)).toMatchObject([{ value: { wrapUp: 'timed', wrapUpSeconds: 120 } }, { value: { wrapUp: null, wrapUpSeconds: null } }])
  })

  it('has the table of limits value by value, changes one of them and leaves the rest', async () => {
    await tab('limits')
    const field = (name: string) => on.page.root.querySelector<HTMLInputElement>(`[name="${name}"]`)
    const fill = (name: string, typed: string) => act(async () => {
      const element = field(name)
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, typed)
      element?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    })
    expect([field('handling.byType.TS')?.value, field('handling.byType.BY')?.value, field('sign.RED.kind')?.value]).toEqual(['10', '', 'duty-minutes'])
    expect(text()).not.toMatch(/administration\./)
    await fill('callback.tries', '0')
    await fill('workingHours.0.from', '25:00')
    await on.page.press('保存')
    expect([on.desk.changes, text().includes('请写不小于 1 的整数'), text().includes('请写时间，如 08:30')]).toEqual([[], true, true])
    await fill('callback.tries', '4')
    await fill('workingHours.0.from', '08:30')
    await fill('handling.byType.ZX', '')
    await choose('sign.YELLOW.kind', 'working-days')
    await on.page.press('保存')
    const { handling, sign, workingHours, callback, ...rest } = limits
    expect(on.desk.changes).toEqual([{ what: 'changeRecord', with: {
      kind: 'limits', key: 'table', isActive: true, version: 0,
      value: {
        ...rest, handling: { ...handling, byType: { ...handling.byType, ZX: null } }, sign: { ...sign, YELLOW: { kind: 'working-days', amount: 4 } },
        workingHours: [{ from: '08:30', to: '12:00' }, workingHours[1]], callback: { ...callback, tries: 4 },
      },
    } }])
  })

  it('has words for every field of every rule', async () => {
    await tab('policies')
    for (const rule of [...on.page.root.querySelectorAll('[data-entry]')]) {
      await click(rule)
      expect(on.page.root.querySelector('form')).not.toBeNull()
      expect(text()).not.toMatch(/administration\.|fieldNote|figures\.|seat\.state/)
    }
  })
})

describe('the tabs', () => {
  it('are walked by arrows, one after the other, whatever lists come below them', async () => {
    await act(async () => on.page.root.querySelector<HTMLElement>('[data-tab="people"]')?.focus())
    await on.page.key('ArrowRight')
    await on.page.key('ArrowRight')
    expect(document.activeElement?.textContent).toBe('队列')
    await on.page.key('ArrowLeft')
    expect(document.activeElement?.textContent).toBe('席位')
    await tab('queues')
    expect(document.activeElement?.getAttribute('type')).toBe('search')
  })
})
