import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { err } from '../../../shared/lib/result'
import { defaultSettings, settingsChangeSchema, settingsSchema } from '../../../shared/settings/settings'
import { readStoredSettings, toStoredSettings } from '../../../shared/settings/stored-settings'
import { settingsVersion1 } from './settings-version-1'
import { settingsVersion2 } from './settings-version-2'
import { settingsVersion3 } from './settings-version-3'
import { settingsVersion4 } from './settings-version-4'

function read(stored: unknown, migrations?: Parameters<typeof readStoredSettings>[1]) {
  const result = readStoredSettings(stored, migrations)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

describe('stored settings', () => {
  test('the defaults keep to their own schema', () => {
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings)
  })

  test('a file of version 1 opens with every value that was set', () => {
    const { settings, dropped } = read(settingsVersion1)
    expect(dropped).toEqual([])
    const { density: _, ...kept } = settingsVersion1.settings
    expect(settings).toEqual({ ...defaultSettings, ...kept, sip: { ...defaultSettings.sip, ...kept.sip } })
  })

  test('a file of version 2 opens with every value that was set', () => {
    const { settings } = settingsVersion2
    expect(read(settingsVersion2)).toEqual({ settings: { ...defaultSettings, ...settings, sip: { ...defaultSettings.sip, ...settings.sip } }, dropped: [] })
  })

  test('a file of version 3 opens with every value that was set', () => {
    expect(read(settingsVersion3)).toEqual({ settings: { ...defaultSettings, ...settingsVersion3.settings }, dropped: [] })
  })

  test('a file of version 4 opens with every value that was set', () => {
    expect(read(settingsVersion4)).toEqual({ settings: { ...defaultSettings, ...settingsVersion4.settings }, dropped: [] })
  })

  test('a desk that cannot be one costs nothing but itself', () => {
    const { settings, dropped } = read({ version: 4, settings: { mode: 'desk-shared', sharedDesk: { origin: 'http://desk.example', trust: {} } } })
    expect([settings.mode, settings.sharedDesk, dropped]).toEqual(['desk-shared', defaultSettings.sharedDesk, ['sharedDesk']])
  })

  test('an account that makes no sense costs nothing but itself on its way to version 3', () => {
    const { settings, dropped } = read({ version: 2, settings: { sip: 'none', theme: 'dark' } })
    expect([settings.sip, settings.theme, dropped]).toEqual([defaultSettings.sip, 'dark', ['sip']])
  })

  test('what is written now bears number 4, and a program that knows version 1 alone refuses it', () => {
    const stored = toStoredSettings(defaultSettings)
    expect(stored.version).toBe(4)
    expect(readStoredSettings(stored, [])).toEqual(err({ code: 'newer-version' }))
  })

  test('what is written is read back unchanged', () => {
    const settings = { ...defaultSettings, locale: 'en' as const, keymap: { answer: 'F8' } }
    expect(read(toStoredSettings(settings))).toEqual({ settings, dropped: [] })
  })

  test('a value that came later gets its default, also inside a section', () => {
    const { settings, dropped } = read({ version: 1, settings: { locale: 'en', ring: { volume: 0.2 } } })
    expect(dropped).toEqual([])
    expect(settings.ring).toEqual({ volume: 0.2, deviceId: null })
    expect(settings.wrapUpSeconds).toBe(60)
  })

  test('unknown keys are left out', () => {
    const { settings } = read({ version: 1, settings: { password: 'x', sip: { user: '1001', password: 'y' } } })
    expect(JSON.stringify(settings)).not.toContain('password')
    expect(settings.sip.user).toBe('1001')
  })

  test('a wrong volume does not cost the seat its code', () => {
    const { settings, dropped } = read({ version: 1, settings: { seatCode: '9042', ring: { volume: 'loud' } } })
    expect(dropped).toEqual(['ring'])
    expect(settings.seatCode).toBe('9042')
    expect(settings.ring).toEqual(defaultSettings.ring)
  })

  test('a key that types or edits is dropped by itself, and every other one stays', () => {
    const keymap = { answer: 'A', hold: 'Ctrl+Alt+J', mute: 'Backspace', submit: 'Enter', search: 'Ctrl+C', outbox: '', merge: 'F9' }
    const { settings, dropped } = read({ version: 1, settings: { theme: 'dark', keymap } })
    expect(settings.keymap).toEqual({ hold: 'Ctrl+Alt+J', outbox: '', merge: 'F9' })
    expect(settings.theme).toBe('dark')
    expect(dropped).toEqual([])
    expect(settingsChangeSchema.parse({ keymap })).toEqual({ keymap: { hold: 'Ctrl+Alt+J', outbox: '', merge: 'F9' } })
  })

  test('a file of a newer program is refused, not misread', () => {
    expect(readStoredSettings({ version: 2, settings: {} }, [])).toEqual(err({ code: 'newer-version' }))
  })

  test.each([null, 'text', 7, [], {}, { version: 0, settings: {} }, { version: 1 }, { version: 1, settings: [] }])(
    'a file that is something else is corrupt: %j',
    (stored) => expect(readStoredSettings(stored)).toEqual(err({ code: 'corrupt' })),
  )

  test('every step from the written version on is taken once and in order', () => {
    const migrations = [
      (old: Readonly<Record<string, unknown>>) => ({ ...old, wrapUpSeconds: Number(old['wrapUp']) / 1000 }),
      (old: Readonly<Record<string, unknown>>) => ({ ...old, wrapUpSeconds: Number(old['wrapUpSeconds']) + 5 }),
    ]
    expect(read({ version: 1, settings: { wrapUp: 30_000 } }, migrations).settings.wrapUpSeconds).toBe(35)
    expect(read({ version: 2, settings: { wrapUpSeconds: 30 } }, migrations).settings.wrapUpSeconds).toBe(35)
    expect(read({ version: 3, settings: { wrapUpSeconds: 30 } }, migrations).settings.wrapUpSeconds).toBe(30)
    expect(toStoredSettings(defaultSettings, migrations).version).toBe(3)
  })

  test('whatever stands in the file, the result is a set of settings or a refusal', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings)), fc.jsonValue()), (settings) => {
        expect(settingsSchema.safeParse(read({ version: 1, settings }).settings).success).toBe(true)
      }),
    )
  })
})

describe('settings that pages may change', () => {
  test('mode, seat code, SIP account and the place of the backups are not among them', () => {
    const change = { theme: 'dark', backup: { folder: '/elsewhere', keepDays: 1 }, mode: 'practice', seatCode: '1111', sip: defaultSettings.sip }
    expect(settingsChangeSchema.parse(change)).toEqual({ theme: 'dark' })
  })
})
