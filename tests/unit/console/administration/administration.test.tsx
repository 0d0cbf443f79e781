// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Administration, administrationTabs } from '../../../../renderer/console/features/administration/administration'
import type { AdministrationTools } from '../../../../renderer/console/features/administration/administration-port'
import type { Call, CallId } from '../../../../shared/calls/call'
import { writeBook } from '../../../../shared/desk-book/write-book'
import { epochMs } from '../../../../shared/lib/clock'
import { ok } from '../../../../shared/lib/result'
import { readWorkbook } from '../../../../shared/workbook/read-workbook'
import { writeWorkbook } from '../../../../shared/workbook/write-workbook'
import knowledge from '../../../../shared/i18n/locales/zh-CN/knowledge.json'
import figures from '../../../../shared/i18n/locales/zh-CN/figures.json'
import seat from '../../../../shared/i18n/locales/zh-CN/seat.json'
import administration from '../../../../shared/i18n/locales/zh-CN/administration.json'
import limits from '../../../../shared/tickets/deadlines/limits.json'
import { wordsOfBook } from '../../../support/book-words'
import { createFakeLine, type FakeLine } from '../../../support/fake-line'
import { administeredDesk, agentLi, bookEntries, type AdministeredDesk } from '../../../support/administered-desk'
import { openSettingsPage, type SettingsPage } from '../settings/settings-page'

let page: SettingsPage
let desk: AdministeredDesk
let line: FakeLine
let saved: { readonly name: string; readonly content: Uint8Array }[]

beforeEach(async () => {
  desk = administeredDesk()
  line = createFakeLine()
  saved = []
  const tools: AdministrationTools = {
    line,
    dutyList: [{ name: '王班长', number: '9015400000012' }],
    saveTable: async (name, content) => {
      saved.push({ name, content })
      return ok(true)
    },
  }
  page = await openSettingsPage(<Administration desk={desk} tools={tools} tabs={administrationTabs} today="2026-11-28" />, { administration, knowledge, figures, seat })
})
afterEach(() => page.close())

const text = () => page.root.textContent ?? ''
const click = (element: Element | null | undefined) => act(async () => (element as HTMLElement).click())
const entry = (title: string) => click([...page.root.querySelectorAll('[data-entry]')].find((each) => each.textContent?.startsWith(title)))
const tab = (name: string) => click(page.root.querySelector(`[data-tab="${name}"]`))
const choose = (name: string, value: string) => act(async () => {
  const select = page.root.querySelector<HTMLSelectElement>(`select[name="${name}"]`)
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value)
  select?.dispatchEvent(new Event('change', { bubbles: true }))
})
const box = (label: string) => click([...page.root.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find((each) => each.closest('label')?.textContent?.startsWith(label)))

describe('people of the desk', () => {
  it('are added with their roles; the one-time password is shown once and nowhere else', async () => {
    await page.press('添加人员')
    await page.type('登录名', 'zhou')
    await page.type('姓名', '周明兰')
    await box('班长')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'addPerson', with: { login: 'zhou', name: '周明兰', roles: ['AGENT', 'LEAD'], unit: null } }])
    expect(text()).toContain('kite-lamp-4821')
    await page.press('已经告诉本人')
    expect(text()).not.toContain('kite-lamp-4821')
    expect(text()).toContain('zhou · 话务员、班长')
  })

  it('who are handlers are kept with a unit, and lose it with the role', async () => {
    const unit = () => page.root.querySelector<HTMLSelectElement>('select[name="unit"]')
    await entry('李敏')
    expect(unit()).toBeNull()
    await box('工单办理员')
    await page.press('保存')
    expect([desk.changes, text().includes('工单办理员要选一个单位。')]).toEqual([[], true])
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(unit(), 'QXGH@500103')
      unit()?.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await page.press('保存')
    expect(text()).toContain('li.min · 话务员、工单办理员、回访员 · 渝中区总工会')
    await box('工单办理员')
    await page.press('保存')
    expect(desk.changes.map((change) => change.with)).toMatchObject([{ roles: ['AGENT', 'HANDLER', 'CALLBACK'], unit: 'QXGH@500103' }, { roles: ['AGENT', 'CALLBACK'], unit: null }])
  })

  it('come one after the other: while a password stands there nothing else can be chosen, and adding the next is one key away', async () => {
    await page.press('添加人员')
    await page.type('登录名', 'zhou')
    await page.type('姓名', '周明兰')
    await page.press('保存')
    const adding = [...page.root.querySelectorAll('button')].find((each) => each.textContent === '添加人员')
    expect(adding?.disabled).toBe(true)
    expect([...page.root.querySelectorAll<HTMLButtonElement>('[data-entry]')].every(({ disabled }) => disabled)).toBe(true)
    await page.press('已经告诉本人')
    expect(adding?.disabled).toBe(false)
    expect(document.activeElement).toBe(adding)
  })

  it('without a name or a role are not sent; the keyboard is led to what is missing', async () => {
    await page.press('添加人员')
    await page.type('登录名', 'zhou')
    await box('话务员')
    await page.press('保存')
    expect(desk.changes).toEqual([])
    expect(text()).toContain('请写姓名')
    expect(text()).toContain('至少选一个角色')
    expect((document.activeElement as HTMLInputElement).name).toBe('name')
  })

  it('are changed under the version that was seen', async () => {
    await entry('李敏')
    await box('在用')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'changePerson', with: { id: agentLi.id, version: 4, name: '李敏', roles: ['AGENT', 'CALLBACK'], unit: null, isActive: false } }])
    expect(text()).toContain('停用')
  })

  it('that somebody else has changed meanwhile keep what was typed, and say so', async () => {
    await entry('李敏')
    await page.type('姓名', '李敏敏')
    desk.refuseNext('stale')
    await page.press('保存')
    expect(text()).toContain('别人刚改过')
    expect(page.input('姓名').value).toBe('李敏敏')
  })

  it('are asked about before their password goes; Escape leaves it as it was', async () => {
    await entry('李敏')
    await page.press('重设密码')
    expect(text()).toContain('现在的密码马上失效')
    await page.key('Escape')
    expect(text()).not.toContain('现在的密码马上失效')
    expect(desk.changes).toEqual([])
    await page.press('重设密码')
    await page.press('重设密码')
    expect(desk.changes).toEqual([{ what: 'resetPassword', with: agentLi.id }])
    expect(text()).toContain('river-moss-7733')
  })
})

describe('a list of the desk', () => {
  it('says that the desk is away and is asked again', async () => {
    desk.refuseNext('away')
    await tab('queues')
    expect(text()).toContain('连不上工单系统')
    await page.press('再试一次')
    expect(text()).toContain('hotline劳动维权')
  })

  it('is walked by arrows from its search', async () => {
    await act(async () => page.root.querySelector<HTMLElement>('input[type=search]')?.focus())
    await page.key('ArrowDown')
    expect(document.activeElement?.textContent).toContain('管理甲')
    await page.key('End')
    expect(document.activeElement?.textContent).toContain('李敏')
  })

  it('takes a new queue and keeps it under its name at the PBX', async () => {
    await tab('queues')
    await page.press('添加队列')
    await page.type('交换机里的队列名', 'law')
    await page.type('中文名', '法律咨询')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'changeRecord', with: { kind: 'queues', key: 'law', value: { zh: '法律咨询', en: '', colour: '#1f7a8c', wrapUp: null, wrapUpSeconds: null }, isActive: true, version: 0 } }])
  })

  it('does not take what the desk would refuse', async () => {
    await tab('units')
    await page.press('添加单位')
    await page.type('单位代码', 'U1')
    await page.type('中文名', '某区总工会')
    await page.type('夜间值班电话', '023-90000012\n张三')
    await page.press('保存')
    expect(desk.changes).toEqual([])
    expect(text()).toContain('有一行不是电话号码')
    await page.type('夜间值班电话', '023-90000012\n')
    await page.press('保存')
    expect(desk.changes[0]).toMatchObject({ with: { value: { zh: '某区总工会', dayPhones: [], nightPhones: ['023-90000012'] } } })
  })

  it('has every rule of the house with its usual value, kept or not', async () => {
    await tab('policies')
    await entry('登录')
    expect(page.input('登录多久后要重新登录').value).toBe('16')
    await page.type('连不上工单系统时', '40')
    await page.press('保存')
    expect(text()).toContain('0 到 30 的整数')
    await page.type('连不上工单系统时', '3')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'changeRecord', with: { kind: 'policies', key: 'sessions', value: { hours: 16, offlineDays: 3 }, isActive: true, version: 0 } }])
  })

  it('has all four formulas of the service level by name, with the seconds that stand beside them', async () => {
    await tab('policies')
    await entry('服务水平')
    await page.type('几秒内接起算及时', '20')
    const formulas = page.root.querySelector<HTMLSelectElement>('select[name="formula"]')
    expect([...(formulas?.options ?? [])].map((option) => option.textContent)).toEqual([
      '按全部来电：20 秒内接起 ÷ 离队', '不计短时放弃：20 秒内接起 ÷（离队 − 5 秒内放弃）', '短时放弃算接起：（20 秒内接起 + 5 秒内放弃）÷ 离队', '只看接起的：20 秒内接起 ÷ 接起',
    ])
    await choose('formula', 'level-of-answered')
    await page.press('保存')
    expect(desk.changes).toMatchObject([{ with: { key: 'serviceLevel', value: { formula: 'level-of-answered', answerWithinSeconds: 20, levelPercent: 80, connectedFormula: 'connect-short-left-out', connectedPercent: 95, shortAbandonSeconds: 5 } } }])
  })

  it('does not take an alarm that clears no lower than it rises, and leads the keyboard there', async () => {
    await tab('policies')
    await entry('告警')
    const field = (name: string) => page.root.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field('queue-long.clearAt'), '5')
      field('queue-long.clearAt')?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    })
    await page.press('保存')
    expect([desk.changes, text().includes('请写比告警的数小的整数。'), (document.activeElement as HTMLInputElement).name]).toEqual([[], true, 'queue-long.clearAt'])
  })

  it('keeps what follows the calls of a queue, and nothing where that is the house\'s rule', async () => {
    await tab('queues')
    await entry('hotline')
    await choose('wrapUp', 'timed')
    await page.type('话后时长（秒）', '120')
    await page.press('保存')
    await choose('wrapUp', '')
    await page.type('话后时长（秒）', '')
    await page.press('保存')
    expect(desk.changes.map((change) => change.with)).toMatchObject([{ value: { wrapUp: 'timed', wrapUpSeconds: 120 } }, { value: { wrapUp: null, wrapUpSeconds: null } }])
  })

  it('has the table of limits value by value, changes one of them and leaves the rest', async () => {
    await tab('limits')
    const field = (name: string) => page.root.querySelector<HTMLInputElement>(`[name="${name}"]`)
    const fill = (name: string, typed: string) => act(async () => {
      const element = field(name)
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, typed)
      element?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    })
    expect([field('handling.byType.TS')?.value, field('handling.byType.BY')?.value, field('sign.RED.kind')?.value]).toEqual(['10', '', 'duty-minutes'])
    expect(text()).not.toMatch(/administration\./)
    await fill('callback.tries', '0')
    await fill('workingHours.0.from', '25:00')
    await page.press('保存')
    expect([desk.changes, text().includes('请写不小于 1 的整数'), text().includes('请写时间，如 08:30')]).toEqual([[], true, true])
    await fill('callback.tries', '4')
    await fill('workingHours.0.from', '08:30')
    await fill('handling.byType.ZX', '')
    await choose('sign.YELLOW.kind', 'working-days')
    await page.press('保存')
    const { handling, sign, workingHours, callback, ...rest } = limits
    expect(desk.changes).toEqual([{ what: 'changeRecord', with: {
      kind: 'limits', key: 'table', isActive: true, version: 0,
      value: {
        ...rest, handling: { ...handling, byType: { ...handling.byType, ZX: null } }, sign: { ...sign, YELLOW: { kind: 'working-days', amount: 4 } },
        workingHours: [{ from: '08:30', to: '12:00' }, workingHours[1]], callback: { ...callback, tries: 4 },
      },
    } }])
  })

  it('has words for every field of every rule', async () => {
    await tab('policies')
    for (const rule of [...page.root.querySelectorAll('[data-entry]')]) {
      await click(rule)
      expect(page.root.querySelector('form')).not.toBeNull()
      expect(text()).not.toMatch(/administration\.|fieldNote|figures\.|seat\.state/)
    }
  })
})

describe('seats of the desk', () => {
  it('keep their telephone account unless another one is typed', async () => {
    await tab('seats')
    await entry('8017')
    await page.type('位置', '西排 1 号')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'changeSeat', with: { code: '8017', version: 2, name: '西排 1 号', isActive: true } }])
  })

  it('of one house have one PBX: the next seat begins with the server of the last, never with its user or password', async () => {
    await tab('seats')
    await page.press('添加席位')
    await page.type('电话服务器地址', 'wss://pbx.example/ws')
    await page.type('用户名', '6001')
    await page.type('域', 'pbx.example')
    await page.type('密码', 'secret')
    await page.press('保存')
    await page.press('添加席位')
    expect(['serverUrls', 'domain', 'user', 'password'].map((name) => page.root.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value)).toEqual(['wss://pbx.example/ws', 'pbx.example', '', ''])
  })

  it('get one with every address on its own line', async () => {
    await tab('seats')
    await page.press('添加席位')
    await page.type('电话服务器地址', 'wss://a.example/ws\n wss://b.example/ws \n')
    await page.type('用户名', '1001')
    await page.press('保存')
    expect(text()).toContain('请写域')
    await page.type('域', 'a.example')
    await page.type('密码', 'secret')
    await page.press('保存')
    expect(desk.changes).toEqual([{ what: 'addSeat', with: { code: null, name: '', sip: { serverUrls: ['wss://a.example/ws', 'wss://b.example/ws'], user: '1001', domain: 'a.example', password: 'secret', iceServers: [] } } }])
    expect(page.root.innerHTML).not.toContain('secret')
  })
})

describe('the audit', () => {
  it('says in words who did what, and where it does not fit together', async () => {
    await tab('audit')
    expect(text()).toContain('管理甲（8001）')
    expect(text()).toContain('添加 李敏：话务员')
    expect(text()).toContain('2025-11-27 以前的 12 条到期删除')
    await page.press('核对是否完整')
    expect(text()).toContain('2026-11-28 第 2 条被改过')
  })
})

describe('the tabs', () => {
  it('are walked by arrows, one after the other, whatever lists come below them', async () => {
    await act(async () => page.root.querySelector<HTMLElement>('[data-tab="people"]')?.focus())
    await page.key('ArrowRight')
    await page.key('ArrowRight')
    expect(document.activeElement?.textContent).toBe('队列')
    await page.key('ArrowLeft')
    expect(document.activeElement?.textContent).toBe('席位')
    await tab('queues')
    expect(document.activeElement?.getAttribute('type')).toBe('search')
  })
})

describe('the go-live sheet', () => {
  const check = (id: string) => click(page.root.querySelector(`[data-check="${id}"]`))
  const light = (id: string) => page.root.querySelector(`[data-check="${id}"]`)?.getAttribute('data-light')
  const called = (more: object): Call => ({
    id: 'trial-1' as CallId, direction: 'outgoing', startedAt: epochMs(1_000), remote: { from: 'sip:110@pbx', displayName: null, assertedIdentity: null, privacy: null },
    offer: { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: null }, state: 'dialling', farEndRings: true, ...more,
  }) as Call
  const ended = (answeredAt: number | null) => called({ state: 'ended', answeredAt, endedAt: epochMs(9_000), outcome: answeredAt === null ? { kind: 'failed', sipCode: 404 } : { kind: 'completed', endedBy: 'agent' } })
  const show = (call: Call) => act(async () => line.show([call]))

  beforeEach(() => tab('goLive'))

  it('says how much is not shown yet, and what the desk has seen for itself', () => {
    expect(text()).toContain('还有 11 项没有通过，不要上线')
    expect(light('route-110')).toBe('red')
    expect(light('desk-reached')).toBe('green')
    expect(text()).toContain('缺 2027 年的日历')
  })

  it('says on paper whether all of it is shown, marks each row, and says once what was found', () => {
    const sheet = document.body.querySelector('table tbody tr[data-light]')?.closest('div')
    expect(sheet?.textContent).toContain('还有 11 项没有通过，不要上线')
    const cells = [...(sheet?.querySelectorAll('tr') ?? [])].map((row) => [...row.children].map((cell) => cell.textContent))
    expect(cells).toContainEqual(['下一年的工作日历', '没通过', '缺 2027 年的日历', ''])
    expect(sheet?.textContent).toContain('负责人签字')
  })

  it('dials from this console, and is green once whoever dialled has heard it', async () => {
    await page.press('拨打')
    expect(line.commands).toEqual([{ kind: 'dial', number: '110' }])
    await show(called({}))
    expect(text()).toContain('响铃')
    await show(called({ state: 'live', answeredAt: epochMs(4_000), hold: 'off', muted: false, canBeHeard: true, room: null }))
    await page.press('挂断')
    expect(line.commands.at(-1)).toEqual({ kind: 'hang-up', callId: 'trial-1' })
    await show(ended(4_000))
    expect(desk.changes).toEqual([])
    await page.press('听到了，对方接对了')
    expect(desk.changes).toEqual([{ what: 'showGoLive', with: { check: 'route-110', evidence: { kind: 'dialled', number: '110', toMobile: false, startedAt: 1_000, answeredAt: 4_000, endedAt: 9_000, sipCode: null, heard: true, note: '' } } }])
    expect(light('route-110')).toBe('green')
    expect(text()).toContain('还有 10 项')
    expect(text()).toContain('管理甲（8001）')
  })

  it('cannot be told that something was heard which nobody answered', async () => {
    await page.press('拨打')
    await show(ended(null))
    expect(text()).not.toContain('听到了，对方接对了')
    await page.press('没听到，算没通过')
    expect(desk.changes[0]).toMatchObject({ with: { evidence: { heard: false, answeredAt: null, sipCode: 404 } } })
    expect(light('route-110')).toBe('red')
  })

  it('takes no call for its own that was there before', async () => {
    await act(async () => line.show([called({ id: 'other' })]))
    await page.press('拨打')
    expect(text()).toContain('正在拨')
    await act(async () => line.show([called({ id: 'other', state: 'ended', answeredAt: null, endedAt: epochMs(2_000), outcome: { kind: 'missed' } })]))
    expect(text()).toContain('正在拨')
  })

  it('dials a mobile of the duty list and does not put it down whole', async () => {
    await check('duty-night')
    await page.press('拨打')
    expect(line.commands).toEqual([{ kind: 'dial', number: '9015400000012' }])
    await show(called({}))
    await show(ended(4_000))
    await page.press('听到了，对方接对了')
    expect(desk.changes[0]?.with).toMatchObject({ evidence: { number: '90154****0012', toMobile: true } })
    expect(light('duty-night')).toBe('green')
  })

  it('puts down what the PBX has answered this line', async () => {
    await check('pbx-reached')
    await page.press('记下本席线路')
    expect(light('pbx-reached')).toBe('green')
  })

  it('takes a restore only with its day and what was compared', async () => {
    await check('restored')
    await page.press('由我确认')
    expect(desk.changes).toEqual([])
    expect(text()).toContain('请写一句')
    await page.type('恢复到哪里', '测试库，工单数一致')
    await page.press('由我确认')
    expect(desk.changes).toEqual([{ what: 'showGoLive', with: { check: 'restored', evidence: { kind: 'statement', on: '2026-11-28', until: null, note: '测试库，工单数一致' } } }])
  })

  it('is walked by arrows and given out as a table', async () => {
    await act(async () => page.root.querySelector<HTMLElement>('[data-check="route-110"]')?.focus())
    await page.key('End')
    expect(document.activeElement?.getAttribute('data-check')).toBe('restored')
    await page.press('导出')
    const [sheet] = readWorkbook(saved[0]?.content ?? new Uint8Array()).sheets
    expect(saved[0]?.name).toBe('上线检查-2026-11-28')
    expect(sheet?.rows).toHaveLength(16)
    expect(sheet?.rows[1]?.cells.map((cell) => cell?.text)).toEqual(['拨打 110', '还没有做过'])
  })
})

describe('the workbook', () => {
  const words = wordsOfBook('zh-CN')
  const choose = (content: Uint8Array) => act(async () => {
    const input = page.root.querySelector<HTMLInputElement>('input[type=file]')
    const file = new File([Uint8Array.from(content)], '管理表.xlsx')
    Object.defineProperty(input, 'files', { value: [file], configurable: true })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  const settled = (words: string) => expect.poll(async () => {
    await act(async () => undefined)
    return text()
  }).toContain(words)

  beforeEach(() => tab('workbook'))

  it('gives out what is there now', async () => {
    await page.press('存成 Excel 表')
    await settled('存好了')
    const people = readWorkbook(saved[0]?.content ?? new Uint8Array()).sheets.find(({ name }) => name === '人员')
    expect(people?.rows.map(({ cells }) => cells.map((cell) => cell?.text))).toEqual([['登录名', '姓名或位置', '角色', '在用', '单位代码'], ['li.min', '李敏', '话务员、回访员', '是']])
  })

  it('is tried first, asked about, and brought in whole; new passwords are shown once', async () => {
    await choose(writeWorkbook(writeBook(bookEntries, words)))
    await settled('会新增 1 条')
    expect(desk.changes).toEqual([])
    await page.press('写入')
    expect(desk.changes).toEqual([])
    await page.press('写入')
    await settled('kite-lamp-4821')
    expect(desk.changes).toMatchObject([{ what: 'bringBook', with: { base: 'base-1', apply: true, entries: [{ list: 'people', key: 'li.min' }] } }])
  })

  it('with a fault of the desk says where it stands and offers nothing to bring in', async () => {
    desk.faultNext([{ entry: 0, code: 'last-administrator', path: '' }])
    await choose(writeWorkbook(writeBook(bookEntries, words)))
    await settled('有 1 处不对')
    expect(text()).toContain('就没有在用的系统管理员了')
    expect([...page.root.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['人员', '2', 'A 登录名', '这样就没有在用的系统管理员了。li.min'])
    expect(text()).not.toContain('写入。还没有')
  })

  it('that is none says so in words', async () => {
    await choose(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))
    await settled('旧格式')
  })
})
