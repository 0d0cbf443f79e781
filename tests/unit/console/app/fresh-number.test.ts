import { describe, expect, it } from 'vitest'
import { createFreshNumber } from '../../../../renderer/console/app/fresh-number'
import type { SeatTicket } from '../../../../shared/tickets/caller-cache'

const numberOf = (counter: number) => `20261123-1005-${String(counter).padStart(3, '0')}`

/** A seat that has drawn so many numbers, and a copy of the desk's log that knows those up to another one. */
function seatWith({ drawn, known }: { readonly drawn: number; readonly known: number }) {
  let counter = drawn
  const owned = new Set(Array.from({ length: known }, (_, index) => numberOf(index + 1)))
  const lookupTicket = async (number: string) => (owned.has(number) ? [{} as SeatTicket] : [])
  return { nextNumber: async () => numberOf((counter += 1)), cache: { lookupTicket } }
}

describe('a number for an order that cannot keep its own', () => {
  it('is the next of this seat that no order in the copy of the log has', async () => {
    expect(await createFreshNumber(seatWith({ drawn: 20, known: 40 }))(0)).toBe(numberOf(41))
    expect(await createFreshNumber(seatWith({ drawn: 50, known: 40 }))(0)).toBe(numberOf(51))
  })

  it('is the next one where the copy cannot be read: the desk looks itself', async () => {
    const cache = { lookupTicket: () => Promise.reject(new Error('the disk')) }
    expect(await createFreshNumber({ ...seatWith({ drawn: 20, known: 40 }), cache })(0)).toBe(numberOf(21))
  })

  it('is none where none can be written down', async () => {
    expect(await createFreshNumber({ ...seatWith({ drawn: 0, known: 0 }), nextNumber: () => Promise.reject(new Error('no room')) })(0)).toBeNull()
  })
})
