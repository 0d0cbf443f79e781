import { describe, expect, it } from 'vitest'
import { repairRefused } from '../../../../renderer/console/app/repair-refused'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { err, ok } from '../../../../shared/lib/result'
import { draftOf, eventsOf, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from './acting-seat.fixture'

const refused = draftOf(1, { values: wageComplaint, revision: 4 })
const freshNumber = async () => null

describe('repairing what the desk refused', () => {
  it('opens the draft on the stage, at the first field that was refused', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: ['contact_phone', 'title'] }, { outbox: { reopen: async () => ok(refused) }, keeper, seat, view, freshNumber })
    expect(seat.store.getState().draftOnStage).toBe(refused.id)
    expect(view.getState()).toMatchObject({ place: 'stage', mending: { draftId: refused.id, field: 'contact_phone' } })
    expect(keeper.get(refused.id)).toMatchObject({ draft: refused, isDirty: false })
  })

  it('opens it without pointing anywhere when the refusal names no field', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen: async () => ok(refused) }, keeper, seat, view, freshNumber })
    expect(view.getState()).toMatchObject({ place: 'stage', mending: null })
  })

  it('says so when it could not be opened', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: ['note'] }, { outbox: { reopen: async () => err({ code: 'storage-failed' }) }, keeper, seat, view, freshNumber })
    expect(view.getState()).toMatchObject({ place: 'seat', mending: null, toast: { key: 'outbox.notReopened' } })
  })

  it('says that nothing can be mended where the draft is lost', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen: async () => err({ code: 'no-draft' }) }, keeper, seat, view, freshNumber })
    expect(view.getState()).toMatchObject({ place: 'seat', toast: { key: 'outbox.draftLost' } })
  })

  it('lets it go to another order, or stand for itself', async () => {
    const { keeper, seat } = createActingSeat([])
    const ports = { outbox: { reopen: async () => ok(refused) }, keeper, seat, view: createViewStore('seat'), freshNumber }
    const another = draftOf(2).ticketId
    await repairRefused(refused.id, { fields: [], mergeInto: another }, ports)
    expect(keeper.get(refused.id)?.draft.mergeInto).toBe(another)
    await repairRefused(refused.id, { fields: [], mergeInto: null }, ports)
    expect(keeper.get(refused.id)?.draft.mergeInto).toBeNull()
  })

  it('goes on with what is in hand already, and asks the disk for nothing older', async () => {
    const { keeper, seat } = createActingSeat([])
    keeper.open(refused)
    const reopened: string[] = []
    const reopen = async (id: string) => {
      reopened.push(id)
      return err({ code: 'storage-failed' as const })
    }
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen }, keeper, seat, view: createViewStore('seat'), freshNumber })
    expect([seat.store.getState().draftOnStage, reopened]).toEqual([refused.id, []])
  })

  describe('whose number is another order at the desk', () => {
    const renumber = { taken: refused.number, at: refused.call.startedAt }
    const fresh = '20261123-8017-041-2'

    it('gives it a new number of this seat, by the day of its call, and says that the caller has the old one', async () => {
      const { keeper, seat } = createActingSeat([])
      const view = createViewStore('seat')
      const days: number[] = []
      const ports = { outbox: { reopen: async () => ok(refused) }, keeper, seat, view, freshNumber: async (at: number) => { days.push(at); return fresh } }
      await repairRefused(refused.id, { fields: [], renumber }, ports)
      await keeper.flush(refused.id)
      const kept = keeper.get(refused.id)?.draft
      expect(kept).toMatchObject({ number: fresh, ticketId: refused.ticketId })
      expect(kept?.revision).toBeGreaterThan(refused.revision)
      expect(days).toEqual([refused.call.startedAt])
      expect(view.getState().toast).toMatchObject({ look: 'warn', key: 'outbox.renumbered', values: { taken: refused.number, number: fresh } })
      const events = eventsOf(kept ?? refused)
      expect(events[0]).toMatchObject({ type: 'opened', ticketId: refused.ticketId, data: { number: fresh } })
    })

    it('gives it no further one when it is opened again before it is submitted', async () => {
      const { keeper, seat } = createActingSeat([])
      const view = createViewStore('seat')
      const numbers = [fresh, '20261123-8017-042-0']
      const ports = { outbox: { reopen: async () => ok(refused) }, keeper, seat, view, freshNumber: async () => numbers.shift() ?? null }
      await repairRefused(refused.id, { fields: [], renumber }, ports)
      view.setState({ toast: null })
      await repairRefused(refused.id, { fields: [], renumber }, ports)
      expect([keeper.get(refused.id)?.draft.number, numbers.length, view.getState().toast]).toEqual([fresh, 1, null])
    })

    it('leaves it as it was, and says so, where no number can be had', async () => {
      const { keeper, seat } = createActingSeat([])
      const view = createViewStore('seat')
      await repairRefused(refused.id, { fields: [], renumber }, { outbox: { reopen: async () => ok(refused) }, keeper, seat, view, freshNumber })
      expect([keeper.get(refused.id), view.getState().toast?.key, seat.store.getState().draftOnStage]).toEqual([null, 'outbox.notRenumbered', null])
    })
  })
})
