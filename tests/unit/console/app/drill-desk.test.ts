import { beforeEach, describe, expect, it } from 'vitest'
import { createDrillDesk, type DrillDesk } from '../../../../renderer/console/app/drill-desk'
import type { Call, CallId } from '../../../../shared/calls/call'
import type { PracticeCall, PracticeCommand, PracticeListener, PracticeSnapshot } from '../../../../shared/calls/practice'
import type { DrillId, TakenAway } from '../../../../shared/drills/drills'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok } from '../../../../shared/lib/result'
import { live, ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const call = ringing('15400000022', 1000)

/** A practice line whose callers do what a test says. */
function createFakePractice(acting: ReturnType<typeof createActingSeat>) {
  const listeners = new Set<PracticeListener>()
  const asked: PracticeCommand[] = []
  let snapshot: PracticeSnapshot = { scenarios: [], drills: [], playing: null, everyMs: null }
  let isFull = false
  const plays = (playing: PracticeCall | null) => {
    snapshot = { ...snapshot, playing }
    for (const listener of [...listeners]) listener(snapshot)
  }
  return {
    asked,
    refuse: () => void (isFull = true),
    control: {
      snapshot: () => snapshot,
      subscribe(listener: PracticeListener) {
        listeners.add(listener)
        listener(snapshot)
        return () => void listeners.delete(listener)
      },
      recording: () => Promise.resolve(err({ code: 'not-practice' as const })),
      async execute(command: PracticeCommand) {
        asked.push(command)
        if (isFull) return err({ code: 'call-in-progress' as const })
        if (command.kind === 'play-drill') plays({ callerId: 'C22', kind: 'crisis', callId: null, saying: null, startedAt: acting.time.now(), drillId: command.drillId, toldAt: null })
        if (command.kind === 'stop') plays(null)
        return ok(undefined)
      },
    },
    rings: (callId: CallId) => snapshot.playing !== null && plays({ ...snapshot.playing, callId }),
    tells: () => snapshot.playing !== null && plays({ ...snapshot.playing, toldAt: acting.time.now() }),
    leaves: () => plays(null),
  }
}

let acting: ReturnType<typeof createActingSeat>
let practice: ReturnType<typeof createFakePractice>
let drills: DrillDesk
let taken: (TakenAway | null)[]
let place: string | null
let closed: number
let shown: number

beforeEach(() => {
  acting = createActingSeat([])
  practice = createFakePractice(acting)
  taken = []
  place = null
  closed = 0
  shown = 0
  drills = createDrillDesk({
    practice: practice.control, seat: acting.seat, keeper: acting.keeper, clock: acting.time,
    placeOf: () => place, takeAway: async (what) => void taken.push(what), closeHelp: () => void (closed += 1), showResults: () => void (shown += 1),
  })
})

const run = () => drills.store.getState()
const outcome = (code: string) => {
  const now = run()
  return now.kind === 'judged' ? now.results.find(({ check }) => check.code === code)?.outcome : now.kind
}
const show = async (...calls: readonly Call[]) => {
  acting.line.show(calls)
  await acting.time.advance(0)
}
const ended = (of: Call, endedBy: 'agent' | 'caller'): Call => ({ ...of, state: 'ended', answeredAt: epochMs(2000), endedAt: acting.time.now(), outcome: { kind: 'completed', endedBy } }) as Call
const wrapUpDone = () => acting.seat.tell({ kind: 'wrap-up-done', at: acting.time.now() })

async function answered(drillId: DrillId): Promise<void> {
  expect(await drills.play(drillId)).toEqual(ok(undefined))
  practice.rings(call.id)
  await show(call)
  await show(live(call, acting.time.now()))
}

describe('a drill at a seat', () => {
  it('takes away what it is without before its caller rings, and gives it back when it is over', async () => {
    await drills.play('desk-dead')
    expect(taken).toEqual(['desk'])
    expect(practice.asked).toEqual([{ kind: 'play-drill', drillId: 'desk-dead' }])
    practice.rings(call.id)
    await show(call)
    await show(live(call, acting.time.now()))
    expect(run().kind).toBe('under-way')
    await show(ended(live(call, 2000), 'agent'))
    expect(taken).toEqual(['desk'])
    wrapUpDone()
    expect(run().kind).toBe('judged')
    expect(taken).toEqual(['desk', null])
    expect([closed, shown]).toEqual([1, 1])
  })

  it('gives everything back when its caller cannot ring', async () => {
    practice.refuse()
    expect(await drills.play('desk-dead')).toEqual(err({ code: 'call-in-progress' }))
    expect(taken).toEqual(['desk', null])
    expect(run().kind).toBe('none')
  })

  it('that nobody answers is over with its caller', async () => {
    await drills.play('lone-agent')
    practice.rings(call.id)
    await show(call)
    practice.leaves()
    await show({ ...call, state: 'ended', answeredAt: null, endedAt: acting.time.now(), outcome: { kind: 'cancelled-by-caller' } } as Call)
    expect(run().kind).toBe('none')
    expect(shown).toBe(0)
    expect(taken.at(-1)).toBeNull()
  })

  it('knows the place as soon as it is written, and the words as soon as they are said', async () => {
    await answered('child')
    practice.tells()
    place = '渝中区 示例夜市'
    const [draft] = acting.keeper.all()
    acting.keeper.change(draft?.draft.id ?? '', (now) => now)
    drills.hear([{ code: 'red-pressed', at: acting.time.now() + 20_000, note: null, drill: true }])
    await show(ended(live(call, 2000), 'caller'))
    wrapUpDone()
    expect(outcome('place-written')).toBe('done')
    expect(outcome('help-in-time')).toBe('late')
  })

  it('takes a call that is written in the same draft as one back to the caller', async () => {
    await answered('call-dropped')
    await show(ended(live(call, 2000), 'caller'))
    const [kept] = acting.keeper.all()
    const back = { ...ringing('15400000022', 9000, '019aae00-0000-7000-8000-00000000c002'), direction: 'outgoing', state: 'dialling', farEndRings: false } as unknown as Call
    void acting.seat.callBack(kept?.draft ?? (() => { throw new Error('no draft') })(), false)
    await show(ended(live(call, 2000), 'caller'), back)
    await show(ended(live(call, 2000), 'caller'), live(back, acting.time.now()))
    expect(run()).toMatchObject({ kind: 'under-way', seen: { calledBackAt: acting.time.now() } })
  })

  it('counts a call to somebody at home, and none to a service', async () => {
    await answered('child')
    const other = (number: string, id: string) => ({ ...ringing(number, 9000, id), direction: 'outgoing', state: 'dialling', farEndRings: false }) as unknown as Call
    await show(live(call, 2000), other('110', '019aae00-0000-7000-8000-00000000c003'))
    expect(run()).toMatchObject({ seen: { othersRung: 0 } })
    await show(live(call, 2000), other('15400000099', '019aae00-0000-7000-8000-00000000c004'))
    await show(live(call, 2000), other('15400000099', '019aae00-0000-7000-8000-00000000c004'))
    expect(run()).toMatchObject({ seen: { othersRung: 1 } })
  })
})
