import { describe, expect, it } from 'vitest'
import { lineOfDraft } from '../../../../renderer/console/seat/call-log-line'
import type { Candidate } from '../../../../shared/callers/candidates'
import type { PersonId } from '../../../../shared/callers/person'
import type { CallId } from '../../../../shared/calls/call'
import type { Draft } from '../../../../shared/tickets/draft'
import { foldEvents } from '../../../../shared/tickets/ticket'
import { draftOf, noProposal, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from './acting-seat.fixture'

const dispatch = { kind: 'sent-for-dispatch', proposal: noProposal } as const
const complaint = draftOf(1, { values: wageComplaint, noRisk: true })
const candidate = (number: number, name: string | null, isNameMasked = false): Candidate => ({ personId: testUuid(number) as PersonId, name, isNameMasked, reasons: [] })
const type = (text: string) => (draft: Draft): Draft => ({ ...draft, values: { ...draft.values, description: text } })

/** The draft's call is over and being wrapped up, and the draft is on the stage. */
function wrappingUp(draft: Draft, options: Parameters<typeof createActingSeat>[1] = {}) {
  const acting = createActingSeat([draft], options)
  const callId = draft.call.callId as CallId
  acting.seat.tell({ kind: 'answered', callId, at: acting.time.now() })
  acting.seat.tell({ kind: 'call-ended', policy: 'timed', callId, at: acting.time.now() })
  acting.seat.showDraft(draft.id)
  return { ...acting, state: () => acting.seat.store.getState() }
}

describe('picking who is on the line', () => {
  it('attaches the person and fills in the name', () => {
    const { actions, draft } = createActingSeat([draftOf(1)])
    actions.pick(draftOf(1).id, candidate(1, '覃国富'))
    expect(draft(draftOf(1).id)).toMatchObject({ caller: { kind: 'known', personId: testUuid(1) }, values: { caller_name: '覃国富' }, touched: true })
  })

  it('takes the first one’s name and order away when it was somebody else', () => {
    const { actions, draft } = createActingSeat([draftOf(1)])
    const { id } = draftOf(1)
    actions.pick(id, candidate(1, '覃国富'))
    actions.toggleMerge(id, testUuid(9))
    actions.pick(id, candidate(2, '段满仓'))
    expect(draft(id)).toMatchObject({ caller: { personId: testUuid(2) }, values: { caller_name: '段满仓' }, mergeInto: null })
    actions.pick(id, 'new-person')
    expect(draft(id)).toMatchObject({ caller: { kind: 'new' }, values: {} })
    expect(draft(id)?.values.caller_name).toBeUndefined()
  })

  it('keeps the order when the same person is picked once more', () => {
    const { actions, draft } = createActingSeat([draftOf(1)])
    const { id } = draftOf(1)
    actions.pick(id, candidate(1, '覃国富'))
    actions.toggleMerge(id, testUuid(9))
    actions.pick(id, candidate(1, '覃国富'))
    expect(draft(id)).toMatchObject({ values: { caller_name: '覃国富' }, mergeInto: testUuid(9) })
  })

  it('never writes over a name that the agent has typed', () => {
    const { actions, draft } = createActingSeat([draftOf(1, { values: { caller_name: '秦木根' } })])
    actions.pick(draftOf(1).id, candidate(1, '覃国富'))
    expect(draft(draftOf(1).id)?.values.caller_name).toBe('秦木根')
  })

  it('does not write a masked name down as a name', () => {
    const { actions, draft } = createActingSeat([draftOf(1)])
    actions.pick(draftOf(1).id, candidate(1, '覃**', true))
    expect(draft(draftOf(1).id)?.values.caller_name).toBeUndefined()
  })
})

describe('submitting', () => {
  it('hands everything to the outbox, clears the stage and ends the wrap-up', async () => {
    const { actions, submitted, days, keeper, state } = wrappingUp(complaint)
    actions.change(complaint.id, type('最后一个字'))
    expect(await actions.submit(complaint.id, dispatch)).toEqual({ ok: true, value: { number: complaint.number } })
    expect(submitted.map((each) => [each.id, each.draft?.values.description])).toEqual([[complaint.id, '最后一个字']])
    expect(submitted[0]?.call).toEqual({ line: lineOfDraft(complaint), ticketNumber: complaint.number })
    // The day is read again, with the order in it.
    expect(days).toEqual([1])
    expect(keeper.all()).toEqual([])
    expect(state()).toMatchObject({ draftOnStage: null, agent: { kind: 'ready' } })
  })

  it('says so in the turn in which the form goes, so that one frame draws both; and not at all when it stays', async () => {
    const { actions, keeper } = wrappingUp(complaint)
    const happened: string[] = []
    keeper.subscribe(() => {
      if (keeper.get(complaint.id) !== null) return
      happened.push('gone')
      queueMicrotask(() => happened.push('drawn'))
    })
    await actions.submit(complaint.id, dispatch, (number) => happened.push(number))
    expect(happened).toEqual(['gone', complaint.number, 'drawn'])
    const refused = wrappingUp(draftOf(1))
    await refused.actions.submit(draftOf(1).id, dispatch, (number) => happened.push(number))
    expect(happened).toHaveLength(3)
  })

  it('writes what could not be read into the note, and keeps the draft as it was typed for a repair', async () => {
    const told = draftOf(1, { values: { ...wageComplaint, note: '有录音' }, unread: { owed_period: '大概九月' }, noRisk: true })
    const { actions, submitted } = wrappingUp(told)
    expect((await actions.submit(told.id, { kind: 'answered-directly' })).ok).toBe(true)
    expect(foldEvents(submitted[0]?.events ?? [])?.values.note).toBe('有录音\nowed_period=大概九月')
    expect(submitted[0]?.draft).toMatchObject({ values: { note: '有录音' }, unread: { owed_period: '大概九月' } })
  })

  it('says what is missing and leaves everything as it was', async () => {
    const { actions, submitted, keeper, state } = wrappingUp(draftOf(1))
    expect(await actions.submit(draftOf(1).id, dispatch)).toMatchObject({ ok: false, error: { code: 'type-missing' } })
    expect(submitted).toEqual([])
    expect(keeper.get(draftOf(1).id)).not.toBeNull()
    expect(state()).toMatchObject({ draftOnStage: draftOf(1).id, agent: { kind: 'wrap-up' } })
  })

  it('keeps the text when the outbox cannot be written', async () => {
    const { actions, broken, keeper, state } = wrappingUp(complaint)
    broken.outbox = { code: 'storage-full' }
    expect(await actions.submit(complaint.id, dispatch)).toEqual({ ok: false, error: { code: 'outbox-failed' } })
    expect(keeper.get(complaint.id)?.draft.values.description).toBe(wageComplaint.description)
    expect(state().agent.kind).toBe('wrap-up')
  })

  it('says what is too long or malformed, and keeps it in hand', async () => {
    const { actions, broken, keeper } = wrappingUp(complaint)
    broken.outbox = { code: 'malformed', paths: ['draft.values.contact_phone'] }
    expect(await actions.submit(complaint.id, dispatch)).toEqual({ ok: false, error: { code: 'malformed', misfits: ['draft.values.contact_phone'] } })
    expect(keeper.get(complaint.id)).not.toBeNull()
  })

  it('gives words that could not be saved a revision of their own', async () => {
    const { actions, broken, submitted } = wrappingUp(complaint)
    broken.disk = true
    actions.change(complaint.id, type('没存上的字'))
    await actions.submit(complaint.id, dispatch)
    // The save that failed was of the revision behind the last one, and may lie somewhere.
    expect(submitted[0]?.draft).toMatchObject({ revision: complaint.revision + 2, values: { description: '没存上的字' } })
  })

  it('takes no more words, no other way out and no second submit while it is under way', async () => {
    const { actions, slow, submitted, keeper, draft, time, disk } = wrappingUp(complaint)
    let goOn = () => undefined as void
    slow.outbox = new Promise<void>((resolve) => (goOn = resolve))
    actions.change(complaint.id, type('最后一个字'))
    const submitting = actions.submit(complaint.id, dispatch)
    actions.change(complaint.id, type('还在打字'))
    expect(keeper.get(complaint.id)?.isHandedIn).toBe(true)
    await time.advance(5_000)
    expect(draft(complaint.id)?.values.description).toBe('最后一个字')
    expect(disk.get(complaint.id)?.values.description).toBe('最后一个字')
    expect(await actions.submit(complaint.id, dispatch)).toMatchObject({ error: { code: 'draft-gone' } })
    expect([await actions.discard(complaint.id), await actions.keepForLater(complaint.id)]).toEqual([false, false])
    goOn()
    expect((await submitting).ok).toBe(true)
    expect(submitted.map((each) => each.draft?.values.description)).toEqual(['最后一个字'])
  })

  it('gives the draft back when it could not be submitted, with what the call has added meanwhile', async () => {
    const { actions, slow, broken, keeper, time, disk } = wrappingUp(complaint)
    let goOn = () => undefined as void
    slow.outbox = new Promise<void>((resolve) => (goOn = resolve))
    broken.outbox = { code: 'storage-full' }
    const submitting = actions.submit(complaint.id, dispatch)
    await time.advance(0)
    keeper.change(complaint.id, (same) => ({ ...same, call: { ...same.call, endedAt: 77 } }))
    await time.advance(5_000)
    expect(disk.get(complaint.id)?.call.endedAt, 'nothing is written behind a submission').not.toBe(77)
    goOn()
    expect((await submitting).ok).toBe(false)
    actions.change(complaint.id, type('再来一次'))
    await time.advance(5_000)
    expect(keeper.get(complaint.id)).toMatchObject({ isHandedIn: false, isDirty: false })
    expect(disk.get(complaint.id)).toMatchObject({ values: { description: '再来一次' }, call: { endedAt: 77 } })
  })

  it('puts a merged call into the order that is there, under its number', async () => {
    const order = ticketOf(draftOf(7, { values: wageComplaint, noRisk: true }))
    const { actions, submitted } = wrappingUp(complaint, { tickets: [{ ticket: order, isPending: false, kept: 'whole' }] })
    actions.toggleMerge(complaint.id, order.id)
    expect(await actions.submit(complaint.id, dispatch)).toEqual({ ok: true, value: { number: order.number } })
    expect(submitted[0]?.ticketId).toBe(order.id)
    expect(submitted[0]?.call).toMatchObject({ line: { callId: complaint.call.callId }, ticketNumber: order.number })
  })

  it('adds what came back to the order that the desk has under the same id, not to what was refused', async () => {
    const atDesk = ticketOf(complaint, { kind: 'sent-for-dispatch', proposal: noProposal })
    const back = { ...complaint, mergeInto: complaint.ticketId }
    const { actions, submitted } = wrappingUp(back, { tickets: [{ ticket: atDesk, isPending: false, kept: 'whole' }] })
    expect((await actions.submit(back.id, dispatch)).ok).toBe(true)
    expect(submitted[0]?.ticketId).toBe(complaint.ticketId)
    expect(submitted[0]?.events[0]).toMatchObject({ type: 'chased', basedOn: atDesk.version })
    const pending = wrappingUp(back, { tickets: [{ ticket: atDesk, isPending: true, kept: 'whole' }] })
    expect(await pending.actions.submit(back.id, dispatch)).toEqual({ ok: false, error: { code: 'merge-target-gone' } })
  })

  it('writes no line into the list of calls for a draft that another seat has written', async () => {
    const brought = { ...complaint, author: { ...complaint.author, id: 'w-1', name: '王五', seat: '1234' } }
    const { actions, submitted } = wrappingUp(brought)
    expect((await actions.submit(brought.id, dispatch)).ok).toBe(true)
    expect(submitted[0]?.call).toBeNull()
    expect(submitted[0]?.events.map(({ author }) => author.name)).toContain('王五')
  })

  it('says so when the order to merge into is not on this computer', async () => {
    const { actions } = wrappingUp(complaint)
    actions.toggleMerge(complaint.id, testUuid(9))
    expect(await actions.submit(complaint.id, dispatch)).toEqual({ ok: false, error: { code: 'merge-target-gone' } })
  })

  it('closes a call without content with its kind, whatever it was to be merged into', async () => {
    const silent = draftOf(1, { values: { request_type: 'WX' } })
    const { actions, submitted } = wrappingUp(silent)
    actions.toggleMerge(silent.id, testUuid(9))
    expect((await actions.submit(silent.id, { kind: 'closed-without-content', content: 'silent' })).ok).toBe(true)
    expect(submitted[0]?.events.at(-1)).toMatchObject({ type: 'closed-without-content', data: { kind: 'silent' } })
  })

  it('leaves the wrap-up of another call alone', async () => {
    const other = draftOf(2, { values: wageComplaint, noRisk: true })
    const acting = createActingSeat([complaint, other])
    acting.seat.tell({ kind: 'answered', callId: complaint.call.callId as CallId, at: acting.time.now() })
    acting.seat.tell({ kind: 'call-ended', policy: 'timed', callId: complaint.call.callId as CallId, at: acting.time.now() })
    await acting.actions.submit(other.id, dispatch)
    expect(acting.seat.store.getState().agent.kind).toBe('wrap-up')
  })
})

describe('keeping a draft for later', () => {
  it('takes it off the stage when it is on the disk, and ends the wrap-up', async () => {
    const { actions, disk, keeper, state } = wrappingUp(complaint)
    actions.change(complaint.id, type('明天再写'))
    expect(await actions.keepForLater(complaint.id)).toBe(true)
    expect(disk.get(complaint.id)?.values.description).toBe('明天再写')
    expect(keeper.get(complaint.id)).not.toBeNull()
    expect(state()).toMatchObject({ draftOnStage: null, agent: { kind: 'ready' } })
  })

  it('leaves it in sight while it is not', async () => {
    const { actions, broken, state } = wrappingUp(complaint)
    broken.disk = true
    actions.change(complaint.id, type('明天再写'))
    expect(await actions.keepForLater(complaint.id)).toBe(false)
    expect(state()).toMatchObject({ draftOnStage: complaint.id, agent: { kind: 'wrap-up' } })
  })
})

describe('discarding a draft', () => {
  it('forgets it for good, also what was just being saved', async () => {
    const { actions, time, disk, keeper, state } = wrappingUp(complaint)
    actions.change(complaint.id, type('不要了'))
    void keeper.flush(complaint.id)
    await Promise.resolve()
    expect(await actions.discard(complaint.id)).toBe(true)
    await time.advance(5_000)
    expect([disk.size, keeper.all().length]).toEqual([0, 0])
    expect(state()).toMatchObject({ draftOnStage: null, agent: { kind: 'ready' } })
  })

  it('keeps it, with every word and in its wrap-up, while the disk does not take that', async () => {
    const { actions, time, broken, disk, keeper, state } = wrappingUp(complaint)
    broken.disk = true
    actions.change(complaint.id, type('不要了'))
    expect(await actions.discard(complaint.id)).toBe(false)
    expect(keeper.get(complaint.id)?.draft.values.description).toBe('不要了')
    expect(state()).toMatchObject({ draftOnStage: complaint.id, agent: { kind: 'wrap-up' } })
    broken.disk = false
    await time.advance(5_000)
    expect(disk.get(complaint.id)?.values.description).toBe('不要了')
  })
})
