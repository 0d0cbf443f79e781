import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { countWords, lineWords, microphoneWords } from '../../../../renderer/console/app/line-words'
import type { StoppedReason } from '../../../../shared/calls/phone-line'
import { refusedCertificateSchema, type RefusedCertificate } from '../../../../shared/ipc/refused-certificate'
import { epochMs } from '../../../../shared/lib/clock'
import en from '../../../../shared/i18n/locales/en/statusBar.json'
import zh from '../../../../shared/i18n/locales/zh-CN/statusBar.json'

const reasons: Readonly<Record<StoppedReason, true>> = {
  'mode-not-chosen': true,
  'not-signed-in': true,
  'no-account': true,
  'account-unusable': true,
  'desk-gives-none': true,
  'desk-gives-unusable': true,
  'no-password': true,
  'not-opened': true,
  closed: true,
}

beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { statusBar: zh } }, en: { translation: { statusBar: en } } } })
})

describe.each(['zh-CN', 'en'])('the line in words (%s)', (language) => {
  const t = () => i18next.getFixedT(language)

  it('has its own for every reason that there is none', () => {
    const hints = (Object.keys(reasons) as StoppedReason[]).map((reason) => lineWords({ state: 'stopped', reason }, null, false, null, t()).hint)
    expect(new Set(hints).size).toBe(hints.length)
    expect(hints.filter((hint) => hint.startsWith('statusBar'))).toEqual([])
  })

  it('says why a certificate was not trusted, with what it takes to trust it', () => {
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
    const words = (reason: RefusedCertificate['reason']) =>
      lineWords({ state: 'unreachable', since: epochMs(1), attempt: 1, nextTryAt: epochMs(2) }, null, false, { host: 'pbx.example', fingerprint, reason }, t())
    const all = refusedCertificateSchema.shape.reason.options.map(words)
    expect(new Set(all.map(({ hint }) => hint)).size).toBe(all.length)
    expect(all.every(({ hint }) => hint.includes('pbx.example'))).toBe(true)
    expect(words('unknown').hint).toContain(fingerprint)
    expect(words('not-the-pinned').hint).toContain(fingerprint)
  })

  it('says before a call that nobody will hear the agent', () => {
    expect(microphoneWords('ready', t())).toBeNull()
    expect(microphoneWords('missing', t())).not.toBe(microphoneWords('denied', t()))
  })

  it('says what was turned away, and nothing of it on an honest day', () => {
    expect(countWords({ parserWarnings: 0, secondCallsRefused: 0, badMessages: 0 }, t())).toEqual([])
    const words = countWords({ parserWarnings: 3, secondCallsRefused: 1, badMessages: 2 }, t())
    expect(words.map((each) => /\d+/.exec(each)?.[0])).toEqual(['3', '1', '2'])
  })
})
