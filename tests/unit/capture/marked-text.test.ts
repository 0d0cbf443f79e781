import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAtSpans, moveSpans, type MarkedSpan } from '../../../renderer/ui/form/marked-text'

const mark = (start: number, end: number): MarkedSpan => ({ start, end, look: 'strong' })

describe('marks in a text', () => {
  it('stay before an edit, move behind it, go where it touches them', () => {
    const spans = [mark(0, 2), mark(4, 6), mark(8, 10)]
    expect(moveSpans(spans, 'aabbccddee', 'aabbcXcddee')).toEqual([mark(0, 2), mark(9, 11)])
    expect(moveSpans(spans, 'aabbccddee', 'aabbccddeeX')).toEqual(spans)
  })
  it('cut the text without losing a character, whatever the marks', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)).map(([start, length]) => mark(start, start + length)))
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), spans, (from, to, marks) => {
        expect(cutAtSpans(to, moveSpans(marks, from, to)).map((piece) => piece.text).join('')).toBe(to)
      }),
    )
  })
})
