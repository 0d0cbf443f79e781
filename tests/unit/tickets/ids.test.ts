import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { queryCodeOf } from '../../../shared/tickets/query-code'
import { stepUuid } from '../../../shared/tickets/step-uuid'
import { uuidOfText } from '../../../shared/tickets/uuid-of-text'

describe('an id counted on from another', () => {
  it('is a UUID of the same time, and different for every step', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.nat(2 ** 30), fc.integer({ min: 1, max: 2 ** 30 }), (uuid, steps, more) => {
        const first = stepUuid(uuid, steps)
        expect(z.uuid().safeParse(first).success).toBe(true)
        expect(first.slice(0, 24)).toBe(uuid.slice(0, 24))
        expect(stepUuid(uuid, steps + more)).not.toBe(first)
      }),
    )
  })
  it('runs over from the last to the first', () => {
    expect(stepUuid('019aae00-0000-7000-8000-ffffffffffff', 1)).toBe('019aae00-0000-7000-8000-000000000000')
  })
})

describe('the query code of a ticket', () => {
  it('has eight digits and stays the same', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        expect(queryCodeOf(id)).toMatch(/^\d{8}$/)
        expect(queryCodeOf(id)).toBe(queryCodeOf(id))
      }),
    )
  })
})

describe('an id made of a text', () => {
  it('is a UUID, the same for the same text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(z.uuid().safeParse(uuidOfText(text)).success).toBe(true)
        expect(uuidOfText(text)).toBe(uuidOfText(text))
      }),
    )
  })

  it('differs for two hundred thousand telephone numbers, in every part of it', () => {
    const ids = Array.from({ length: 200_000 }, (_, number) => uuidOfText(`unknown caller of 861540${String(number).padStart(7, '0')}`))
    expect(new Set(ids).size).toBe(ids.length)
    for (const part of [[0, 13], [19, 36]] as const) expect(new Set(ids.map((id) => id.slice(...part))).size).toBeGreaterThan(199_990)
  })
})
