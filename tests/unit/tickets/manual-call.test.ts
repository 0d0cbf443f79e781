import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideBatch } from '../../../electron/desk/decide-batch'
import { manualCallAt } from '../../../renderer/console/seat/new-draft'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { callLineSchema } from '../../../shared/calls/call-log'
import { epochMs } from '../../../shared/lib/clock'
import { draftSchema } from '../../../shared/tickets/draft'
import { historyItemOf } from '../../../shared/tickets/history-item'
import { manualStart, oldestManualDays, typedStart, type ManualChannel } from '../../../shared/tickets/manual-call'
import { agent8017, draftOf, eventsOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const day = 86_400_000
const byHand = (startedAt: number, manual: ManualChannel = 'in-person') =>
  draftOf(1, { values: wageComplaint, call: { ...manualCallAt(epochMs(startedAt), testUuid(40)), manual } })

describe('when a call that is entered by hand began', () => {
  it('is read in the time of the hotline', () => {
    expect(manualStart('2026-11-23T09:30', morning)).toEqual({ ok: true, value: epochMs(morning - 30 * 60_000) })
    expect(typedStart(morning)).toBe('2026-11-23T10:00')
  })

  it('may be the minute that runs, never the future, and not a slip of the hand', () => {
    const now = epochMs(morning + 30_000)
    expect(manualStart('2026-11-23T10:00', now).ok).toBe(true)
    expect(manualStart('2026-11-23T10:01', now)).toEqual({ ok: false, error: 'in-future' })
    expect(manualStart('2025-11-23T10:00', now)).toEqual({ ok: false, error: 'too-old' })
  })

  it.each(['', 'T', '2026-02-30T10:00', '2026-11-23', '2026-11-23T25:00', '2026-11-23T24:00'])('is no time at all: "%s"', (typed) => {
    expect(manualStart(typed, morning)).toEqual({ ok: false, error: 'malformed' })
  })

  it('is what was typed, to the minute, and never later than now', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: oldestManualDays * day - 60_000 }), fc.nat(day), (ago, minutesOn) => {
        const start = epochMs(Math.floor((morning - ago) / 60_000) * 60_000)
        expect(manualStart(typedStart(start), morning)).toEqual({ ok: true, value: start })
        const other = manualStart(typedStart(morning + minutesOn), morning)
        if (other.ok) expect(other.value).toBeLessThanOrEqual(morning)
      }),
    )
  })
})

describe('a call that is entered by hand', () => {
  it.each([['mobile', 'phone'], ['in-person', 'in-person'], ['other', 'entered-later']] as const)('%s reaches the order, its history and the list of calls', (manual, channel) => {
    const draft = byHand(morning, manual)
    expect(draftSchema.parse(structuredClone(draft))).toEqual(draft)
    expect(eventsOf(draft)[0]).toMatchObject({ type: 'opened', data: { channel, call: { manual, endedAt: null } } })
    expect(ticketOf(draft).calls).toMatchObject([{ manual }])
    expect(historyItemOf(ticketOf(draft), () => null)).toMatchObject({ what: 'order', manual })
    expect(callLineSchema.parse(lineOfDraft(draft))).toMatchObject({ manual, outcome: null })
  })

  it('of a line says nothing of it', () => {
    const draft = draftOf(1, { values: wageComplaint })
    expect(JSON.stringify([eventsOf(draft), lineOfDraft(draft)])).not.toContain('manual')
  })

  it('has its limit reckoned by the desk from the time that was stated', () => {
    const dueOf = (startedAt: number) => {
      const decision = decideBatch(eventsOf(byHand(startedAt)), { known: [], ofTickets: [], ownersOfNumbers: new Map() }, { author: agent8017, practice: false })
      if (!decision.ok) throw new Error(decision.error.code)
      return decision.value.tickets[0]?.dueAt
    }
    // Friday's caller, written down on Monday: three days less than Monday's.
    expect([dueOf(morning), dueOf(morning - 3 * day)]).toEqual([Date.parse('2026-12-07T23:59:59+08:00'), Date.parse('2026-12-04T23:59:59+08:00')])
  })
})
