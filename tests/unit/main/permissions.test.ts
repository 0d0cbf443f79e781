import type { Session } from 'electron'
import { describe, expect, test } from 'vitest'
import { isPermitted, lockPermissions } from '../../../electron/main/permissions'

const connections = { deskOrigin: 'http://127.0.0.1:42019', pbxUrls: ['wss://pbx.example.org:8089/ws'] }
const nowhere = { deskOrigin: null, pbxUrls: [] }

describe('what a page may use', () => {
  test.each([
    ['phone', 'media', ['audio'], true],
    ['phone', 'media', ['video'], false],
    ['phone', 'media', ['audio', 'video'], false],
    ['phone', 'media', [], false],
    ['phone', 'media', ['unknown'], false],
    ['phone', 'speaker-selection', [], true],
    ['phone', 'hid', [], true],
    ['phone', 'notifications', [], false],
    ['console', 'notifications', [], true],
    ['console', 'clipboard-sanitized-write', [], true],
    ['console', 'clipboard-read', [], false],
    ['console', 'media', ['audio'], false],
    ['console', 'hid', [], false],
    ['ring', 'notifications', [], false],
    ['wall', 'notifications', [], false],
    ['wall', 'media', ['audio'], false],
    ['ring', 'media', ['audio'], false],
    [null, 'media', ['audio'], false],
    [null, 'notifications', [], false],
    ['phone', 'geolocation', [], false],
    ['console', 'openExternal', [], false],
    ['console', 'fullscreen', [], false],
    ['phone', 'display-capture', ['audio'], false],
  ] as const)('%s asks for %s %j: %s', (page, permission, media, permitted) => {
    expect(isPermitted({ page, permission, media }, connections)).toBe(permitted)
  })

  test.each([
    ['console', 'local-network-access', true],
    ['console', 'loopback-network', true],
    ['console', 'local-network', false],
    ['phone', 'local-network-access', true],
    ['phone', 'loopback-network', true],
    ['phone', 'local-network', true],
    ['wall', 'loopback-network', true],
    ['wall', 'local-network', false],
    ['ring', 'local-network-access', false],
    ['ring', 'loopback-network', false],
    ['ring', 'local-network', false],
    [null, 'local-network-access', false],
    [null, 'loopback-network', false],
    [null, 'local-network', false],
  ] as const)('%s asks for %s on the way to its server: %s', (page, permission, permitted) => {
    expect(isPermitted({ page, permission, media: [] }, connections)).toBe(permitted)
  })

  test.each(['local-network-access', 'loopback-network', 'local-network'])('%s is for nobody without a server', (permission) => {
    for (const page of ['console', 'phone'] as const) {
      expect(isPermitted({ page, permission, media: [] }, nowhere)).toBe(false)
    }
    expect(isPermitted({ page: 'phone', permission, media: [] }, { ...connections, pbxUrls: [] })).toBe(false)
    expect(isPermitted({ page: 'console', permission, media: [] }, { ...connections, deskOrigin: null })).toBe(false)
  })

  test('both handlers ask the same rules, with the servers of the moment', () => {
    const answers: unknown[] = []
    let now: typeof connections | typeof nowhere = nowhere
    let request: (...question: unknown[]) => void = () => undefined
    let check: (...question: unknown[]) => unknown = () => undefined
    const session = {
      setPermissionRequestHandler: (handler: typeof request) => (request = handler),
      setPermissionCheckHandler: (handler: typeof check) => (check = handler),
      setDevicePermissionHandler: () => undefined,
    }
    lockPermissions(session as unknown as Session, () => now)
    const ask = () => {
      request({}, 'loopback-network', (isGranted: boolean) => answers.push(isGranted), { requestingUrl: 'app://console/index.html' })
      answers.push(check({}, 'local-network', 'app://phone/', {}))
    }
    ask()
    now = connections
    ask()
    expect(answers).toEqual([false, false, true, true])
  })
})
