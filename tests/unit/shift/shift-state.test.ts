import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShiftEvent } from '../../../shared/shift/shift-event'
import { HOUR_MS, shiftSettings } from '../../../shared/shift/shift-settings'
import { agedShift, nextShift, noShift, refusalOfShift, type ShiftState } from '../../../shared/shift/shift-state'
import { morning, testUuid } from '../../support/drafts'
import { li, shiftEvent, wang } from '../../support/shift'

const signed = shiftEvent(1, li, { kind: 'sheet-signed', from: morning - 1, lines: [], to: null })
const accepted = (position: number, by = wang) => shiftEvent(position, by, { kind: 'sheet-accepted', sheetId: signed.id })
const after = (...events: readonly ShiftEvent[]): ShiftState => events.reduce(nextShift, noShift)

describe('a handover sheet', () => {
  it('goes from who signed it to who takes it over, both by name and time', () => {
    expect(after(signed, accepted(2)).sheets).toMatchObject([{ by: li, signedAt: morning + 1, accepted: { by: wang, at: morning + 2 } }])
  })

  it('is taken over by whoever was first, however many say so', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(li, wang), { minLength: 1, maxLength: 6 }), (people) => {
      const state = after(signed, ...people.map((by, place) => accepted(place + 2, by)))
      expect(state.sheets[0]?.accepted).toEqual({ by: people[0], at: morning + 2 })
    }))
  })

  it('is not taken over by the one who signed it, unless one agent has the desk alone; not twice, and not when there is none', () => {
    const body = accepted(2).body
    expect(refusalOfShift(after(signed), { body }, li, false)).toBe('own')
    expect(refusalOfShift(after(signed), { body }, li, true)).toBeNull()
    expect(refusalOfShift(after(signed), { body }, wang, false)).toBeNull()
    expect(refusalOfShift(after(signed, accepted(2)), { body }, wang, false)).toBe('already-done')
    expect(refusalOfShift(noShift, { body }, wang, false)).toBe('unknown')
  })

  it('stays until somebody has it, however many days that takes, and goes some days after that', () => {
    const weekLater = morning + (shiftSettings().keptDays * 24 + 1) * HOUR_MS
    expect(agedShift(after(signed), weekLater).sheets).toHaveLength(1)
    expect(agedShift(after(signed, accepted(2)), weekLater).sheets).toHaveLength(0)
  })
})

describe('the events of a shift', () => {
  it('make the same state when one is heard twice', () => {
    const all = [signed, accepted(2), shiftEvent(3, li, { kind: 'notice-posted', text: '系统 22 点维护', until: morning + 9 }), shiftEvent(4, wang, { kind: 'acknowledged', keys: ['red x'] })]
    fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 12 }), (again) => {
      expect([...all, ...again.map((place) => all[place]!)].reduce(nextShift, noShift)).toEqual(after(...all))
    }))
  })

  it('forget a look after a shift’s length, and a notice when its time is over', () => {
    const state = after(shiftEvent(1, li, { kind: 'acknowledged', keys: ['red x'] }), shiftEvent(2, wang, { kind: 'notice-posted', text: '设备', until: morning + HOUR_MS }))
    expect(agedShift(state, morning + HOUR_MS / 2)).toMatchObject({ seen: { [li.personId]: { 'red x': morning + 1 } }, notices: [{ text: '设备' }] })
    expect(agedShift(state, morning + 13 * HOUR_MS)).toMatchObject({ seen: {}, notices: [] })
  })

  it('let a lead decide over a draft once, and never over an own one', () => {
    const asked = shiftEvent(1, li, { kind: 'draft-asked', draftId: testUuid(9), number: '20261122-8017-003-1', startedAt: morning, reason: '重复' })
    const decided = shiftEvent(2, wang, { kind: 'draft-decided', askId: asked.id, granted: true, reason: null })
    expect(refusalOfShift(after(asked), decided, li, false)).toBe('own')
    expect(refusalOfShift(after(asked, decided), decided, wang, false)).toBe('already-done')
    expect(after(asked, decided, shiftEvent(3, wang, { kind: 'draft-decided', askId: asked.id, granted: false, reason: '不行' })).draftAsks[0]?.decision).toMatchObject({ granted: true, by: wang })
  })
})
