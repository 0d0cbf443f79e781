import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSaveDiagnostics } from '../../../electron/main/diagnostics'
import { createLog } from '../../../electron/main/log'
import { createRedactor } from '../../../electron/main/redactor'
import { createSipTrace } from '../../../renderer/phone/sip/sip-trace'
import { courseOf } from '../../../shared/calls/call-course'
import { diagnosticsFoundSchema } from '../../../shared/ipc/values'
import type { DiagnosticsFound } from '../../../shared/ipc/values'
import { epochMs } from '../../../shared/lib/clock'
import { defaultSettings } from '../../../shared/settings/settings'
import type { Settings } from '../../../shared/settings/settings'
import { callsInEveryState } from '../calls/calls.fixture'

const clock = { now: () => epochMs(Date.UTC(2026, 10, 28, 9, 30, 5)) }

/** Every one of these stands somewhere in what the bundle is made of. */
const canaries = {
  name: '覃国富', number: '15400000012', dashed: '154-0000-0012', extension: 'agent-8017-canary', password: 'hunter2-canary', token: 'canary-token',
  draft: '包工头欠薪canary', home: '/home/canary', device: 'canary-device-id', category: 'canary-category',
}

const settings: Settings = {
  ...defaultSettings,
  mode: 'desk-here',
  sip: { ...defaultSettings.sip, standbyUrls: [`wss://standby.example/${canaries.token}`], serverUrl: `wss://pbx.example:8089/ws?token=${canaries.token}`, user: canaries.extension, domain: 'canary.domain.example', iceServers: [`turn:${canaries.name}@canary.example`] },
  audio: { microphoneId: canaries.device, speakerId: null },
  recent: { categories: [canaries.category], districts: [] },
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lingxi-diagnostics-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noLog = { info() {}, warning() {}, error() {} }

function save(found: DiagnosticsFound, file: string | null = path.join(folder, 'bundle.json')) {
  const asked: string[] = []
  const saveDiagnostics = createSaveDiagnostics({
    clock, log: noLog, logFolder: folder, settings: () => settings,
    versions: { app: '0.1.0', electron: '45', chrome: '144', node: '24', platform: 'linux' },
    askPath: async (suggested) => {
      asked.push(suggested)
      return file
    },
  })
  return { result: saveDiagnostics(found), asked, text: () => readFileSync(path.join(folder, 'bundle.json'), 'utf8') }
}

/** What the phone has after a call in which a person stands everywhere. */
function foundAfterCall(): DiagnosticsFound {
  const trace = createSipTrace(clock)
  trace.note('in', [
    `INVITE sip:${canaries.extension}@h SIP/2.0`, `From: "${canaries.name}" <sip:${canaries.number}@trunk>;tag=${canaries.number}`, `Call-ID: ${canaries.dashed}`,
    `Authorization: Digest response="${canaries.password}"`, `Subject: ${canaries.draft}`, '', canaries.draft,
  ].join('\r\n'))
  const found = { phone: { trace: trace.messages(), courses: [courseOf(callsInEveryState.live, callsInEveryState.live.answeredAt)] }, console: { registration: 'registered', calls: 1, draftsInHand: 2 } }
  return diagnosticsFoundSchema.parse(structuredClone(found))
}

describe('the bundle for support', () => {
  it('has versions, settings, trace, courses and the last errors in one file', async () => {
    const log = createLog({ folder, maxBytes: 100_000, files: 2, clock, redact: createRedactor(canaries.home) })
    log.info('started', { version: '0.1.0' })
    log.error('line-not-opened', { role: 'phone', name: 'TypeError' })
    const { result, asked, text } = save(foundAfterCall())
    expect(await result).toEqual({ ok: true, value: { saved: true } })
    expect(asked).toEqual(['lingxi-diagnostics-20261128-093005.json'])
    expect(JSON.parse(text())).toMatchObject({
      made: '2026-11-28T09:30:05.000Z',
      versions: { app: '0.1.0' },
      settings: { mode: 'desk-here', line: { server: 'wss://pbx.example:8089', standby: ['wss://standby.example'], hasUser: true, iceServers: ['turn'] }, sound: { microphone: 'chosen', speaker: 'system' } },
      phone: { trace: [{ at: '2026-11-28T09:30:05.000Z', direction: 'in' }], courses: [{ steps: [{ kind: 'rang' }, { kind: 'answered' }] }] },
      console: { registration: 'registered', calls: 1 },
      errors: [{ level: 'error', code: 'line-not-opened', facts: { role: 'phone', name: 'TypeError' } }],
    })
    expect(statSync(path.join(folder, 'bundle.json')).mode & 0o077).toBe(0)
  })

  it('holds nothing that belongs to a person', async () => {
    const log = createLog({ folder, maxBytes: 100_000, files: 2, clock, redact: createRedactor(canaries.home) })
    log.error('odd', { error: new Error(`${canaries.name} ${canaries.draft}`), who: canaries.name, number: canaries.number, password: canaries.password, file: `${canaries.home}/x`, role: 'console' })
    log.error(canaries.draft, {})
    const { result, text } = save(foundAfterCall())
    await result
    for (const [what, canary] of Object.entries(canaries)) expect(text(), what).not.toContain(canary)
    expect(text()).not.toMatch(/canary|\d{7,}/)
  })

  it('takes no word from a page that is more than a word of the program', () => {
    for (const word of [canaries.name, canaries.draft, 'two words', 'x'.repeat(61)]) {
      expect(diagnosticsFoundSchema.safeParse({ phone: null, console: { state: word } }).success, word).toBe(false)
    }
    const message = { at: 1, direction: 'in', headers: [], bodyLength: 0 }
    expect(diagnosticsFoundSchema.safeParse({ phone: { trace: [{ ...message, start: canaries.name }], courses: [] }, console: {} }).success).toBe(false)
  })

  it('is not written when the person would rather not, and says so when it cannot be', async () => {
    expect(await save(foundAfterCall(), null).result).toEqual({ ok: true, value: { saved: false } })
    expect(await save(foundAfterCall(), path.join(folder, 'no', 'such', 'folder.json')).result).toEqual({ ok: false, error: { code: 'not-saved' } })
  })
})
