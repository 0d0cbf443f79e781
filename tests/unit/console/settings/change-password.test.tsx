// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ChangePassword } from '../../../../renderer/console/features/settings/change-password'
import { openSettingsPage, type SettingsPage } from './settings-page'

const button = '换密码'
let page: SettingsPage
let asked: (readonly [current: string, next: string])[]
const form = (problem: { readonly code: string; readonly seconds?: number } | null = null) =>
  <ChangePassword busy={false} problem={problem} change={(current, next) => asked.push([current, next])} />

beforeEach(async () => {
  asked = []
  page = await openSettingsPage(form())
})
afterEach(() => page.close())

describe('the form of another password', () => {
  it('asks for the one before and twice for the new one, and hides what is typed', async () => {
    for (const label of ['现在的密码', '新密码', '新密码再输一遍']) {
      await page.press(button)
      expect([asked, page.input(label).getAttribute('type')]).toEqual([[], 'password'])
      await page.type(label, label === '现在的密码' ? 'correct horse' : 'battery staple')
    }
    await page.press(button)
    expect(asked).toEqual([['correct horse', 'battery staple']])
  })

  it('asks for nothing while the two differ, and says so beside the second', async () => {
    await page.type('现在的密码', 'correct horse')
    await page.type('新密码', 'battery staple')
    await page.type('新密码再输一遍', 'battery stable')
    await page.press(button)
    expect(asked).toEqual([])
    expect(page.root.textContent).toContain('两遍不一样')
  })

  it.each([
    [{ code: 'wrong-password' }, '现在的密码不对'],
    [{ code: 'too-many-tries', seconds: 30 }, '请等 30 秒'],
    [{ code: 'not-saved' }, '磁盘写不进去'],
    [{ code: 'unexpected' }, '没有保存，请再试一次'],
  ])('says why it came to nothing and what to do: %j', async (problem, words) => {
    await page.show(form(problem))
    expect(page.root.querySelector('[role=alert]')?.textContent).toContain(words)
  })

  it('says before what a forgotten password costs', () => expect(page.root.textContent).toContain('忘了没法找回'))
})
