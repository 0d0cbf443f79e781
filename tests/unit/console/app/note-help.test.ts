import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { LoggedCall } from '../../../../renderer/console/app/logged-call'
import { createNoteHelp } from '../../../../renderer/console/app/note-help'
import { lineOfDraft } from '../../../../renderer/console/seat/call-log-line'
import { createDraftKeeper } from '../../../../renderer/console/seat/draft-keeper'
import type { CallId } from '../../../../shared/calls/call'
import type { HelpStep } from '../../../../shared/help/help-step'
import { ok } from '../../../../shared/lib/result'
import { newDelivery } from '../../../../shared/outbox/delivery'
import type { Submission } from '../../../../shared/outbox/outbox'
import type { Draft } from '../../../../shared/tickets/draft'
import { agent8017, draftOf, noProposal, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

const complaint = draftOf(1, { values: wageComplaint, noRisk: true })
const callId = complaint.call.callId as CallId
const step: HelpStep = { code: 'red-pressed', at: 5, note: null, drill: false }

function setUp() {
  const time = createManualTime()
  const saved: Draft[] = []
  const enqueued: Submission[] = []
  const keeper = createDraftKeeper({ clock: time, timers: time, store: { save: async (draft) => ok({ revision: saved.push(draft) }) } })
  keeper.open(complaint)
  const store = createStore<{ readonly calls: readonly LoggedCall[] }>(() => ({ calls: [] }))
  const ticket = ticketOf(complaint, { kind: 'sent-for-dispatch', proposal: noProposal })
  const note = createNoteHelp({
    keeper, clock: time, newId: () => testUuid(77), author: agent8017,
    change: (id, update) => void keeper.change(id, update),
    outbox: {
      async enqueue(submission) {
        enqueued.push(submission)
        return ok({ ...submission, order: 1, enqueuedAt: time.now(), draftId: null, draftRevision: null, delivery: newDelivery(time.now()) })
      },
    },
    today: {
      store,
      refresh: async () => store.setState({ calls: keeper.get(complaint.id) === null ? [{ entry: { ...lineOfDraft(complaint), ticketNumbers: [complaint.number] }, tickets: [ticket] }] : [] }),
    },
  })
  return { time, keeper, note, enqueued, ticket, draft: () => keeper.get(complaint.id)?.draft }
}

describe('a step of a call for help', () => {
  it('goes into the draft of its call', () => {
    const { note, draft, enqueued } = setUp()
    note(callId, [step])
    expect(draft()?.help).toEqual([step])
    expect(enqueued).toEqual([])
  })

  it('goes behind the order when the draft is being submitted', async () => {
    const { note, draft, keeper, enqueued, ticket, time } = setUp()
    await keeper.handIn(complaint.id)
    note(callId, [step])
    expect(draft()?.help).toBeUndefined()
    keeper.close(complaint.id)
    await time.advance(0)
    expect(enqueued.map(({ ticketId, events }) => [ticketId, events.map(({ type }) => type)])).toEqual([[ticket.id, ['help-step']]])
  })

  it('goes there without what no database keeps: half an emoji of a name on the duty list', async () => {
    const { note, keeper, enqueued, time } = setUp()
    await keeper.handIn(complaint.id)
    note(callId, [{ code: 'duty-answered', at: 6, note: '周敏\ud83d\u0000', drill: false }])
    keeper.close(complaint.id)
    await time.advance(0)
    expect(enqueued.flatMap(({ events }) => events)).toMatchObject([{ type: 'help-step', data: { note: '周敏' } }])
  })

  it('goes into the draft when that could not be submitted', async () => {
    const { note, draft, keeper, enqueued, time } = setUp()
    await keeper.handIn(complaint.id)
    note(callId, [step])
    keeper.giveBack(complaint.id)
    await time.advance(0)
    expect(draft()?.help).toEqual([step])
    expect(enqueued).toEqual([])
  })

  it('has no timeline where nothing was written for its call', async () => {
    const { note, keeper, enqueued } = setUp()
    note('another-call' as CallId, [step])
    note(null, [step])
    expect([keeper.get(complaint.id)?.draft.help, enqueued]).toEqual([undefined, []])
  })
})
