import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeliveryLoop, type DeliveryLoop } from '../../../renderer/desk-client/delivery-loop'
import { createDeskHttp } from '../../../renderer/desk-client/desk-http'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { openSeal } from '../../../renderer/storage/seal'
import { epochMs, type Timers } from '../../../shared/lib/clock'
import type { Submission } from '../../../shared/outbox/outbox'
import { draftOf, submissionOfDraft, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { createScriptedDesk, everyFault, type Fault } from '../../support/scripted-desk'
import { journalInMemory } from '../../support/journal'
import { newDisk } from '../../support/storage'
import { createVirtualTime } from '../../support/virtual-time'

/** Submission `index` of `ticket`: the first opens it, the others are further calls about it. */
function submissionOf(ticket: number, index: number): Submission {
  const opening = draftOf(ticket, { values: wageComplaint })
  if (index === 0) return submissionOfDraft(opening)
  const call = draftOf(100 * ticket + index, { mergeInto: opening.ticketId, values: { note: `第${index}次` } })
  return submissionOfDraft(call, { kind: 'merged', ticket: ticketOf(opening) })
}

async function startSeat() {
  const time = createVirtualTime()
  const desk = createScriptedDesk()
  const disk = newDisk()
  const noAnswers: number[] = []
  const waits: number[] = []
  let setBackMs = 0
  const clock = { now: () => epochMs(time.clock.now() - setBackMs) }
  const timers: Timers = { after: (delayMs, run) => (waits.push(delayMs), time.timers.after(delayMs, run)) }
  let storage: WorkStorage
  let loop: DeliveryLoop
  const http = () => createDeskHttp({ origin: 'http://127.0.0.1:1', token: desk.token }, { fetch: desk.fetch, timers: time.timers })
  const open = async () => {
    storage = await openWorkStorage({ ...journalInMemory(), mode: 'real', seal: openSeal, clock, onSetAside: () => undefined, indexedDb: disk })
    loop = createDeliveryLoop({ clock, timers, outbox: storage.outbox, random: () => 0.5, onNoAnswer: () => noAnswers.push(time.clock.now()) })
  }
  await open()
  return {
    time, desk, noAnswers, waits,
    setClockBack: (ms: number) => void (setBackMs += ms),
    get outbox() { return storage.outbox },
    /** The desk answers from now on. */
    deskIsThere: () => loop.sendTo(http()),
    deskIsGone: () => loop.sendTo(null),
    async reloadPage() {
      loop.dispose()
      storage.close()
      await open()
    },
    submit: (submission: Submission) => storage.outbox.enqueue(submission),
    /** Reopens what was refused, and throws it away. */
    async discard({ id, call }: Submission) {
      expect((await storage.outbox.reopen(id)).ok).toBe(true)
      if (call !== null) await storage.outbox.discard(id, call.line)
    },
    states: () => storage.outbox.entries().map((entry) => entry.delivery.state),
    isDelivered: () => storage.outbox.entries().every((entry) => entry.delivery.state === 'accepted'),
    end() {
      loop.dispose()
      storage.close()
    },
  }
}

type Seat = Awaited<ReturnType<typeof startSeat>>

describe('the way of a submission to the desk', () => {
  let seat: Seat
  afterEach(() => seat.end())

  it('it goes at once when the desk is there, and its place in the log is kept', async () => {
    seat = await startSeat()
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.rest()
    expect(seat.outbox.entries()[0]?.delivery).toEqual({ state: 'accepted', at: seat.time.clock.now(), position: 4 })
  })

  it('three orders submitted while the desk is away arrive once each and in order, as soon as it is back', async () => {
    seat = await startSeat()
    for (const ticket of [1, 2, 3]) await seat.submit(submissionOf(ticket, 0))
    await seat.time.advance(60_000)
    expect(seat.states()).toEqual(['waiting', 'waiting', 'waiting'])
    const before = seat.time.clock.now()
    seat.deskIsThere()
    await seat.time.until(() => seat.isDelivered())
    expect(seat.time.clock.now()).toBe(before)
    const opened = seat.desk.log.changes.filter((change) => change.event.type === 'opened').map((change) => change.event.ticketId)
    expect(opened).toEqual([1, 2, 3].map((ticket) => submissionOf(ticket, 0).ticketId))
    expect(seat.desk.log.changes).toHaveLength(12)
  })

  it('orders of which some have failed before arrive in order too when the desk is back', async () => {
    seat = await startSeat()
    seat.desk.faults = ['request-lost']
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.until(() => seat.desk.faults.length === 0)
    seat.deskIsGone()
    for (const ticket of [2, 3]) await seat.submit(submissionOf(ticket, 0))
    const before = seat.time.clock.now()
    seat.deskIsThere()
    await seat.time.until(() => seat.isDelivered())
    expect(seat.time.clock.now()).toBe(before)
    const opened = seat.desk.log.changes.filter((change) => change.event.type === 'opened').map((change) => change.event.ticketId)
    expect(opened).toEqual([1, 2, 3].map((ticket) => submissionOf(ticket, 0).ticketId))
  })

  it('a pause after a failure is not waited out when the desk is back', async () => {
    seat = await startSeat()
    seat.desk.faults = Array.from({ length: 8 }, () => 'internal')
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.until(() => seat.desk.faults.length === 0)
    await seat.time.rest()
    seat.deskIsGone()
    const before = seat.time.clock.now()
    seat.deskIsThere()
    await seat.time.rest()
    expect(seat.isDelivered()).toBe(true)
    expect(seat.time.clock.now()).toBe(before)
  })

  it('pauses grow while the desk fails, so that it is not hammered', async () => {
    seat = await startSeat()
    seat.desk.faults = Array.from({ length: 1000 }, () => 'internal')
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.advance(10 * 60_000)
    expect(1000 - seat.desk.faults.length).toBeLessThan(25)
    expect(seat.outbox.entries()[0]?.delivery).toMatchObject({ state: 'waiting', lastFailure: 'desk-error' })
  })

  it('what the desk refuses is parked with its reason, and holds back nobody else', async () => {
    seat = await startSeat()
    const bad = submissionOf(1, 0)
    const withoutDecision = { ...bad, events: bad.events.slice(1) }
    await seat.submit(withoutDecision)
    await seat.submit(submissionOf(1, 1))
    await seat.submit(submissionOf(2, 0))
    seat.deskIsThere()
    await seat.time.advance(10 * 60_000)
    expect(seat.states()).toEqual(['refused', 'waiting', 'accepted'])
    expect(seat.outbox.entries()[0]?.delivery).toMatchObject({ refusal: { code: 'refused', reason: 'not-opened', eventId: bad.events[1]?.id } })
    expect(seat.outbox.counts()).toMatchObject({ refused: 1, held: 1 })
  })

  it('when a refused chase is discarded, the next one about the same order goes at once', async () => {
    seat = await startSeat()
    const chase = submissionOf(1, 1)
    const opening = submissionOf(1, 0)
    await seat.submit(opening)
    await seat.submit({ ...chase, events: [...opening.events.slice(0, 1).map((event) => ({ ...event, id: testUuid(9) })), ...chase.events] })
    await seat.submit(submissionOf(1, 2))
    seat.deskIsThere()
    await seat.time.until(() => seat.outbox.counts().held === 1)
    await seat.discard(chase)
    await seat.time.until(seat.isDelivered)
    expect(seat.states()).toEqual(['accepted', 'accepted'])
    expect(seat.desk.log.changes.at(-1)?.event.id).toBe(submissionOf(1, 2).events.at(-1)?.id)
  })

  it('when a refused order is discarded, a call that was to go into it comes back to be repaired', async () => {
    seat = await startSeat()
    const order = submissionOf(1, 0)
    const call = submissionOf(1, 1)
    await seat.submit({ ...order, events: order.events.slice(1) })
    await seat.submit(call)
    seat.deskIsThere()
    await seat.time.until(() => seat.outbox.counts().held === 1)
    await seat.discard(order)
    await seat.time.until(() => seat.outbox.counts().waiting === 0)
    expect(seat.outbox.entries().map(({ id, delivery }) => [id, delivery])).toMatchObject([[call.id, { state: 'refused', refusal: { reason: 'not-opened' } }]])
    // The agent undoes the merge and sends it as an order of its own.
    const reopened = await seat.outbox.reopen(call.id)
    if (!reopened.ok) throw new Error(reopened.error.code)
    await seat.submit(submissionOfDraft({ ...reopened.value, revision: 2, mergeInto: null, values: wageComplaint }))
    await seat.time.until(seat.isDelivered)
    expect(seat.desk.log.changes.map(({ event }) => event.ticketId)).toContain(call.draft?.ticketId)
  })

  it('work queued by a clock that is ahead goes as soon as it is taken in', async () => {
    seat = await startSeat()
    seat.deskIsThere()
    await seat.time.rest()
    await seat.submit({ ...submissionOf(1, 0), enqueuedAt: epochMs(seat.time.clock.now() + 40 * 60_000) })
    await seat.time.rest()
    expect(seat.states()).toEqual(['accepted'])
  })

  it('a clock that is set back by a month makes nobody wait in a way that browsers do not', async () => {
    seat = await startSeat()
    seat.desk.faults = ['internal']
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.rest()
    seat.setClockBack(30 * 24 * 60 * 60_000)
    await seat.time.advance(10_000)
    expect(seat.states()).toEqual(['waiting'])
    expect(Math.max(...seat.waits)).toBeLessThan(2 ** 31)
    seat.deskIsGone()
    seat.deskIsThere()
    await seat.time.until(seat.isDelivered)
  })

  it('nothing counts as accepted without a place for every event', async () => {
    seat = await startSeat()
    seat.desk.faults = ['receipts-missing']
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.rest()
    expect(seat.outbox.entries()[0]?.delivery).toMatchObject({ state: 'waiting', lastFailure: 'bad-answer' })
    await seat.time.until(seat.isDelivered)
    expect(seat.desk.log.changes).toHaveLength(4)
  })

  it('no answer within the limit is a failure, and somebody is told to look after the desk', async () => {
    seat = await startSeat()
    seat.desk.faults = ['no-answer']
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.time.advance(15_000)
    expect(seat.outbox.entries()[0]?.delivery).toMatchObject({ state: 'waiting', tries: 1, lastFailure: 'timed-out' })
    expect(seat.noAnswers).toHaveLength(1)
    await seat.time.until(seat.isDelivered)
  })

  it('a ticket that gets no answer holds back the others no longer than one is waited for', async () => {
    seat = await startSeat()
    seat.desk.faults = ['no-answer']
    seat.deskIsThere()
    await seat.submit(submissionOf(1, 0))
    await seat.submit(submissionOf(2, 0))
    await seat.time.until(() => seat.states()[1] === 'accepted')
    expect(seat.states()).toEqual(['waiting', 'accepted'])
  })

  it('each event arrives exactly once and in order, whatever gets lost, doubled or refused for a while on the way', async () => {
    const happening = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('submit' as const), ticket: fc.integer({ min: 1, max: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 20_000 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('gone' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('there' as const) }) },
    )
    const fault: fc.Arbitrary<Fault> = fc.constantFrom(...everyFault)
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 14 }), fc.array(fault, { maxLength: 20 }), async (happenings, faults) => {
        seat = await startSeat()
        seat.desk.faults = [...faults]
        const submitted = new Map<number, Submission[]>()
        for (const step of happenings) {
          if (step.kind === 'pass') await seat.time.advance(step.ms)
          else if (step.kind === 'gone') seat.deskIsGone()
          else if (step.kind === 'there') seat.deskIsThere()
          else if (step.kind === 'reload') await seat.reloadPage()
          else {
            const before = submitted.get(step.ticket) ?? []
            const submission = submissionOf(step.ticket, before.length)
            submitted.set(step.ticket, [...before, submission])
            expect((await seat.submit(submission)).ok).toBe(true)
          }
        }
        seat.deskIsThere()
        await seat.time.until(seat.isDelivered, 60 * 60_000)
        const inLog = seat.desk.log.changes.map((change) => change.event)
        for (const [ticket, submissions] of submitted) {
          const { ticketId } = submissionOf(ticket, 0)
          const wanted = submissions.flatMap((submission) => submission.events.map((event) => event.id))
          expect(inLog.filter((event) => event.ticketId === ticketId).map((event) => event.id)).toEqual(wanted)
        }
        const sent = [...submitted.values()].flat().flatMap((submission) => submission.events)
        expect(inLog).toHaveLength(sent.length)
        seat.end()
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
