import { describe, expect, it } from 'vitest'
import { followBook } from '../../../../renderer/console/app/follow-book'
import type { LastHeardStore } from '../../../../renderer/storage/last-heard'
import type { BookInUseAnswer } from '../../../../shared/desk-api/desk-records'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok, type Result } from '../../../../shared/lib/result'
import { unitName } from '../../../../shared/tickets/dispatch/unit-name'

const yuzhong = { department: 'QXGH', district: '500103', street: null }
const named = (version: string, zh: string): BookInUseAnswer => ({
  version, records: [{ kind: 'units', key: 'QXGH@500103', value: { zh, en: '', dayPhones: [], nightPhones: [] }, isActive: true, version: 1 }],
})

function keptBook(first: BookInUseAnswer | null = null): LastHeardStore<BookInUseAnswer> & { now(): BookInUseAnswer | null } {
  let kept = first
  return { read: async () => (kept === null ? null : { answer: kept, heardAt: 0 }), write: async ({ answer }) => void (kept = answer), now: () => kept }
}

async function seatWith(kept: LastHeardStore<BookInUseAnswer> | null) {
  const asked: ((answer: Result<BookInUseAnswer, unknown>) => void)[] = []
  const book = await followBook({ kept, clock: { now: () => epochMs(0) }, ask: () => new Promise((resolve) => asked.push(resolve)) })
  return {
    ...book, asked,
    name: () => unitName(yuzhong, 'zh', book.store.getState().dispatch),
    async answer(answer: Result<BookInUseAnswer, unknown>) {
      asked.shift()?.(answer)
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}

describe('the lists of the desk at a seat', () => {
  it('are those of the program until the desk has told others, and then are kept for a start without it', async () => {
    const kept = keptBook()
    const seat = await seatWith(kept)
    expect(seat.name()).toBe('渝中区总工会')
    seat.heard('v1')
    await seat.answer(ok(named('v1', '渝中区职工之家')))
    expect(seat.name()).toBe('渝中区职工之家')
    expect((await seatWith(kept)).name()).toBe('渝中区职工之家')
  })

  it('are asked for once while the answer is on its way, and not at all while they are the same', async () => {
    const seat = await seatWith(keptBook(named('v1', '渝中区职工之家')))
    seat.heard('v1')
    expect(seat.asked).toHaveLength(0)
    seat.heard('v2')
    seat.heard('v2')
    expect(seat.asked).toHaveLength(1)
  })

  it('stay as they were where no answer comes, and the next hint asks again', async () => {
    const seat = await seatWith(keptBook(named('v1', '渝中区职工之家')))
    seat.heard('v2')
    await seat.answer(err('away'))
    expect(seat.name()).toBe('渝中区职工之家')
    seat.heard('v2')
    await seat.answer(ok(named('v2', '渝中职工服务中心')))
    expect(seat.name()).toBe('渝中职工服务中心')
  })

  it('of one process that has not heard of the change yet are asked for again', async () => {
    const seat = await seatWith(keptBook(named('v1', '渝中区职工之家')))
    seat.heard('v2')
    await seat.answer(ok(named('v1', '渝中区职工之家')))
    seat.heard('v2')
    expect(seat.asked).toHaveLength(1)
  })

  it('are those of the program wherever there is no shared desk', async () => {
    const seat = await seatWith(null)
    seat.heard('v1')
    expect(seat.asked).toHaveLength(0)
  })

  it('that cannot be kept count all the same, and those that cannot be read are asked for', async () => {
    const seat = await seatWith({ read: () => Promise.reject(new Error('damaged')), write: () => Promise.reject(new Error('full')) })
    seat.heard('v1')
    await seat.answer(ok(named('v1', '渝中区职工之家')))
    expect(seat.name()).toBe('渝中区职工之家')
  })
})
