import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSettingsFile } from '../../../electron/main/read-settings-file'
import { createSipPassword } from '../../../electron/main/sip-password'
import type { Keychain } from '../../../electron/main/sip-password'
import { windowStateSchema } from '../../../electron/main/window-placement'
import { readWindowState, writeWindowState } from '../../../electron/main/window-state-file'
import { epochMs } from '../../../shared/lib/clock'
import { defaultSettings } from '../../../shared/settings/settings'
import { toStoredSettings } from '../../../shared/settings/stored-settings'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const clock = { now: () => epochMs(Date.UTC(2026, 10, 23, 12)) }
const file = () => path.join(folder, 'settings.json')
const read = () => readSettingsFile(file(), clock)

describe('the settings file', () => {
  test('none yet: defaults, and nothing to report', () => {
    expect(read()).toEqual({ settings: defaultSettings, problem: null })
    expect(readdirSync(folder)).toEqual([])
  })

  test('a good one is read and left alone', () => {
    writeFileSync(file(), JSON.stringify(toStoredSettings({ ...defaultSettings, theme: 'dark' })))
    expect(read()).toEqual({ settings: { ...defaultSettings, theme: 'dark' }, problem: null })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test.each(['', '{"version":1,"settings":{"the', '\0\0\0\0', '[]', '"text"'])(
    'a corrupt one is set aside under a name that says so, and kept: %j',
    (content) => {
      writeFileSync(file(), content)
      const aside = 'settings.corrupt-20261123T120000Z.json'
      expect(read()).toEqual({
        settings: defaultSettings,
        problem: { code: 'settings-set-aside', reason: 'corrupt', partlyKept: false, file: aside },
      })
      expect(readdirSync(folder)).toEqual([aside])
      expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(content)
    },
  )

  test('a folder in its place is set aside too', () => {
    mkdirSync(file())
    expect(read().problem).toMatchObject({ code: 'settings-set-aside', reason: 'corrupt' })
  })

  test('one with a wrong section is used as far as it goes, and a copy is kept', () => {
    writeFileSync(file(), JSON.stringify({ version: 1, settings: { seatCode: '9042', theme: 'neon' } }))
    const { settings, problem } = read()
    expect(settings).toEqual({ ...defaultSettings, seatCode: '9042' })
    expect(problem).toMatchObject({ reason: 'corrupt', partlyKept: true })
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('one of a newer program is not overwritten', () => {
    writeFileSync(file(), JSON.stringify({ version: 999, settings: {} }))
    expect(read().problem).toEqual({
      code: 'settings-set-aside',
      reason: 'newer-version',
      partlyKept: false,
      file: 'settings.newer-version-20261123T120000Z.json',
    })
  })
})

describe('the SIP password', () => {
  const keychain = (isReal: boolean): Keychain => ({
    isReal: () => isReal,
    encrypt: (text) => Buffer.from(text).map((byte) => byte ^ 0x5a),
    decrypt: (data) => Buffer.from(data.map((byte) => byte ^ 0x5a)).toString(),
  })
  const kept = () => path.join(folder, 'sip-password.bin')

  test('is kept over a restart by a real keychain, never in the clear', async () => {
    await createSipPassword(kept(), keychain(true)).set('secret-1001')
    expect(readFileSync(kept(), 'latin1')).not.toContain('secret')
    const next = createSipPassword(kept(), keychain(true))
    expect([next.current(), next.state()]).toEqual(['secret-1001', 'kept'])
  })

  test('without one it lives in memory and touches no file', async () => {
    const password = createSipPassword(kept(), keychain(false))
    expect(password.state()).toBe('missing')
    await password.set('secret-1001')
    expect([password.current(), password.state()]).toEqual(['secret-1001', 'this-run-only'])
    expect(readdirSync(folder)).toEqual([])
    expect(createSipPassword(kept(), keychain(false)).current()).toBeNull()
  })

  test('one that the keychain cannot open any more is asked for again', async () => {
    await createSipPassword(kept(), keychain(true)).set('secret-1001')
    const lost: Keychain = {
      ...keychain(true),
      decrypt: () => {
        throw new Error('wrong key')
      },
    }
    expect(createSipPassword(kept(), lost).state()).toBe('missing')
  })

  test('an empty one takes it away', async () => {
    const password = createSipPassword(kept(), keychain(true))
    await password.set('secret-1001')
    await password.set('')
    expect([password.state(), readdirSync(folder)]).toEqual(['missing', []])
  })
})

describe('the place of the window', () => {
  test('is read back', () => {
    const state = { x: 1, y: 2, width: 1366, height: 768, maximised: true }
    writeWindowState(path.join(folder, 'window-state.json'), state)
    expect(readWindowState(path.join(folder, 'window-state.json'), windowStateSchema)).toEqual(state)
  })

  test.each(['', '{}', '{"x":1e99,"y":0,"width":1,"height":1,"maximised":false}'])('makes no trouble when it is %j', (content) => {
    writeFileSync(path.join(folder, 'window-state.json'), content)
    expect(readWindowState(path.join(folder, 'window-state.json'), windowStateSchema)).toBeNull()
  })
})
