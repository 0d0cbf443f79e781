import { createDraftActions } from '../../../../renderer/console/app/draft-actions'
import { createReveals } from '../../../../renderer/console/app/reveals'
import { createDraftKeeper } from '../../../../renderer/console/seat/draft-keeper'
import { createSeat } from '../../../../renderer/console/seat/seat'
import type { CallLine, CallLogEntry } from '../../../../shared/calls/call-log'
import type { KnownPerson } from '../../../../shared/callers/person'
import type { LineCommand, LineError, PhoneLine } from '../../../../shared/calls/phone-line'
import { err, ok, type Result } from '../../../../shared/lib/result'
import { newDelivery } from '../../../../shared/outbox/delivery'
import type { EnqueueError, OutboxEntry, Submission } from '../../../../shared/outbox/outbox'
import type { SeatTicket } from '../../../../shared/tickets/caller-cache'
import type { Draft } from '../../../../shared/tickets/draft'
import type { Reveal } from '../../../../shared/tickets/reveal'
import { agent8017, testUuid } from '../../../support/drafts'
import { createFakeLine } from '../../../support/fake-line'
import { createManualTime } from '../../../support/manual-time'

/** A seat whose disk, outbox and cache a test can break, and everything the agent does to a draft on it. */
export function createActingSeat(unfinished: readonly Draft[], options: { readonly tickets?: readonly SeatTicket[]; readonly people?: readonly KnownPerson[] | 'unreadable'; readonly calls?: readonly CallLogEntry[]; readonly logged?: readonly CallLogEntry[] } = {}) {
  const time = createManualTime()
  const line = createFakeLine()
  const answers = new Map<LineCommand['kind'], () => Result<void, LineError>>()
  const disk = new Map(unfinished.map((draft) => [draft.id, draft]))
  const broken: { disk: boolean; outbox: EnqueueError | null } = { disk: false, outbox: null }
  /** What the outbox waits for before it takes anything. */
  const slow: { outbox: Promise<unknown> } = { outbox: Promise.resolve() }
  const submitted: Submission[] = []
  const lines: CallLine[] = []
  const days: number[] = []
  let ids = 500
  const newId = () => testUuid(ids++)
  const drafts = {
    save: async (draft: Draft) => {
      // Sealing takes its time: what is on its way to the disk is not there yet.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      if (broken.disk) return err({ code: 'storage-full' as const })
      disk.set(draft.id, draft)
      return ok({ revision: draft.revision })
    },
  }
  const keeper = createDraftKeeper({ store: drafts, clock: time, timers: time })
  for (const draft of unfinished) keeper.open(draft)
  const people = async () => {
    if (options.people === 'unreadable') throw new Error('the disk cannot be read')
    return options.people ?? []
  }
  const answering: PhoneLine = {
    ...line,
    async execute(command) {
      const told = await line.execute(command)
      return answers.get(command.kind)?.() ?? told
    },
  }
  const seat = createSeat(
    {
      line: answering,
      keeper, clock: time, steadyMs: time.steadyMs, timers: time, author: agent8017, practice: false, homeArea: '023', newId, people,
      callLog: { write: async (line) => void lines.push(line), recent: () => Promise.resolve(options.logged ?? []), ofNumber: () => Promise.resolve(options.calls ?? []) },
      courseOf: () => null,
      nextNumber: () => Promise.resolve('20261123-8017-009-1'),
      onProblem: () => undefined,
    },
    unfinished,
  )
  const enqueue = async (submission: Submission) => {
    await slow.outbox
    if (broken.outbox !== null) return err(broken.outbox)
    submitted.push(submission)
    const { id, ticketId, events } = submission
    const entry: OutboxEntry = { id, ticketId, events, order: submitted.length, enqueuedAt: time.now(), draftId: id, draftRevision: submission.draft?.revision ?? null, delivery: newDelivery(time.now()) }
    return ok(entry)
  }
  const noted: { readonly callId: string; readonly reveal: Reveal }[] = []
  const noteReveal = async (callId: string, reveal: Reveal) => {
    if (broken.disk) throw new Error('the disk is full')
    noted.push({ callId, reveal })
  }
  const reveals = createReveals({ outbox: { enqueue }, callLog: { noteReveal }, clock: time, timers: time, newId, author: agent8017, onOwed: null })
  const discard = async (id: string) => {
    if (broken.disk) return err({ code: 'storage-failed' as const })
    disk.delete(id)
    return ok(undefined)
  }
  const actions = createDraftActions({
    keeper, seat, clock: time, newId, author: agent8017,
    unreadLine: (slot, words) => `${slot}=${words}`, asksReview: false,
    outbox: { enqueue, discard },
    cache: {
      ticket: async (id) => options.tickets?.find(({ ticket }) => ticket.id === id) ?? null,
      confirmed: async (id) => options.tickets?.find(({ ticket, isPending }) => ticket.id === id && !isPending)?.ticket ?? null,
    },
    today: { refresh: async () => void days.push(submitted.length) },
  })
  return {
    /** What the line says to commands of that kind instead of doing them. */
    lineAnswers: (kind: LineCommand['kind'], answer: () => Result<void, LineError>) => void answers.set(kind, answer),
    time, line, lines, disk, broken, slow, submitted, days, keeper, seat, actions, reveals, noted, newId, people, draft: (id: string) => keeper.get(id)?.draft,
  }
}
