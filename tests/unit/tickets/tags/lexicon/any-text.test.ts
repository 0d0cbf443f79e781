import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { highlightRuns } from '../../../../../shared/tickets/tags/lexicon/highlight-runs'
import { normalisePhrase } from '../../../../../shared/tickets/tags/lexicon/normalise-text'
import { read, words } from './shipped'

const pieces = [
  ...words.entries.map((entry) => entry.p),
  ...words.falseFriends.map((friend) => friend.p),
  ...words.negators,
  ...words.blockers,
  ...words.resets,
  ...words.hearsay,
  ...words.negatorExceptions,
  ...'0123456789一二三十百千万几多个人元岁，。！? \n　\t.,'.split(''),
]

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((codes) => String.fromCharCode(...codes)),
)

function splitsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))
}

describe('any text at all', () => {
  test('is read without failing, twice the same, with every place inside the text', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const found = read(text)
        expect(read(text)).toEqual(found)
        for (const { start, end } of found.hits) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(splitsPair(text, start) || splitsPair(text, end)).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('shows words that normalise to the phrase they are evidence of', () => {
    fc.assert(
      fc.property(typed, (text) => {
        for (const hit of read(text).hits) {
          expect(normalisePhrase(text.slice(hit.start, hit.end)).replaceAll(',', '')).toContain(hit.phrase)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never hides a tag behind blanks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces.filter((piece) => piece.trim() !== '')), { maxLength: 20 }),
        (parts) => {
          const plain = read(parts.join(''))
          const spaced = read(parts.join(' '))
          expect([spaced.emotions, spaced.risks, spaced.denied]).toEqual([plain.emotions, plain.risks, plain.denied])
        },
      ),
    )
  })

  test('has no tag without a hit, but the one that despair brings', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const found = read(text)
        const shown = new Set(found.hits.map((hit) => hit.tag))
        for (const tag of [...Object.keys(found.emotions), ...Object.keys(found.risks), ...Object.keys(found.denied)]) {
          expect(shown.has(tag) || (tag === 'EXTREME' && found.emotions.DESPAIR === 3)).toBe(true)
        }
      }),
    )
  })

  test('is marked in runs that cover exactly the hits, side by side', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { hits } = read(text)
        const runs = highlightRuns(hits)
        runs.forEach((run, index) => expect(run.start).toBeGreaterThanOrEqual(runs[index - 1]?.end ?? 0))
        for (let at = 0; at < text.length; at += 1) {
          const under = hits.filter((hit) => hit.start <= at && at < hit.end)
          const shown = runs.find((run) => run.start <= at && at < run.end)?.hits ?? []
          expect(new Set(shown)).toEqual(new Set(under))
        }
      }),
    )
  })
})
