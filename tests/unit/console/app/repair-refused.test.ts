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
    await repairRefused(refused.id, ['contact_phone', 'title'], { outbox: { reopen: async () => ok(refused) }, keeper, seat, view })
    expect(seat.store.getState().draftOnStage).toBe(refused.id)
    expect(view.getState()).toMatchObject({ place: 'stage', mending: { draftId: refused.id, field: 'contact_phone' } })
    expect(keeper.get(refused.id)).toMatchObject({ draft: refused, isDirty: false })
  })

  it('opens it without pointing anywhere when the refusal names no field', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, [], { outbox: { reopen: async () => ok(refused) }, keeper, seat, view })
    expect(view.getState()).toMatchObject({ place: 'stage', mending: null })
  })

  it('says so when it could not be opened', async () => {
    const { keeper, seat } = createActingSeat([])
    const view = createViewStore('seat')
    await repairRefused(refused.id, ['note'], { outbox: { reopen: async () => err({ code: 'no-draft' }) }, keeper, seat, view })
    expect(view.getState()).toMatchObject({ place: 'seat', mending: null, toast: { key: 'outbox.notReopened' } })
  })
})
