import { describe, expect, test } from 'vitest'
import { phoneConfiguration } from '../../../electron/main/phone-configuration'
import { drawSeatCode } from '../../../electron/main/seat-code'
import { createSeatLine } from '../../../electron/main/seat-line'
import { createSettingsStore } from '../../../electron/main/settings-store'
import { createWhenFree } from '../../../electron/main/when-free'
import { needsNewLine } from '../../../renderer/phone/needs-new-line'
import type { Access, PhoneConfiguration } from '../../../shared/ipc/values'
import { defaultSettings } from '../../../shared/settings/settings'

const agent = { id: 'a-1', number: '8017', name: '李敏' }
const signedIn: Access = { state: 'signed-in', agent }
const sip = { ...defaultSettings.sip, serverUrl: 'wss://pbx.example.org:8089/ws', user: '1001' }
const withAccount = { ...defaultSettings, sip }
const accountAt = (serverUrl: string, domain = '') => ({ ...defaultSettings, sip: { ...sip, serverUrl, domain } })

describe('the line that the phone runs', () => {
  test('practice never knows a PBX, whatever account is set up', () => {
    const line = phoneConfiguration('practice', signedIn, withAccount, { sip, password: 'secret' })
    expect(line.kind).toBe('practice')
    expect(JSON.stringify(line)).not.toMatch(/pbx|secret|1001/)
  })

  test('a seat nobody has signed in to stays silent', () => {
    const line = phoneConfiguration('desk-here', { state: 'signed-out' }, withAccount, { sip, password: 'secret' })
    expect(line).toMatchObject({ kind: 'none', reason: 'not-signed-in' })
    expect(JSON.stringify(line)).not.toContain('secret')
  })

  test('a seat that is locked goes on with its line, and the phone is told to remember', () => {
    const locked: Access = { state: 'locked', agent, since: 0, reason: 'idle', redCalls: [] }
    const before = phoneConfiguration('desk-here', signedIn, withAccount, { sip, password: 'secret' })
    const line = phoneConfiguration('desk-here', locked, withAccount, { sip, password: 'secret' })
    expect(line).toEqual({ ...before, isLocked: true })
    expect(before.isLocked).toBe(false)
    expect(needsNewLine(before, line)).toBe(false)
  })

  test.each([
    [null, signedIn, withAccount, 'secret', 'mode-not-chosen'],
    ['desk-here', signedIn, defaultSettings, 'secret', 'no-account'],
    ['desk-here', signedIn, withAccount, null, 'no-password'],
    ['desk-here', signedIn, accountAt('wss://pbx:port/ws'), 'secret', 'account-unusable'],
    ['desk-here', signedIn, accountAt('nonsense'), 'secret', 'account-unusable'],
    ['desk-here', signedIn, accountAt('wss://pbx/ws', 'pbx_1'), 'secret', 'account-unusable'],
  ] as const)('what is missing is named: %#', (mode, access, settings, password, reason) => {
    expect(phoneConfiguration(mode, access, settings, { sip: settings.sip, password })).toMatchObject({ kind: 'none', reason })
  })

  test.each([['none', 'desk-gives-none'], ['unusable', 'desk-gives-unusable']] as const)('an account that a shared desk does not give is named: %s', (account, reason) => {
    expect(phoneConfiguration('desk-shared', signedIn, withAccount, account)).toMatchObject({ kind: 'none', reason })
    expect(phoneConfiguration('desk-shared', { state: 'signed-out' }, withAccount, account)).toMatchObject({ kind: 'none', reason: 'not-signed-in' })
  })

  test('with an account and its password it registers; the domain is the host unless one is given', () => {
    expect(phoneConfiguration('desk-here', signedIn, withAccount, { sip, password: 'secret' })).toMatchObject({
      kind: 'sip',
      serverUrls: [sip.serverUrl],
      user: '1001',
      domain: 'pbx.example.org',
      password: 'secret',
      displayName: '李敏',
    })
  })

  test('the phone is told when its line has changed, and only then', () => {
    const settings = createSettingsStore(defaultSettings, () => undefined)
    const access = { state: () => signedIn } as never
    const told: PhoneConfiguration[] = []
    const line = createSeatLine({ mode: 'practice', access, settings, account: () => 'none' }, (now) =>
      told.push(now),
    )
    settings.change({ theme: 'dark' })
    line.check()
    settings.change({ ring: { volume: 0.1, deviceId: null } })
    line.check()
    expect(told).toHaveLength(1)
    expect(told[0]?.ring.volume).toBe(0.1)
  })
})

describe('settings', () => {
  test('change for everybody once they are kept', () => {
    const kept: unknown[] = []
    const settings = createSettingsStore(defaultSettings, (next) => kept.push(next))
    const heard: unknown[] = []
    const stop = settings.onChange((now, before) => heard.push([before.theme, now.theme]))
    settings.change({ theme: 'dark' })
    stop()
    settings.change({ theme: 'light' })
    expect(heard).toEqual([['system', 'dark']])
    expect(kept).toHaveLength(2)
  })

  test('stay as they were when they cannot be kept', () => {
    const settings = createSettingsStore(defaultSettings, () => {
      throw new Error('ENOSPC')
    })
    expect(() => settings.change({ theme: 'dark' })).toThrow('ENOSPC')
    expect(settings.current().theme).toBe('system')
  })

  test('that were kept count as kept, though somebody who was told stumbles', () => {
    const failures: unknown[] = []
    const settings = createSettingsStore(defaultSettings, () => undefined, (error) => failures.push(error))
    const heard: string[] = []
    settings.onChange(() => {
      throw new Error('stumbled')
    })
    settings.onChange((now) => heard.push(now.theme))
    expect(settings.change({ theme: 'dark' })).toMatchObject({ theme: 'dark' })
    expect([heard, failures]).toEqual([['dark'], [new Error('stumbled')]])
  })

  test('never leave their schema', () => {
    const settings = createSettingsStore(defaultSettings, () => undefined)
    expect(() => settings.change({ wrapUpSeconds: -1 })).toThrow()
    expect(settings.current()).toEqual(defaultSettings)
  })
})

describe('work that must not disturb a call', () => {
  test('waits until the seat is free and is done once', () => {
    let isFree = false
    const done: string[] = []
    const whenFree = createWhenFree(() => isFree)
    whenFree.run('reload', () => done.push('first'))
    whenFree.run('reload', () => done.push('second'))
    whenFree.check()
    expect(done).toEqual([])
    isFree = true
    whenFree.check()
    whenFree.check()
    expect(done).toEqual(['second'])
  })

  test('is done at once in a free seat', () => {
    const done: string[] = []
    createWhenFree(() => true).run('reload', () => done.push('now'))
    expect(done).toEqual(['now'])
  })
})

test('a drawn seat code has four digits and lies in the range that is never issued', () => {
  expect([drawSeatCode(() => 0), drawSeatCode(() => 999)]).toEqual(['9000', '9999'])
})
