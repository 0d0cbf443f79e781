// @vitest-environment happy-dom
import { act } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { writeBook } from '../../../../shared/desk-book/write-book'
import { readWorkbook } from '../../../../shared/workbook/read-workbook'
import { writeWorkbook } from '../../../../shared/workbook/write-workbook'
import { wordsOfBook } from '../../../support/book-words'
import { bookEntries } from '../../../support/administered-desk'
import { useAdministration } from './administration.fixture'

const { on, text, tab } = useAdministration()

describe('the workbook', () => {
  const words = wordsOfBook('zh-CN')
  const choose = (content: Uint8Array) => act(async () => {
    const input = on.page.root.querySelector<HTMLInputElement>('input[type=file]')
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
    await on.page.press('存成 Excel 表')
    await settled('存好了')
    const people = readWorkbook(on.saved[0]?.content ?? new Uint8Array()).sheets.find(({ name }) => name === '人员')
    expect(people?.rows.map(({ cells }) => cells.map((cell) => cell?.text))).toEqual([['登录名', '姓名或位置', '角色', '在用', '单位代码'], ['li.min', '李敏', '话务员、回访员', '是']])
  })

  it('is tried first, asked about, and brought in whole; new passwords are shown once', async () => {
    await choose(writeWorkbook(writeBook(bookEntries, words)))
    await settled('会新增 1 条')
    expect(on.desk.changes).toEqual([])
    await on.page.press('写入')
    expect(on.desk.changes).toEqual([])
    await on.page.press('写入')
    await settled('kite-lamp-4821')
    expect(on.desk.changes).toMatchObject([{ what: 'bringBook', with: { base: 'base-1', apply: true, entries: [{ list: 'people', key: 'li.min' }] } }])
  })

  it('with a fault of the desk says where it stands and offers nothing to bring in', async () => {
    on.desk.faultNext([{ entry: 0, code: 'last-administrator', path: '' }])
    await choose(writeWorkbook(writeBook(bookEntries, words)))
    await settled('有 1 处不对')
    expect(text()).toContain('就没有在用的系统管理员了')
    expect([...on.page.root.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['人员', '2', 'A 登录名', '这样就没有在用的系统管理员了。li.min'])
    expect(text()).not.toContain('写入。还没有')
  })

  it('that is none says so in words', async () => {
    await choose(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))
    await settled('旧格式')
  })
})
