// @vitest-environment happy-dom
import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { agentLi } from '../../../support/administered-desk'
import { useAdministration } from './administration.fixture'

const { on, text, entry, box } = useAdministration()

describe('people of the desk', () => {
  it('are added with their roles; the one-time password is shown once and nowhere else', async () => {
    await on.page.press('添加人员')
    await on.page.type('登录名', 'zhou')
    await on.page.type('姓名', '周明兰')
    await box('班长')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'addPerson', with: { login: 'zhou', name: '周明兰', roles: ['AGENT', 'LEAD'], unit: null } }])
    expect(text()).toContain('kite-lamp-4821')
    await on.page.press('已经告诉本人')
    expect(text()).not.toContain('kite-lamp-4821')
    expect(text()).toContain('zhou · 话务员、班长')
  })

  it('who are handlers are kept with a unit, and lose it with the role', async () => {
    const unit = () => on.page.root.querySelector<HTMLSelectElement>('select[name="unit"]')
    await entry('李敏')
    expect(unit()).toBeNull()
    await box('工单办理员')
    await on.page.press('保存')
    expect([on.desk.changes, text().includes('工单办理员要选一个单位。')]).toEqual([[], true])
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(unit(), 'QXGH@500103')
      unit()?.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await on.page.press('保存')
    expect(text()).toContain('li.min · 话务员、工单办理员、回访员 · 渝中区总工会')
    await box('工单办理员')
    await on.page.press('保存')
    expect(on.desk.changes.map((change) => change.with)).toMatchObject([{ roles: ['AGENT', 'HANDLER', 'CALLBACK'], unit: 'QXGH@500103' }, { roles: ['AGENT', 'CALLBACK'], unit: null }])
  })

  it('come one after the other: while a password stands there nothing else can be chosen, and adding the next is one key away', async () => {
    await on.page.press('添加人员')
    await on.page.type('登录名', 'zhou')
    await on.page.type('姓名', '周明兰')
    await on.page.press('保存')
    const adding = [...on.page.root.querySelectorAll('button')].find((each) => each.textContent === '添加人员')
    expect(adding?.disabled).toBe(true)
    expect([...on.page.root.querySelectorAll<HTMLButtonElement>('[data-entry]')].every(({ disabled }) => disabled)).toBe(true)
    await on.page.press('已经告诉本人')
    expect(adding?.disabled).toBe(false)
    expect(document.activeElement).toBe(adding)
  })

  it('without a name or a role are not sent; the keyboard is led to what is missing', async () => {
    await on.page.press('添加人员')
    await on.page.type('登录名', 'zhou')
    await box('话务员')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([])
    expect(text()).toContain('请写姓名')
    expect(text()).toContain('至少选一个角色')
    expect((document.activeElement as HTMLInputElement).name).toBe('name')
  })

  it('are changed under the version that was seen', async () => {
    await entry('李敏')
    await box('在用')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'changePerson', with: { id: agentLi.id, version: 4, name: '李敏', roles: ['AGENT', 'CALLBACK'], unit: null, isActive: false } }])
    expect(text()).toContain('停用')
  })

  it('that somebody else has changed meanwhile keep what was typed, and say so', async () => {
    await entry('李敏')
    await on.page.type('姓名', '李敏敏')
    on.desk.refuseNext('stale')
    await on.page.press('保存')
    expect(text()).toContain('别人刚改过')
    expect(on.page.input('姓名').value).toBe('李敏敏')
  })

  it('are asked about before their password goes; Escape leaves it as it was', async () => {
    await entry('李敏')
    await on.page.press('重设密码')
    expect(text()).toContain('现在的密码马上失效')
    await on.page.key('Escape')
    expect(text()).not.toContain('现在的密码马上失效')
    expect(on.desk.changes).toEqual([])
    await on.page.press('重设密码')
    await on.page.press('重设密码')
    expect(on.desk.changes).toEqual([{ what: 'resetPassword', with: agentLi.id }])
    expect(text()).toContain('river-moss-7733')
  })
})
