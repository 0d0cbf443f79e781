import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, cleanTexts } from '../../../../shared/tickets/fields/clean-text'

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('\u0000', '\ud83d', '\ude00', '欠'), fc.string({ unit: 'binary', maxLength: 1 })) })

describe('texts that a database keeps', () => {
  it.each([
    ['老板\u0000跑了', '老板跑了'],
    ['谢谢\ud83d', '谢谢'],
    ['\ude00谢谢', '谢谢'],
    ['\ud83d\u0000\ude00', ''],
    ['谢谢😀', '谢谢😀'],
    ['𠮷野', '𠮷野'],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  it('survive the way through UTF-8 unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cleaned = cleanText(text)
        expect(new TextDecoder().decode(new TextEncoder().encode(cleaned))).toBe(cleaned)
        expect(cleaned).not.toContain('\u0000')
        expect(cleanText(cleaned)).toBe(cleaned)
      }),
    )
  })

  it('well-formed texts stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\u0000')), (text) => {
        expect(cleanText(text)).toBe(text)
      }),
    )
  })

  it('are found at any depth, and everything else stays', () => {
    const value = { a: ['\u0000x', 1, null, true], b: { '\ud83dkey': 'y\ude00', c: undefined } }
    expect(cleanTexts(value)).toEqual({ a: ['x', 1, null, true], b: { key: 'y', c: undefined } })
  })
})
