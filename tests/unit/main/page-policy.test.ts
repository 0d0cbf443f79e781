import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, pageHeaders } from '../../../electron/main/page-policy'

const connections = { deskOrigin: 'http://127.0.0.1:42019', pbxUrls: ['wss://pbx.example.org:8089/ws', 'wss://standby.example.org/ws'] }
const pages = ['console', 'phone', 'ring', 'wall'] as const

function directive(page: (typeof pages)[number], name: string, to = connections as Parameters<typeof pageHeaders>[1]) {
  const found = contentSecurityPolicy(page, to)
    .split('; ')
    .find((entry) => entry.startsWith(`${name} `))
  return found?.split(' ').slice(1)
}

describe('the policy of a page', () => {
  test.each(pages)('nothing unsafe, no wildcard and no foreign source in that of %s', (page) => {
    const policy = contentSecurityPolicy(page, connections)
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:\/\/(?!127\.0\.0\.1)/)
    expect(directive(page, 'default-src')).toEqual(["'none'"])
    expect(directive(page, 'script-src')).toEqual(["'self'"])
    expect(directive(page, 'style-src')).toEqual(["'self'"])
  })

  test('each page connects to what its work needs and to nothing else', () => {
    expect(directive('console', 'connect-src')).toEqual(["'self'", connections.deskOrigin])
    expect(directive('phone', 'connect-src')).toEqual(["'self'", ...connections.pbxUrls])
    expect(directive('wall', 'connect-src')).toEqual(["'self'", connections.deskOrigin])
    expect(directive('ring', 'connect-src')).toEqual(["'self'"])
  })

  test('in practice the phone reaches no PBX', () => {
    expect(directive('phone', 'connect-src', { deskOrigin: null, pbxUrls: [] })).toEqual(["'self'"])
  })

  test('only the phone page may ever ask for the microphone, no page for a camera', () => {
    const policies = pages.map((page) => pageHeaders(page, connections)['Permissions-Policy'] ?? '')
    expect(policies.map((policy) => /microphone=\(self\)/.test(policy))).toEqual([false, true, false, false])
    for (const policy of policies) expect(policy).toContain('camera=()')
  })
})
