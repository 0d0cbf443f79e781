// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { SipAccountForm } from '../../../../renderer/console/features/settings/sip-account-form'
import type { RefusedCertificate } from '../../../../shared/ipc/refused-certificate'
import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { defaultSettings } from '../../../../shared/settings/settings'
import { openSettingsPage, type SettingsPage } from './settings-page'

const noAccount: SipAccount = { ...defaultSettings.sip, password: 'missing', canKeepPassword: true, source: 'seat' }
const fingerprint = Array.from({ length: 32 }, (_, at) => (at + 160).toString(16).toUpperCase()).join(':')
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const save = '保存并注册'
let page: SettingsPage
let saved: SipAccountChange[]

async function open(account: SipAccount, refused: RefusedCertificate | null = null): Promise<void> {
  saved = []
  page = await openSettingsPage(<SipAccountForm account={account} busy={false} problem={null} refused={refused} save={(change) => saved.push(change)} />)
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
    await open({ ...defaultSettings.sip, serverUrl: 'wss://pbx.example/ws', user: '1001', password: 'kept', canKeepPassword: true, source: 'seat' })
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
    expect(saved).toEqual([{ ...defaultSettings.sip, serverUrl: 'wss://pbx.example/ws', user: '1001', password: 'secret' }])
  })

  it('keeps standby addresses and certificates out of the way until somebody wants them', async () => {
    await open(noAccount)
    expect(page.root.textContent).not.toContain('证书指纹')
    await page.press('备用地址和证书')
    await page.type('备用地址', 'wss://two.example/ws\n\n wss://three.example/ws ')
    await page.type('证书指纹', fingerprint.toLowerCase().replaceAll(':', ''))
    await page.type('CA 证书', pem)
    await page.press(save)
    expect(saved).toMatchObject([{ standbyUrls: ['wss://two.example/ws', 'wss://three.example/ws'], trust: { fingerprints: [fingerprint], authorities: pem } }])
  })

  it.each([
    ['备用地址', 'two.example', '要以 ws:// 或 wss:// 开头'],
    ['备用地址', 'wss://a/ws\nwss://b/ws\nwss://c/ws\nwss://d/ws\nwss://e/ws', '最多填 4 个'],
    ['证书指纹', 'AB:CD', '不是 SHA-256 指纹'],
    ['CA 证书', '-----BEGIN PRIVATE KEY-----', '这里没有证书'],
  ])('says what is wrong with what is folded away, unfolded or not: %s %s', async (label, text, words) => {
    await open(noAccount)
    await page.press('备用地址和证书')
    await page.type(label, text)
    await page.press('备用地址和证书')
    await page.press(save)
    expect(page.root.textContent).toContain(words)
    expect(saved).toEqual([])
  })

  it('asks for the password again before it may go to another standby', async () => {
    await open({ ...defaultSettings.sip, serverUrl: 'wss://pbx.example/ws', user: '1001', password: 'kept', canKeepPassword: true, source: 'seat' })
    await page.press('备用地址和证书')
    await page.type('备用地址', 'wss://two.example/ws')
    await page.press(save)
    expect(page.root.textContent).toContain('要重新输入密码')
    expect(saved).toEqual([])
  })

  it('shows the certificate that was refused, and trusts it only when somebody says so and saves', async () => {
    await open({ ...noAccount, serverUrl: 'wss://pbx.example/ws', user: '1001' }, { host: 'pbx.example', fingerprint, reason: 'unknown' })
    expect(page.root.textContent).toContain(`没有连接 pbx.example没有受信任的机构为它的证书担保。SHA-256 ${fingerprint}`)
    expect(page.root.textContent).toContain('填写指纹或导入 CA 证书')
    await page.press('填写这个指纹')
    expect(saved).toEqual([])
    await page.press(save)
    expect(saved).toMatchObject([{ trust: { fingerprints: [fingerprint] } }])
  })

  it.each(['other-host', 'out-of-date', 'unfit'] as const)('offers no trust that would not help: %s', async (reason) => {
    await open(noAccount, { host: 'pbx.example', fingerprint, reason })
    expect(page.root.textContent).toContain('没有连接 pbx.example')
    expect(page.root.textContent).not.toContain('填写这个指纹')
  })
})
