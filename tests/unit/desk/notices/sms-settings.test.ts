import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSmsSettings } from '../../../../electron/desk/notices/sms-settings'
import { ServerProblem } from '../../../../electron/desk/server/server-problem'
import { wordsOfProblem } from '../../../../electron/desk/server/words'

const token = 'a-token-of-the-house'

describe('the gateway of messages in the environment of a desk', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'lingxi-sms-'))
  const file = path.join(place, 'token')
  writeFileSync(file, `${token}\n`)
  afterAll(() => rmSync(place, { recursive: true }))

  it('is none where nothing is said of one', () => {
    expect(readSmsSettings({})).toBeNull()
    expect(readSmsSettings({ LINGXI_SMS_URL: '', LINGXI_SMS_TOKEN: '' })).toBeNull()
  })

  it.each(['https://sms.example/send', 'https://sms.example:8443/send?app=hotline', 'http://127.0.0.1:9000/sms', 'http://localhost:9000/sms', 'http://[::1]:9000/sms'])('is at %s', (url) => {
    expect(readSmsSettings({ LINGXI_SMS_URL: url, LINGXI_SMS_TOKEN: token })).toEqual({ url, token })
  })

  it('has its token in a file where that is named', () => {
    expect(readSmsSettings({ LINGXI_SMS_URL: 'https://sms.example/send', LINGXI_SMS_TOKEN_FILE: file })).toEqual({ url: 'https://sms.example/send', token })
  })

  it.each([
    ['sms-half', { LINGXI_SMS_URL: 'https://sms.example/send' }],
    ['sms-half', { LINGXI_SMS_TOKEN: token }],
    ['file-unreadable', { LINGXI_SMS_URL: 'https://sms.example/send', LINGXI_SMS_TOKEN_FILE: path.join(place, 'nowhere') }],
    ['sms-url-malformed', { LINGXI_SMS_URL: 'sms.example', LINGXI_SMS_TOKEN: token }],
    ['sms-url-malformed', { LINGXI_SMS_URL: 'ftp://sms.example/', LINGXI_SMS_TOKEN: token }],
    ['sms-url-malformed', { LINGXI_SMS_URL: 'https://user@sms.example/', LINGXI_SMS_TOKEN: token }],
    ['sms-url-malformed', { LINGXI_SMS_URL: 'https://user:word@sms.example/', LINGXI_SMS_TOKEN: token }],
    ['sms-in-clear', { LINGXI_SMS_URL: 'http://sms.example/send', LINGXI_SMS_TOKEN: token }],
    ['sms-in-clear', { LINGXI_SMS_URL: 'http://127.0.0.1.sms.example/send', LINGXI_SMS_TOKEN: token }],
    ['sms-token-malformed', { LINGXI_SMS_URL: 'https://sms.example/send', LINGXI_SMS_TOKEN: 'short' }],
    ['sms-token-malformed', { LINGXI_SMS_URL: 'https://sms.example/send', LINGXI_SMS_TOKEN: 'two words and\r\na line' }],
  ])('says %s in words that give nothing of it away', (code, env) => {
    const problem = problemOf(env)
    expect(problem?.code).toBe(code)
    if (problem !== null && code !== 'file-unreadable') expect(wordsOfProblem(problem)).toMatch(/LINGXI_SMS_(URL|TOKEN)/)
    expect(problem === null ? '' : wordsOfProblem(problem)).not.toMatch(/sms\.example|a-token|user:word|two words/)
  })
})

function problemOf(env: Record<string, string>): ServerProblem | null {
  try {
    readSmsSettings(env)
    return null
  } catch (error) {
    return error instanceof ServerProblem ? error : null
  }
}
