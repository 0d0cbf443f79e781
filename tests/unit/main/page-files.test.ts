import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageOfUrl } from '../../../electron/main/app-protocol'
import { pageFile } from '../../../electron/main/page-files'

describe('what is served under app://<page>', () => {
  test.each(['/', '/index.html'])('%s is the page of that origin', (pathname) => {
    expect(pageFile('phone', pathname)?.path).toBe('phone/index.html')
    expect(pageFile('console', pathname)?.path).toBe('console/index.html')
  })

  test('scripts, styles and sounds lie in the common folder', () => {
    expect(pageFile('console', '/assets/main-B1x_.js')).toEqual({
      path: 'assets/main-B1x_.js',
      mediaType: 'text/javascript; charset=utf-8',
    })
    expect(pageFile('phone', '/assets/ring.wav')?.mediaType).toBe('audio/wav')
  })

  test.each([
    '/../main/main.cjs',
    '/assets/../../main/main.js',
    '/assets/%2e%2e/%2e%2e/main/main.js',
    '/assets/..%2f..%2fmain/main.js',
    '/assets/..%5c..%5cmain.js',
    '/assets\\..\\main.js',
    '/assets//main.js',
    '/assets/%00.js',
    '/assets/%E0%A4%A.js',
    '/%252e%252e/main.js',
    '/.env.js',
    '/assets/.hidden.js',
    '/C:/Windows/system.js',
    '/assets/main.js/',
    '/assets/main.js.map',
    '/assets/notes.txt',
    '/assets/main',
  ])('%s is not served', (pathname) => expect(pageFile('console', pathname)).toBeNull())

  test('no page is served under the origin of another', () => {
    expect(pageFile('console', '/phone/index.html')).toBeNull()
    expect(pageFile('console', '/console/index.html')).toBeNull()
  })

  test('whatever the path, what is served stays inside the folder', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a', 'assets', '.js', '%', '~', ':')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const served = pageFile('console', `/${pieces.join('')}`)?.path ?? 'a.js'
        expect(served.split('/').every((segment) => /^[\w@+~-]/.test(segment) && !segment.includes('\\'))).toBe(true)
      }),
    )
  })
})

describe('the page that an address belongs to', () => {
  test.each([
    ['app://console/index.html', 'console'],
    ['app://phone/', 'phone'],
    ['app://ring', 'ring'],
    ['app://wall/', 'wall'],
    ['app://consoles/', null],
    ['app://console.evil/', null],
    ['app://console:8080/', null],
    ['app://user@console/', null],
    ['app://constructor/', null],
    ['app://__proto__/', null],
    ['https://console/', null],
    ['http://app://console/', null],
    ['file:///app://console/', null],
    ['about:blank', null],
    ['', null],
  ])('%s: %s', (address, page) => expect(pageOfUrl(address)).toBe(page))
})
