import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigitOf, hasValidCheckDigit } from '../../../shared/tickets/check-digit'
import { localDate } from '../../../shared/tickets/deadlines/local-time'
import type { TicketNumber } from '../../../shared/tickets/ticket-number'
import {
  formatTicketNumber,
  parseTicketNumber,
  readAloudForm,
  readTypedNumber,
  spokenParts,
} from '../../../shared/tickets/ticket-number'
import { numberVectors } from './fixtures/number-vectors'

const today = localDate('2026-11-23')
const number = formatTicketNumber({ date: today, seat: '8017', counter: 24, practice: false })

const parts = fc.record({
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((date) => localDate(date.toISOString().slice(0, 10))),
  seat: fc.integer({ min: 0, max: 9999 }).map((seat) => String(seat).padStart(4, '0')),
  counter: fc.integer({ min: 1, max: 99_999 }),
  practice: fc.boolean(),
})

describe('the order number', () => {
  it.each(numberVectors)('$v is right: $ok ($why)', ({ v, ok }) => {
    const parsed = parseTicketNumber(v)
    expect(parsed.ok).toBe(ok)
    if (parsed.ok) expect(formatTicketNumber(parsed.value)).toBe(v)
    else expect(parsed.error.code).toBe('number-check-digit')
  })

  it('comes back from its parts, whatever they are', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseTicketNumber(formatTicketNumber(given))).toEqual({ ok: true, value: given })
      }),
    )
  })

  it('has the same check digit in practice', () => {
    expect(formatTicketNumber({ date: today, seat: '8017', counter: 24, practice: true })).toBe(`YL-${number}`)
  })

  it.each([
    ['number-shape', '20261123-8017-24-1'],
    ['number-shape', '20261123-8017-0024-1'],
    ['number-shape', '20261123-8017-000-1'],
    ['number-shape', '2026112380170241'],
    ['number-shape', 'GD20261119000058'],
    ['number-date', '20260230-8017-024-1'],
  ])('is refused: %s %s', (code, text) => {
    expect(parseTicketNumber(text)).toEqual({ ok: false, error: { code } })
  })

  it('is not made from a seat or counter that is none', () => {
    expect(() => formatTicketNumber({ date: today, seat: '17', counter: 1, practice: false })).toThrow('seat')
    expect(() => formatTicketNumber({ date: today, seat: '0017', counter: 0, practice: false })).toThrow('counter')
  })
})

describe('the check digit (ISO 7064 MOD 11,10)', () => {
  const digits = fc.stringMatching(/^\d{15,19}$/)

  it('is that of the published example', () => {
    expect(checkDigitOf('0794')).toBe('5')
  })

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const text = body + checkDigitOf(body)
        const at = place % text.length
        const wrong = (Number(text[at]) + shift) % 10
        return !hasValidCheckDigit(`${text.slice(0, at)}${wrong}${text.slice(at + 1)}`)
      }),
    )
  })

  it('finds all swaps of neighbours but 2.2 %, at each place', () => {
    let missed = 0
    let swaps = 0
    // Prefixes that lead to each of the ten states of the sum, then every pair of unequal digits.
    const prefixes = new Map(Array.from({ length: 10 }, (_, digit) => [checkDigitOf(String(digit)), String(digit)]))
    expect(prefixes.size).toBe(10)
    for (const prefix of prefixes.values()) {
      for (let pair = 0; pair < 100; pair += 1) {
        const [a, b] = [Math.floor(pair / 10), pair % 10]
        if (a === b) continue
        swaps += 1
        if (checkDigitOf(`${prefix}${a}${b}`) === checkDigitOf(`${prefix}${b}${a}`)) missed += 1
      }
    }
    expect([missed, swaps]).toEqual([20, 900])
  })
})

describe('a number said aloud', () => {
  it('leaves out the year and is said in four parts', () => {
    expect(readAloudForm(number)).toBe('1123-8017-024-1')
    expect(readAloudForm(`YL-${number}` as TicketNumber)).toBe('YL-1123-8017-024-1')
    expect(spokenParts(number)).toEqual({ monthDay: '1123', seat: '8017', counter: '024', check: '1' })
  })

  it.each(['1123-8017-024-1', '1123 8017 024 1', '112380170241', '１１２３－８０１７－０２４－１', '1123-8017-24-1', '1123、8017、024，1'])(
    'is found from %s',
    (typed) => {
      expect(readTypedNumber(typed, today)).toEqual({ kind: 'read-aloud', candidates: [number] })
    },
  )

  it('means the last twelve months, today included', () => {
    const old = formatTicketNumber({ date: localDate('2025-11-24'), seat: '8017', counter: 3, practice: false })
    expect(readTypedNumber(readAloudForm(old), today)).toEqual({ kind: 'read-aloud', candidates: [old] })
    expect(readTypedNumber(readAloudForm(old), localDate('2026-11-25'))).toEqual({ kind: 'read-aloud', candidates: [] })
  })

  it('is never of a day to come', () => {
    const tomorrow = formatTicketNumber({ date: localDate('2026-11-24'), seat: '8017', counter: 24, practice: false })
    const read = readTypedNumber(readAloudForm(tomorrow), today)
    expect(read).toEqual({ kind: 'read-aloud', candidates: [] })
  })

  it('is none of this year when the check digit belongs to another', () => {
    const other = formatTicketNumber({ date: localDate('2025-11-23'), seat: '8017', counter: 24, practice: false })
    expect(readAloudForm(other)).not.toBe(readAloudForm(number))
    expect(readTypedNumber(readAloudForm(other), today)).toEqual({ kind: 'read-aloud', candidates: [other] })
  })

  it('is shown as several, newest first, where several years fit', () => {
    const years = Array.from({ length: 12 }, (_, back) =>
      formatTicketNumber({ date: localDate(`${2026 - back}-11-23`), seat: '8017', counter: 24, practice: false }),
    )
    const fitting = years.filter((candidate) => candidate.endsWith('-1'))
    expect(fitting.length).toBeGreaterThan(1)
    expect(readTypedNumber('1123-8017-024-1', today, 12 * 12)).toEqual({ kind: 'read-aloud', candidates: fitting })
  })

  it('on 29 February looks into leap years only', () => {
    const leap = formatTicketNumber({ date: localDate('2028-02-29'), seat: '8017', counter: 5, practice: false })
    expect(readTypedNumber(readAloudForm(leap), localDate('2028-12-01'))).toMatchObject({ candidates: [leap] })
    expect(readTypedNumber(readAloudForm(leap), localDate('2029-02-28'))).toMatchObject({ candidates: [leap] })
    expect(readTypedNumber('0229-8017-005-1', localDate('2026-11-23'))).toMatchObject({ candidates: [] })
  })

  it('leads back to its number from any day of the twelve months after it', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 364 }), (given, later) => {
        const made = formatTicketNumber(given)
        const then = new Date(Date.parse(given.date) + later * 86_400_000).toISOString().slice(0, 10)
        const read = readTypedNumber(readAloudForm(made), localDate(then))
        return read.kind === 'read-aloud' && read.candidates.includes(made)
      }),
    )
  })
})

describe('a typed number in full', () => {
  it.each([number, `YL-${number}`, 'yl20261123 8017 024 1', '2026112380170241'])('is understood: %s', (typed) => {
    expect(readTypedNumber(typed, today)).toMatchObject({ kind: 'full' })
  })

  it('says what is wrong with it', () => {
    expect(readTypedNumber('20261123-8017-024-6', today)).toEqual({ kind: 'none', error: { code: 'number-check-digit' } })
    expect(readTypedNumber('20261399-8017-024-6', today)).toEqual({ kind: 'none', error: { code: 'number-date' } })
    expect(readTypedNumber('GD20261119000058', today)).toEqual({ kind: 'none', error: { code: 'number-shape' } })
    expect(readTypedNumber('8017', today)).toEqual({ kind: 'none', error: { code: 'number-shape' } })
  })
})
