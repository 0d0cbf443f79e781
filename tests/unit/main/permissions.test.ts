import { describe, expect, test } from 'vitest'
import { isPermitted } from '../../../electron/main/permissions'

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
    ['ring', 'media', ['audio'], false],
    [null, 'media', ['audio'], false],
    [null, 'notifications', [], false],
    ['phone', 'geolocation', [], false],
    ['console', 'openExternal', [], false],
    ['console', 'fullscreen', [], false],
    ['phone', 'display-capture', ['audio'], false],
  ] as const)('%s asks for %s %j: %s', (page, permission, media, permitted) => {
    expect(isPermitted({ page, permission, media })).toBe(permitted)
  })
})
