import { describe, expect, it } from 'vitest'
import { repairRefused } from '../../../../renderer/console/app/repair-refused'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { err, ok } from '../../../../shared/lib/result'
import { draftOf, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from './acting-seat.fixture'

const refused = draftOf(1, { values: wageComplaint, revision: 4 })

describe('repairing what the desk refused', () => {
  it('opens the draft on the stage, at the first field that was refused', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: ['contact_phone', 'title'] }, { outbox: { reopen: async () => ok(refused) }, keeper, seat, view })
    expect(seat.store.getState().draftOnStage).toBe(refused.id)
    expect(view.getState()).toMatchObject({ place: 'stage', mending: { draftId: refused.id, field: 'contact_phone' } })
    expect(keeper.get(refused.id)).toMatchObject({ draft: refused, isDirty: false })
  })

  it('opens it without pointing anywhere when the refusal names no field', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen: async () => ok(refused) }, keeper, seat, view })
    expect(view.getState()).toMatchObject({ place: 'stage', mending: null })
  })

  it('says so when it could not be opened', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: ['note'] }, { outbox: { reopen: async () => err({ code: 'storage-failed' }) }, keeper, seat, view })
    expect(view.getState()).toMatchObject({ place: 'seat', mending: null, toast: { key: 'outbox.notReopened' } })
  })

  it('says that nothing can be mended where the draft is lost', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen: async () => err({ code: 'no-draft' }) }, keeper, seat, view })
    expect(view.getState()).toMatchObject({ place: 'seat', toast: { key: 'outbox.draftLost' } })
  })

  it('lets it go to another order, or stand for itself', async () => {
    const { keeper, seat } = createActingSeat([])
    const ports = { outbox: { reopen: async () => ok(refused) }, keeper, seat, view: createViewStore('seat') }
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
    await repairRefused(refused.id, { fields: [] }, { outbox: { reopen }, keeper, seat, view: createViewStore('seat') })
    expect([seat.store.getState().draftOnStage, reopened]).toEqual([refused.id, []])
  })
})
