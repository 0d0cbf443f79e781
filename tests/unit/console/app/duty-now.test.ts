import { describe, expect, it } from 'vitest'
import { createDutyNow } from '../../../../renderer/console/app/duty-now'
import { bookInUse } from '../../../../shared/desk-book/book-in-use'
import { epochMs } from '../../../../shared/lib/clock'
import { defaultSettings, type Settings } from '../../../../shared/settings/settings'

const bookWith = (night: string) => bookInUse([{ kind: 'units', key: 'CQGH', value: { zh: '重庆市总工会', en: '', dayPhones: ['023-90000012'], nightPhones: [night] }, isActive: true }])

function seatAt(time: string, { isPractice = false, dutyList = [] as Settings['dutyList'] } = {}) {
  const now = { time, isRinging: false, book: bookWith('154 0000 0090') }
  const duty = createDutyNow({
    settings: { getState: () => ({ ...defaultSettings, dutyList }) }, book: { getState: () => now.book },
    clock: { now: () => epochMs(Date.parse(`${now.time}+08:00`)) }, isPractice, isRinging: () => now.isRinging,
  })
  return { now, numbers: () => duty().map(({ number }) => number) }
}

describe('whom a seat rings under RED', () => {
  it('its own list first, then whom the book has on duty at this hour', () => {
    const dutyList = [{ name: '王班长', number: '9015400000012' }]
    expect(seatAt('2026-11-27T10:00', { dutyList }).numbers()).toEqual(['9015400000012', '02390000012'])
    expect(seatAt('2026-11-27T03:00', { dutyList }).numbers()).toEqual(['9015400000012', '15400000090'])
  })

  it('the same number once', () => {
    expect(seatAt('2026-11-27T03:00', { dutyList: [{ name: '王班长', number: '15400000090' }] }).numbers()).toEqual(['15400000090'])
  })

  it('follows the book, but not while somebody is being rung', () => {
    const seat = seatAt('2026-11-27T03:00')
    expect(seat.numbers()).toEqual(['15400000090'])
    seat.now.isRinging = true
    seat.now.book = bookWith('154 0000 0091')
    expect(seat.numbers()).toEqual(['15400000090'])
    seat.now.isRinging = false
    expect(seat.numbers()).toEqual(['15400000091'])
  })

  it('nobody of the book in practice', () => {
    expect(seatAt('2026-11-27T03:00', { isPractice: true, dutyList: [{ name: '王班长', number: '1900' }] }).numbers()).toEqual(['1900'])
  })
})
