import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeskOrigin, isLoopbackOrigin, readDeskAddress } from '../../../shared/settings/desk-address'

describe('the address of a shared desk', () => {
  test.each([
    ['https://desk.example', 'https://desk.example'],
    [' desk.example ', 'https://desk.example'],
    ['desk.example:8443/', 'https://desk.example:8443'],
    ['https://Desk.Example:443', 'https://desk.example'],
    ['10.1.2.3:8443', 'https://10.1.2.3:8443'],
    ['http://127.0.0.1:8443', 'http://127.0.0.1:8443'],
    ['http://localhost:8443', 'http://localhost:8443'],
  ])('%s is kept as %s', (typed, origin) => {
    expect(readDeskAddress(typed)).toEqual({ problem: null, origin })
    expect(isDeskOrigin(origin)).toBe(true)
  })

  test.each([
    ['', 'host'],
    ['ftp://desk.example', 'scheme'],
    ['https://', 'host'],
    ['https://user:secret@desk.example', 'port'],
    ['https://user@desk.example', 'host'],
    ['desk_1.example', 'host'],
    ['desk.example:0', 'port'],
    ['desk.example:99999', 'port'],
    ['https://desk.example/path', 'path'],
    ['https://desk.example?x', 'path'],
    ['http://desk.example', 'plain'],
    ['http://127.0.0.1.desk.example', 'plain'],
    ['http://10.0.0.1:8443', 'plain'],
  ])('%s is refused: %s', (typed, problem) => {
    expect(readDeskAddress(typed)).toEqual({ problem, origin: null })
  })

  test('nothing that ends a source in a policy of a page ever comes through', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((text) => `https://${text}`)), (typed) => {
      const { origin } = readDeskAddress(typed)
      if (origin === null) return
      expect(origin).toMatch(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/)
      expect(origin.startsWith('https:') || isLoopbackOrigin(origin)).toBe(true)
      expect(readDeskAddress(origin)).toEqual({ problem: null, origin })
    }))
  })
})
