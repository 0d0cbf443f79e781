import { describe, expect, it } from 'vitest'
import { earlierCalls, lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { createDraftKeeper } from '../../../renderer/console/seat/draft-keeper'
import { keepQueueMembership } from '../../../renderer/console/seat/queue-membership'
import { createSeat } from '../../../renderer/console/seat/seat'
import { deadAfterRingMs } from '../../../renderer/console/seat/seat-commands'
import { runWrapUpClock } from '../../../renderer/console/seat/wrap-up-clock'
import type { CallLine, CallLogEntry } from '../../../shared/calls/call-log'
import { nextCall, type Call } from '../../../shared/calls/call'
import type { KnownPerson, PersonId } from '../../../shared/callers/person'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import { agent8017, draftOf, testUuid } from '../../support/drafts'
import { createFakeLine, ringing, type FakeLine } from '../../support/fake-line'
import { createManualTime } from '../../support/manual-time'

const someone: KnownPerson = { id: testUuid(77) as PersonId, name: '覃国富', numbers: [{ key: '8615400000012' as HistoryKey }], notes: {}, history: [] }

function setUp(options: { nextNumber?: () => Promise<string>; line?: FakeLine; unfinished?: readonly Draft[]; logged?: readonly CallLogEntry[]; people?: () => Promise<readonly KnownPerson[]>; calls?: () => Promise<readonly CallLogEntry[]> } = {}) {
  const time = createManualTime()
  const line = options.line ?? createFakeLine()
  const log: { entry: CallLine; insteadOfDraft: string | undefined }[] = []
  const problems: string[] = []
  let ids = 100
  const keeper = createDraftKeeper({ clock: time, timers: time, store: { save: (draft) => Promise.resolve(ok({ revision: draft.revision })) } })
  for (const draft of options.unfinished ?? []) keeper.open(draft)
  const seat = createSeat(
    {
      line, keeper, clock: time, steadyMs: time.steadyMs, timers: time, author: agent8017, practice: false, homeArea: '023',
      newId: () => testUuid(ids++),
      callLog: { write: (entry, insteadOfDraft) => { log.push({ entry, insteadOfDraft }); return Promise.resolve() }, recent: () => Promise.resolve([]), ofNumber: options.calls ?? (() => Promise.resolve([])) },
      courseOf: () => null,
      people: options.people ?? (() => Promise.resolve([someone])),
      nextNumber: options.nextNumber ?? (() => Promise.resolve('20261123-8017-001-8')),
      onProblem: (code) => problems.push(code),
    },
    options.unfinished ?? [],
    earlierCalls(options.logged ?? []),
  )
  return { time, line, seat, keeper, log, problems, state: () => seat.store.getState() }
}

const answered = (call: Call, at: number): Call =>
  nextCall(nextCall(call, { kind: 'answer-requested', at: at as never }), { kind: 'established', at: at as never, canBeHeard: true })
const ended = (call: Call, at: number): Call => nextCall(call, { kind: 'ended', at: at as never, outcome: { kind: 'completed', endedBy: 'caller' } })

/** A call of the same number that nobody got to. */
const gaveUp: CallLogEntry = { ...lineOfDraft(draftOf(3)), answeredAt: null, outcome: 'cancelled-by-caller', ticketNumbers: [] }

describe('the seat', () => {
  it('shows a ring and who may be calling in one picture, and opens a draft with a number', async () => {
    const { time, line, seat, keeper, state } = setUp()
    let pictures = 0
    seat.store.subscribe((now, before) => { if (now.line !== before.line) pictures += 1 })
    line.show([ringing('15400000012', time.now())])
    await time.advance(0)
    expect(pictures).toBe(1)
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'found', people: [{ name: '覃国富' }] })
    expect(state().agent.kind).toBe('ringing')
    expect(keeper.all().map(({ draft }) => [draft.number, draft.touched, draft.caller.kind])).toEqual([['20261123-8017-001-8', false, 'undecided']])
  })

  it('does not hold back the ring when the look-up takes long', async () => {
    let found: (people: readonly KnownPerson[]) => void = () => undefined
    const { time, line, state } = setUp({ people: () => new Promise((resolve) => { found = resolve }) })
    line.show([ringing('15400000012', time.now())])
    await time.advance(60)
    expect(state().agent.kind).toBe('ringing')
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'asked', people: null })
    found([someone])
    await time.advance(0)
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'found' })
  })

  it('finds the calls of the number together with its people, in the one picture', async () => {
    const { time, line, seat, state } = setUp({ calls: () => Promise.resolve([gaveUp]) })
    let pictures = 0
    seat.store.subscribe((now, before) => { if (now.line !== before.line || now.callers !== before.callers) pictures += 1 })
    line.show([ringing('15400000012', time.now())])
    await time.advance(0)
    expect(pictures).toBe(1)
    expect([...state().callers.values()][0]).toMatchObject({ people: [{ name: '覃国富' }], calls: [gaveUp] })
  })

  it('names who may be calling even when the list of calls cannot be read', async () => {
    const { time, line, state } = setUp({ calls: () => Promise.reject(new Error('disk')) })
    line.show([ringing('15400000012', time.now())])
    await time.advance(0)
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'found', people: [{ name: '覃国富' }], calls: [] })
  })

  it('does not hold back who is calling for a list of calls that takes long, and adds it when it comes', async () => {
    let told: (calls: readonly CallLogEntry[]) => void = () => undefined
    const { time, line, state } = setUp({ calls: () => new Promise((resolve) => { told = resolve }) })
    line.show([ringing('15400000012', time.now())])
    await time.advance(15)
    expect(state().agent.kind).toBe('ringing')
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'found', people: [{ name: '覃国富' }], calls: [] })
    told([gaveUp])
    await time.advance(0)
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'found', people: [{ name: '覃国富' }], calls: [gaveUp] })
  })

  it('looks nobody up under a withheld number or 12345', async () => {
    let asked = 0
    const { time, line, state } = setUp({ people: () => { asked += 1; return Promise.resolve([]) } })
    const withheld = ringing('anonymous', time.now())
    line.show([withheld])
    await time.advance(0)
    line.show([withheld, ringing('12345', time.now(), testUuid(9))])
    await time.advance(0)
    expect(asked).toBe(0)
    expect([...state().callers.values()].map((caller) => caller.lookup)).toEqual(['not-looked-up', 'not-looked-up'])
  })

  it('forgets who called when the line forgets the call, and not while the caller stands on the screen', async () => {
    const { time, line, seat, state } = setUp()
    const gone = ringing('15400000099', time.now(), testUuid(9))
    line.show([gone])
    await time.advance(1000)
    line.show([ended(gone, time.now())])
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(1000)
    expect([...state().callers.keys()]).toEqual([call.id])
    line.show([ended(live, time.now())])
    await time.advance(0)
    // The phone tells of an ended call for a minute; a wrap-up may take longer.
    line.show([])
    await time.advance(0)
    expect([...state().callers.keys()]).toEqual([call.id])
    seat.tell({ kind: 'wrap-up-done', at: time.now() })
    seat.showDraft(null)
    line.show([])
    await time.advance(0)
    expect([...state().callers.keys()]).toEqual([])
  })

  it('forgets which draft a call had when the draft is done with and the line has forgotten the call, and not before', async () => {
    const { time, line, seat, keeper, state } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(1000)
    const draftId = state().draftOnStage ?? ''
    line.show([ended(live, time.now())])
    await time.advance(0)
    line.show([])
    await time.advance(0)
    expect([...state().draftOfCall]).toEqual([[call.id, draftId]])
    const draft = keeper.get(draftId)?.draft
    line.show([ended(live, time.now())])
    await time.advance(0)
    keeper.close(draftId)
    if (draft) seat.putAway(draft)
    line.show([ended(live, time.now())])
    await time.advance(0)
    expect([...state().draftOfCall]).toEqual([[call.id, draftId]])
    line.show([])
    await time.advance(0)
    expect([...state().draftOfCall]).toEqual([])
  })

  it('answers no call that has just begun to ring', async () => {
    const { time, line, seat } = setUp()
    line.show([ringing('15400000012', time.now())])
    await time.advance(deadAfterRingMs - 1)
    await seat.answer()
    expect(line.commands).toEqual([])
    await time.advance(1)
    await seat.answer()
    expect(line.commands.map((command) => command.kind)).toEqual(['answer'])
  })

  it('brings the draft of the answered call to the stage and keeps it through the wrap-up', async () => {
    const { time, line, keeper, state, log } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    line.show([answered(call, time.now())])
    await time.advance(0)
    const onStage = state().draftOnStage
    expect(onStage).toBe(keeper.all()[0]?.draft.id)
    await time.advance(60_000)
    line.show([ended(answered(call, time.now()), time.now())])
    await time.advance(0)
    expect(state().agent.kind).toBe('wrap-up')
    expect(state().draftOnStage).toBe(onStage)
    expect(keeper.get(onStage ?? '')?.draft.call.endedAt).toBe(time.now())
    expect(log.map(({ entry }) => entry.outcome)).toEqual(['completed'])
  })

  it('does not bring back what was put away while the call goes on', async () => {
    const { time, line, seat, state } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(0)
    seat.showDraft(null)
    line.show([live], { membership: { state: 'paused', since: time.now(), reason: 'wrap-up' } })
    await time.advance(0)
    expect(state().draftOnStage).toBeNull()
  })

  it('needs no wrap-up for a call whose order was submitted while it went on', async () => {
    const { time, line, keeper, state } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(0)
    keeper.close(state().draftOnStage ?? '')
    line.show([ended(live, time.now())])
    await time.advance(0)
    expect(state().agent.kind).toBe('ready')
  })

  it('hears the call of another seat without a draft, a number, a look-up or a wrap-up, and puts it down as what it was', async () => {
    let numbers = 0
    const { time, line, seat, keeper, log, state } = setUp({ nextNumber: () => { numbers += 1; return Promise.resolve('20261123-8017-001-8') } })
    const rang = ringing('1001', time.now())
    const call: Call = { ...rang, offer: { ...rang.offer, queue: null, supervises: { how: 'listen', extension: '1001' } } }
    line.show([call])
    await time.advance(1000)
    expect([...state().callers.values()][0]).toMatchObject({ lookup: 'not-looked-up', people: null })
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(0)
    expect([state().agent.kind, state().draftOnStage, keeper.all()]).toEqual(['talking', null, []])
    expect(await seat.openAnother()).toBeNull()
    line.show([ended(live, time.now())])
    await time.advance(0)
    expect([state().agent.kind, keeper.all(), numbers]).toEqual(['ready', [], 0])
    expect(log.map(({ entry }) => entry)).toMatchObject([{ supervised: 'listen', queue: null, outcome: 'completed' }])
  })

  describe('with more than one matter in a call', () => {
    async function talking() {
      const set = setUp()
      const call = ringing('15400000012', set.time.now())
      set.line.show([call])
      await set.time.advance(1000)
      const live = answered(call, set.time.now())
      set.line.show([live])
      await set.time.advance(1000)
      const first = set.state().draftOnStage ?? ''
      set.keeper.change(first, (draft) => ({ ...draft, touched: true, caller: { kind: 'known', personId: someone.id }, values: { caller_name: '覃国富', description: '欠薪' } }))
      return { ...set, first, live, hangUp: async () => { set.line.show([ended(live, set.time.now())]); await set.time.advance(0) }, kept: (id: string) => set.keeper.get(id)?.draft }
    }

    it('opens a further draft for the same caller, without the words of the first', async () => {
      const { seat, first, kept, state, keeper, live } = await talking()
      const further = await seat.openAnother()
      expect(state().draftOnStage).toBe(further?.id)
      expect(further).toMatchObject({ call: { callId: live.id }, caller: { kind: 'known', personId: someone.id }, values: { caller_name: '覃国富' }, touched: false })
      expect([further?.values.description, kept(first)?.values.description, keeper.all().length]).toEqual([undefined, '欠薪', 2])
    })

    it('takes the one that is still empty instead of opening a third', async () => {
      const { seat, state, keeper, first } = await talking()
      const further = await seat.openAnother()
      seat.showDraft(first)
      expect((await seat.openAnother())?.id).toBe(further?.id)
      expect([keeper.all().length, state().draftOnStage]).toEqual([2, further?.id])
    })

    it('goes on with the other draft when one is done, and is in the wrap-up until none is left', async () => {
      const { seat, state, keeper, first, kept, hangUp } = await talking()
      const further = await seat.openAnother()
      await hangUp()
      expect([kept(first)?.call.endedAt, kept(further?.id ?? '')?.call.endedAt]).toEqual([expect.any(Number), expect.any(Number)])
      const submit = (id: string) => { const draft = kept(id); keeper.close(id); if (draft) seat.putAway(draft) }
      submit(further?.id ?? '')
      expect(state()).toMatchObject({ draftOnStage: first, agent: { kind: 'wrap-up' } })
      submit(first)
      expect(state()).toMatchObject({ draftOnStage: null, agent: { kind: 'ready' } })
    })

    it('opens a further one after the first was submitted, and when the phone has forgotten the call', async () => {
      const { seat, keeper, first, line, kept, hangUp, time, live } = await talking()
      const submitted = kept(first)
      keeper.close(first)
      if (submitted) seat.putAway(submitted)
      const second = await seat.openAnother()
      expect(second).toMatchObject({ call: { callId: live.id, answeredAt: expect.any(Number) } })
      keeper.change(second?.id ?? '', (draft) => ({ ...draft, touched: true }))
      await hangUp()
      line.show([])
      await time.advance(0)
      expect(await seat.openAnother()).toMatchObject({ call: { callId: live.id, endedAt: expect.any(Number) } })
    })

    it('is ready after a call whose draft was kept for later while it went on, and not when the agent came back to it', async () => {
      for (const comesBack of [false, true]) {
        const { seat, state, first, kept, hangUp } = await talking()
        const draft = kept(first)
        if (draft) seat.putAway(draft)
        expect(state()).toMatchObject({ draftOnStage: null, agent: { kind: 'talking' } })
        if (comesBack) seat.showDraft(first)
        await hangUp()
        expect(state().agent.kind).toBe(comesBack ? 'wrap-up' : 'ready')
      }
    })

    it('has an order that came back to be repaired in hand, whatever was put away before', async () => {
      const { seat, state, keeper, first, kept, hangUp } = await talking()
      const draft = kept(first)
      keeper.close(first)
      if (draft === undefined) throw new Error('no draft')
      seat.putAway(draft)
      keeper.open(draft)
      await hangUp()
      expect(state().agent.kind).toBe('wrap-up')
    })

    it('opens none without a call at work', async () => {
      const { seat } = setUp()
      expect(await seat.openAnother()).toBeNull()
    })
  })

  it('opens the draft of a call that was answered and over before its number came', async () => {
    let give: (number: string) => void = () => undefined
    const { time, line, keeper, state } = setUp({ nextNumber: () => new Promise((resolve) => { give = resolve }) })
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const answeredAt = time.now()
    const live = answered(call, answeredAt)
    line.show([live])
    await time.advance(2000)
    line.show([ended(live, time.now())])
    await time.advance(0)
    give('20261123-8017-001-8')
    await time.advance(0)
    expect(keeper.all().map(({ draft }) => [draft.call.answeredAt, draft.call.endedAt])).toEqual([[answeredAt, time.now()]])
    expect(state()).toMatchObject({ agent: { kind: 'wrap-up' }, draftOnStage: keeper.all()[0]?.draft.id })
  })

  it('leaves a line in the call log instead of a draft when nobody answered', async () => {
    const { time, line, keeper, log, state } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(500)
    const draftId = keeper.all()[0]?.draft.id
    line.show([nextCall(call, { kind: 'ended', at: time.now(), outcome: { kind: 'cancelled-by-caller' } })])
    await time.advance(0)
    expect(keeper.all()).toEqual([])
    expect(log).toMatchObject([{ entry: { outcome: 'cancelled-by-caller', answeredAt: null }, insteadOfDraft: draftId }])
    expect(state().agent.kind).toBe('ready')
  })

  it('keeps the draft of an unanswered ring once somebody has written in it', async () => {
    const { time, line, keeper } = setUp()
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(500)
    keeper.change(keeper.all()[0]?.draft.id ?? '', (draft) => ({ ...draft, touched: true }))
    line.show([nextCall(call, { kind: 'ended', at: time.now(), outcome: { kind: 'missed' } })])
    await time.advance(0)
    expect(keeper.all().length).toBe(1)
  })

  it('goes on with the same draft when the screen was loaded anew in the middle of a call', async () => {
    const before = draftOf(1)
    const call = answered(ringing('15400000012', before.createdAt, before.call.callId), before.createdAt)
    const { time, keeper, state } = setUp({ line: createFakeLine([call]), unfinished: [before] })
    await time.advance(0)
    expect(state().agent.kind).toBe('talking')
    expect(state().draftOnStage).toBe(before.id)
    expect(keeper.all().length).toBe(1)
  })

  describe('loaded anew in a call whose order was submitted before', () => {
    const submitted = draftOf(1)
    const { call: { callId }, createdAt } = submitted
    const logged: readonly CallLogEntry[] = [
      { ...lineOfDraft({ ...submitted, call: { ...submitted.call, endedAt: null } }), ticketNumbers: [submitted.number] },
      { ...lineOfDraft(draftOf(2)), outcome: 'completed', ticketNumbers: [] },
    ]
    const live = answered(ringing('15400000012', createdAt, callId), createdAt)
    const paused = { membership: { state: 'paused', since: epochMs(createdAt), reason: 'wrap-up' } } as const
    const loadedAnew = (unfinished: readonly Draft[] = []) => {
      const numbers: string[] = []
      const nextNumber = async () => numbers[numbers.push('20261123-8017-002-6') - 1] ?? ''
      const loaded = setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }), logged, unfinished, nextNumber })
      return { ...loaded, numbers }
    }

    it('opens no second draft, takes no number, and shows the agent talking with nothing on the stage', async () => {
      const { time, line, keeper, numbers, state } = loadedAnew()
      line.show([live], paused)
      await time.advance(1000)
      expect(state()).toMatchObject({ agent: { kind: 'talking', callId }, draftOnStage: null })
      expect([keeper.all().length, numbers.length]).toEqual([0, 0])
      expect([...state().callers.values()][0]).toMatchObject({ people: [{ name: '覃国富' }] })
    })

    it('writes the end of the call into its line and needs no wrap-up', async () => {
      const { time, line, log, state } = loadedAnew()
      line.show([live], paused)
      await time.advance(1000)
      line.show([ended(live, time.now())], paused)
      await time.advance(0)
      expect(log).toMatchObject([{ entry: { callId, outcome: 'completed', endedAt: time.now() }, insteadOfDraft: undefined }])
      expect(state().agent.kind).toBe('ready')
    })

    it('writes it also when the call ended while the screen was away, and takes no older draft for its wrap-up', async () => {
      const older = draftOf(2)
      const { time, line, log, state } = loadedAnew([older])
      const before = ended(answered(ringing('15400000012', createdAt - 60_000, older.call.callId), createdAt - 50_000), createdAt - 20_000)
      line.show([before, ended(live, time.now())], paused)
      await time.advance(0)
      expect(log).toMatchObject([{ entry: { callId, outcome: 'completed' } }])
      expect(state()).toMatchObject({ agent: { kind: 'ready' }, draftOnStage: null })
    })

    it('goes on with the draft when the order has come back to be repaired meanwhile', async () => {
      const reopened = draftOf(1)
      const { time, line, state } = loadedAnew([reopened])
      line.show([live], paused)
      await time.advance(0)
      expect(state().draftOnStage).toBe(reopened.id)
      line.show([ended(live, time.now())], paused)
      await time.advance(0)
      expect(state().agent.kind).toBe('wrap-up')
    })

    it('opens a draft for the next call as ever', async () => {
      const { time, line, keeper, numbers } = loadedAnew()
      line.show([ended(live, time.now())], paused)
      line.show([ringing('15400000013', time.now(), testUuid(9))], paused)
      await time.advance(0)
      expect([keeper.all().length, numbers.length]).toEqual([1, 1])
    })
  })

  it('is still in the wrap-up when the screen was loaded anew in it, and the draft is on the stage', async () => {
    const submitted = draftOf(1)
    const before = { ...submitted, call: { ...submitted.call, endedAt: null } }
    const talked = answered(ringing('15400000012', before.createdAt, before.call.callId), before.createdAt)
    const { time, line, keeper, log, state } = setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }), unfinished: [before] })
    await time.advance(0)
    expect(state().agent.kind).toBe('ready')
    line.show([ended(talked, time.now())], { membership: { state: 'paused', since: time.now(), reason: 'wrap-up' } })
    await time.advance(0)
    expect(state()).toMatchObject({ agent: { kind: 'wrap-up', callId: before.call.callId }, draftOnStage: before.id })
    expect(keeper.get(before.id)?.draft.call.endedAt).toBe(time.now())
    expect(log.map(({ entry }) => entry.outcome)).toEqual(['completed'])
  })

  describe('whose calls came and went while the seat was locked', () => {
    const first = ringing('15400000012', 0, testUuid(31))
    const second = ringing('15400000013', 0, testUuid(32))
    const nobody = ringing('15400000014', 0, testUuid(33))
    const talkedOn = (call: Call) => ended(answered(call, 1_000), 61_000)
    const gaveUpOn = (call: Call) => nextCall(call, { kind: 'ended', at: epochMs(20_000), outcome: { kind: 'cancelled-by-caller' } })
    const unlocked = () => setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }) })
    const asPaused = (since: number) => ({ membership: { state: 'paused', since: epochMs(since), reason: 'wrap-up' } }) as const

    it('writes the line of each, opens a draft for whom it talked to, and begins the wrap-up now', async () => {
      const { time, line, keeper, log, state } = unlocked()
      line.show([talkedOn(first), gaveUpOn(nobody), talkedOn(second)], asPaused(0))
      await time.advance(0)
      expect(log.map(({ entry }) => [entry.callId, entry.outcome])).toEqual([[first.id, 'completed'], [nobody.id, 'cancelled-by-caller'], [second.id, 'completed']])
      expect(keeper.all().map(({ draft }) => [draft.call.callId, draft.call.answeredAt, draft.call.endedAt])).toEqual([[first.id, 1_000, 61_000], [second.id, 1_000, 61_000]])
      expect(state().agent).toMatchObject({ kind: 'wrap-up', callId: second.id, since: time.now() })
      expect(state().draftOnStage).toBe(keeper.all().at(-1)?.draft.id)
    })

    it('does so once, however often the line says so', async () => {
      const { time, line, keeper, log } = unlocked()
      for (const more of [asPaused(0), asPaused(1), {}]) line.show([talkedOn(first)], more)
      await time.advance(100)
      line.show([talkedOn(first)])
      await time.advance(100)
      expect([keeper.all().length, log.length]).toEqual([1, 1])
    })

    it('counts the wrap-up of a call that ended meanwhile from now, since nobody could write before', async () => {
      const before = { ...draftOf(1), call: { ...draftOf(1).call, endedAt: null } }
      const talked = ended(answered(ringing('15400000012', 0, before.call.callId), 1_000), 61_000)
      const { time, line, state } = setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }), unfinished: [before] })
      line.show([talked], asPaused(0))
      await time.advance(0)
      expect(state().agent).toMatchObject({ kind: 'wrap-up', since: time.now() })
    })
  })

  it('knows the wrap-up from the draft when the phone has forgotten the call', async () => {
    const before = draftOf(1)
    const { time, line, state } = setUp({
      line: createFakeLine([], { membership: { state: 'unknown' } }),
      unfinished: [{ ...before, call: { ...before.call, endedAt: before.createdAt } }],
    })
    line.show([], { membership: { state: 'paused', since: time.now(), reason: 'wrap-up' } })
    await time.advance(0)
    expect(state()).toMatchObject({ agent: { kind: 'wrap-up', since: before.createdAt }, draftOnStage: before.id })
  })

  it('is still on the break that it was on, and ready when the queue says so', async () => {
    const onBreak = setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }) })
    onBreak.line.show([], { membership: { state: 'paused', since: onBreak.time.now(), reason: 'break' } })
    await onBreak.time.advance(0)
    expect(onBreak.state().agent.kind).toBe('break')
    const ready = setUp({ line: createFakeLine([], { membership: { state: 'unknown' } }), unfinished: [draftOf(1)] })
    ready.line.show([], { membership: { state: 'ready', since: ready.time.now() } })
    await ready.time.advance(0)
    expect(ready.state()).toMatchObject({ agent: { kind: 'ready' }, draftOnStage: null })
  })

  it('pauses the queue from the answer on and resumes it when the wrap-up is done', async () => {
    const { time, line, seat } = setUp()
    keepQueueMembership(line, seat.store, { timers: time, random: Math.random })
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    expect(line.commands).toEqual([])
    line.show([answered(call, time.now())])
    await time.advance(0)
    expect(line.commands).toContainEqual({ kind: 'pause-queue', reason: 'wrap-up' })
    line.show([answered(call, time.now())], { membership: { state: 'paused', since: time.now(), reason: 'wrap-up' } })
    line.show([ended(answered(call, time.now()), time.now())])
    await time.advance(0)
    expect(line.commands.map((command) => command.kind)).not.toContain('resume-queue')
    seat.tell({ kind: 'wrap-up-done', at: time.now() })
    await time.advance(0)
    expect(line.commands.map((command) => command.kind)).toContain('resume-queue')
  })

  it('ends the wrap-up after its time, but not while somebody types', async () => {
    const { time, line, seat, keeper, state } = setUp()
    runWrapUpClock(seat, keeper, { clock: time, timers: time, lengthMs: () => 60_000 })
    const call = ringing('15400000012', time.now())
    line.show([call])
    await time.advance(1000)
    const live = answered(call, time.now())
    line.show([live])
    await time.advance(1000)
    line.show([ended(live, time.now())])
    await time.advance(55_000)
    keeper.change(state().draftOnStage ?? '', (draft) => ({ ...draft, touched: true }))
    await time.advance(9_000)
    expect(state().agent.kind).toBe('wrap-up')
    await time.advance(6_500)
    expect(state().agent.kind).toBe('ready')
    expect(keeper.all().length).toBe(1)
  })

  it('says so when no ticket number could be had, and goes on without a crash', async () => {
    const time = createManualTime()
    const line = createFakeLine()
    const problems: string[] = []
    const keeper = createDraftKeeper({ clock: time, timers: time, store: { save: (draft) => Promise.resolve(ok({ revision: draft.revision })) } })
    const seat = createSeat(
      {
        line, keeper, clock: time, steadyMs: time.steadyMs, timers: time, author: agent8017, practice: false, homeArea: '023', newId: () => testUuid(1),
        callLog: { write: () => Promise.resolve(), recent: () => Promise.resolve([]), ofNumber: () => Promise.resolve([]) }, people: () => Promise.resolve([]), courseOf: () => null,
        nextNumber: () => Promise.reject(new Error('disk')), onProblem: (code) => problems.push(code),
      },
      [],
    )
    line.show([ringing('15400000012', time.now())])
    await time.advance(0)
    expect(problems).toEqual(['no-ticket-number'])
    expect(seat.store.getState().agent.kind).toBe('ringing')
  })
})
