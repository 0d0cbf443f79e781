// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { SipAccountForm } from '../../../../renderer/console/features/settings/sip-account-form'
import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { openSettingsPage, type SettingsPage } from './settings-page'

const noAccount: SipAccount = { serverUrl: '', user: '', domain: '', iceServers: [], password: 'missing', canKeepPassword: true }
const save = '保存并注册'
let page: SettingsPage
let saved: SipAccountChange[]

async function open(account: SipAccount): Promise<void> {
  saved = []
  page = await openSettingsPage(<SipAccountForm account={account} busy={false} problem={null} save={(change) => saved.push(change)} />)
}

afterEach(() => page.close())

describe('the form of the SIP account', () => {
  it.each([
    ['交换机地址', 'pbx.example', '要以 ws:// 或 wss:// 开头'],
    ['交换机地址', 'wss://pbx.example:80880/ws', '端口要在 1 到 65535 之间'],
    ['交换机地址', 'ws://10.0.0.300/ws', '主机写错了'],
    ['域', 'pbx_1', '主机写错了'],
    ['分机号', '10 01', '分机号只能用'],
  ])('says beside the field what is wrong, leads there and saves nothing: %s %s', async (label, text, words) => {
    await open(noAccount)
    await page.type(label, text)
    expect(page.root.textContent).not.toContain(words)
    await page.press(save)
    expect(page.root.textContent).toContain(words)
    expect(document.activeElement).toBe(page.input(label))
    expect(page.input(label).getAttribute('aria-invalid')).toBe('true')
    expect(saved).toEqual([])
  })

  it.each([
    ['交换机地址', 'wss://other.example/ws'],
    ['分机号', '1002'],
    ['域', 'other.example'],
  ])('asks for the password again when another account is typed over a kept one: %s', async (label, text) => {
    await open({ serverUrl: 'wss://pbx.example/ws', user: '1001', domain: '', iceServers: [], password: 'kept', canKeepPassword: true })
    await page.press(save)
    expect(saved).toHaveLength(1)
    await page.type(label, text)
    await page.press(save)
    expect(page.root.textContent).toContain('要重新输入密码')
    expect(document.activeElement).toBe(page.input('密码'))
    await page.type('密码', 'another')
    await page.press(save)
    expect(saved.map(({ password }) => password)).toEqual([null, 'another'])
  })

  it('takes its words back as soon as the slip is mended, and saves what was typed without its outer spaces', async () => {
    await open(noAccount)
    await page.type('交换机地址', 'wss://pbx.example:port/ws')
    await page.press(save)
    await page.type('交换机地址', ' wss://pbx.example/ws ')
    expect(page.root.textContent).not.toContain('端口')
    await page.type('分机号', '1001')
    await page.type('密码', 'secret')
    await page.press(save)
    expect(saved).toEqual([{ serverUrl: 'wss://pbx.example/ws', user: '1001', domain: '', iceServers: [], password: 'secret' }])
  })
})
