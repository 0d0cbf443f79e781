// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { useAdministration } from './administration.fixture'

const { on, text, entry, tab } = useAdministration()

describe('seats of the desk', () => {
  it('keep their telephone account unless another one is typed', async () => {
    await tab('seats')
    await entry('8017')
    await on.page.type('位置', '西排 1 号')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'changeSeat', with: { code: '8017', version: 2, name: '西排 1 号', isActive: true } }])
  })

  it('of one house have one PBX: the next seat begins with the server of the last, never with its user or password', async () => {
    await tab('seats')
    await on.page.press('添加席位')
    await on.page.type('电话服务器地址', 'wss://pbx.example/ws')
    await on.page.type('用户名', '6001')
    await on.page.type('域', 'pbx.example')
    await on.page.type('密码', 'secret')
    await on.page.press('保存')
    await on.page.press('添加席位')
    expect(['serverUrls', 'domain', 'user', 'password'].map((name) => on.page.root.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value)).toEqual(['wss://pbx.example/ws', 'pbx.example', '', ''])
  })

  it('get one with every address on its own line', async () => {
    await tab('seats')
    await on.page.press('添加席位')
    await on.page.type('电话服务器地址', 'wss://a.example/ws\n wss://b.example/ws \n')
    await on.page.type('用户名', '1001')
    await on.page.press('保存')
    expect(text()).toContain('请写域')
    await on.page.type('域', 'a.example')
    await on.page.type('密码', 'secret')
    await on.page.press('保存')
    expect(on.desk.changes).toEqual([{ what: 'addSeat', with: { code: null, name: '', sip: { serverUrls: ['wss://a.example/ws', 'wss://b.example/ws'], user: '1001', domain: 'a.example', password: 'secret', iceServers: [] } } }])
    expect(on.page.root.innerHTML).not.toContain('secret')
  })
})
