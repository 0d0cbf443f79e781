import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createScenarioPlayer } from '../../../renderer/phone/practice/scenario-player'
import { createScripts } from '../../../renderer/phone/practice/scripts'
import { drillIds } from '../../../shared/drills/drills'
import { createDrillScripts } from '../../../renderer/phone/practice/drill-scripts'
import type { Caller, FarEnd, FarEndEvent, Offer } from '../../../renderer/phone/practice/far-end'
import type { Call, CallId } from '../../../shared/calls/call'
import { createLineState } from '../../../shared/calls/line-state'
import type { DrillId } from '../../../shared/drills/drills'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { loadPracticeCallers } from '../../../shared/callers/practice-callers'
import { createHeldRecordings } from '../../../shared/recordings/held-recordings'
import { createManualTime } from '../../support/manual-time'
import { toneWav } from '../../support/wav'

const scripts = createScripts(loadPracticeCallers())

/** The seat as a test moves it, and every call the far end has placed to it. */
function open() {
  const time = createManualTime()
  const state = createLineState(
    {
      capabilities: {
        dial: false,
        dtmf: true,
        hold: true,
        queueMembership: true,
        expectCaller: true,
        blindTransfer: false,
        attendedTransfer: false,
        conference: 'none',
        practice: true,
      },
      registration: { state: 'registered', since: time.now(), provenAt: time.now(), standby: 0 },
      membership: { state: 'unknown' },
      microphone: 'ready',
    },
    time,
  )
  const line: PhoneLine = {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    execute: () => Promise.reject(new Error('not asked here')),
    dispose: () => Promise.resolve(),
  }
  const slowed: number[] = []
  const awaited: { number: string; tell: (event: FarEndEvent) => void }[] = []
  const saidOnCallBack: string[] = []
  const forgotten: string[] = []
  const placed: { caller: Caller; offer: Offer; said: string[]; did: string[]; tell: (event: FarEndEvent) => void; id: CallId }[] = []
  const farEnd: FarEnd = {
    call(caller, offer, audio, tell) {
      const id = `call-${placed.length + 1}` as CallId
      const call = { caller, offer, said: [] as string[], did: [] as string[], tell, id }
      placed.push(call)
      state.add({ ...ringing(caller, offer), id, startedAt: time.now() })
      const end = (what: string) => {
        call.did.push(what)
        state.move(id, { kind: 'ended', at: time.now(), outcome: { kind: 'cancelled-by-caller' } })
        tell({ kind: 'ended' })
      }
      return {
        cancel: () => end('cancel'),
        hangUp: () => end('hang-up'),
        sendDigit: (digit) => void call.did.push(`digit ${digit}`),
        say(lineId) {
          call.said.push(lineId)
          return audio.say(lineId)
        },
      }
    },
    expectSeat(number, tell) {
      awaited.push({ number, tell })
      return { hangUp: () => undefined, sendDigit: () => undefined, say: async (lineId) => void saidOnCallBack.push(lineId), forget: () => void forgotten.push(number) }
    },
    expects: () => false,
    answerRegister: () => undefined,
    stop: () => Promise.resolve(),
  }
  const held = createHeldRecordings(2)
  const recordedTo: string[] = []
  const player = createScenarioPlayer({
    line,
    farEnd,
    scripts,
    drills: createDrillScripts(loadPracticeCallers()),
    slowDown: (byMs) => void slowed.push(byMs),
    clock: time,
    timers: time,
    recordings: held,
    openCallerAudio: (recordedAs) => (recordedTo.push(recordedAs), {
      createSessionDescriptionHandler: () => {
        throw new Error('no media here')
      },
      say: () => new Promise((resolve) => void time.after(2000, resolve)),
      close: () => undefined,
    }),
  })
  const answer = (index: number) => {
    const call = placed[index]!
    state.move(call.id, { kind: 'answer-requested', at: time.now() })
    state.move(call.id, { kind: 'established', at: time.now(), canBeHeard: true })
    call.tell({ kind: 'answered' })
  }
  const hangUp = (index: number) => {
    const call = placed[index]!
    state.move(call.id, { kind: 'ended', at: time.now(), outcome: { kind: 'completed', endedBy: 'agent' } })
    call.tell({ kind: 'ended' })
  }
  return { time, state, player, placed, answer, hangUp, slowed, awaited, saidOnCallBack, forgotten, held, recordedTo }
}

function ringing(caller: Caller, offer: Offer): Omit<Extract<Call, { state: 'ringing' }>, 'id' | 'startedAt'> {
  return {
    direction: 'incoming',
    remote: { from: caller.fromUri, displayName: null, assertedIdentity: caller.assertedIdentity, privacy: null },
    offer: { queue: offer.queue, queueCallId: offer.queueCallId, waitedSeconds: offer.waitedSeconds, ringSeconds: offer.ringSeconds, answerAfterSeconds: null, supervises: null },
    state: 'ringing',
  }
}

const play = (callerId: string) => ({ kind: 'play', callerId }) as const

const drill = (drillId: DrillId) => ({ kind: 'play-drill', drillId }) as const

describe('practice scripts', () => {
  it('begin with one of every kind that is trained', () => {
    expect(scripts.slice(0, 8).map((script) => script.kind).sort()).toEqual(
      ['crisis', 'dormitory', 'group', 'hang-up-before-answer', 'normal', 'nuisance', 'repeat', 'withheld'].sort(),
    )
  })

  it('give every caller of the data a voice: each sentence is recorded', () => {
    expect(scripts).toHaveLength(loadPracticeCallers().length)
    for (const script of scripts) {
      const spoken = script.steps.filter((step) => step.kind === 'say')
      expect(spoken.length, script.callerId).toBeGreaterThan(0)
      for (const { lineId } of spoken) {
        const file = new URL(`../../../renderer/phone/practice/voices/${lineId}.ogg`, import.meta.url)
        expect(existsSync(file), lineId).toBe(true)
      }
    }
  })

  it('let a withheld number call as RFC 3323 asks', () => {
    expect(scripts.find((script) => script.kind === 'withheld')?.caller).toEqual({
      fromUri: 'sip:anonymous@anonymous.invalid',
      displayName: 'Anonymous',
      assertedIdentity: null,
      privacy: 'id',
    })
  })
})

describe('a practice call', () => {
  it('is recorded under the name that the seat is told, and no call of another day has that name', async () => {
    const { time, player, placed, answer, hangUp, held, recordedTo } = open()
    await time.advance(5_000)
    await player.execute(play('C01'))
    answer(0)
    const id = placed[0]!.offer.queueCallId
    expect(recordedTo).toEqual([id])
    expect(id).toContain(String(time.now()))
    held.begin(id)
    expect(await player.recording(id, { withSound: true })).toMatchObject({ value: { facts: { sound: 'under-way' }, sound: null } })
    hangUp(0)
    held.end(id, new Uint8Array(toneWav(1)))
    expect(await player.recording(id, { withSound: false })).toMatchObject({ value: { facts: { sound: 'there', seconds: 1, notice: null, lock: 'by-hand' }, sound: null } })
    expect(await player.recording(id, { withSound: true })).toMatchObject({ value: { sound: expect.any(Uint8Array) } })
  })

  it('rings with its number, its queue and its wait, and its call at the seat is known', async () => {
    const { player, placed } = open()
    expect(await player.execute(play('C01'))).toEqual({ ok: true, value: undefined })
    expect(placed).toHaveLength(1)
    expect(placed[0]).toMatchObject({
      caller: { fromUri: 'sip:15400000001@trunk.example', assertedIdentity: '<sip:15400000001@trunk.example>' },
      offer: { queue: 'hotline', waitedSeconds: 9 },
    })
    expect(player.snapshot()?.playing).toMatchObject({ callerId: 'C01', kind: 'group', callId: 'call-1', saying: null })
  })

  it('speaks its sentences one after the other and then waits for the agent', async () => {
    const { player, placed, time, answer, hangUp } = open()
    await player.execute(play('C01'))
    answer(0)
    await time.advance(900)
    expect(player.snapshot()?.playing?.saying).toMatch(/工会热线/)
    await time.advance(2000)
    expect(player.snapshot()?.playing?.saying).toBeNull()
    await time.advance(60_000)
    expect(placed[0]?.said).toEqual(['C01-1', 'C01-2', 'C01-3', 'C01-4'])
    await time.advance(600_000)
    expect(placed[0]?.did).toEqual([])
    hangUp(0)
    expect(player.snapshot()?.playing).toBeNull()
  })

  it('says nothing into the music on hold', async () => {
    const { player, placed, time, answer } = open()
    await player.execute(play('C01'))
    answer(0)
    await time.advance(900)
    placed[0]?.tell({ kind: 'held' })
    await time.advance(120_000)
    expect(placed[0]?.said).toEqual(['C01-1'])
    placed[0]?.tell({ kind: 'resumed' })
    await time.advance(10_000)
    expect(placed[0]?.said).toEqual(['C01-1', 'C01-2'])
  })

  it('of a caller who gives up ends before it is answered', async () => {
    const { player, placed, time } = open()
    await player.execute(play('C19'))
    await time.advance(3900)
    expect(placed[0]?.did).toEqual([])
    await time.advance(200)
    expect(placed[0]?.did).toEqual(['cancel'])
    expect(player.snapshot()?.playing).toBeNull()
  })

  it('of a nuisance ends by the caller hanging up', async () => {
    const { player, placed, time, answer } = open()
    await player.execute(play('C17'))
    answer(0)
    await time.advance(60_000)
    expect(placed[0]?.did).toEqual(['hang-up'])
  })

  it('is taken back after the ring time and rings again with a longer wait, until the caller has had enough', async () => {
    const { player, placed, time } = open()
    await player.execute(play('C01'))
    await time.advance(20_000)
    expect(placed[0]?.did).toEqual(['cancel'])
    await time.advance(1000)
    expect(placed).toHaveLength(2)
    expect(placed[1]?.offer).toMatchObject({ queueCallId: placed[0]?.offer.queueCallId, waitedSeconds: 30 })
    await time.advance(60_000)
    expect(player.snapshot()?.playing).toBeNull()
    expect(placed).toHaveLength(3)
  })

  it('that is declined is passed on', async () => {
    const { player, placed } = open()
    await player.execute(play('C01'))
    placed[0]?.tell({ kind: 'refused', sipCode: 486 })
    expect(player.snapshot()?.playing).toBeNull()
  })

  it('is one at a time', async () => {
    const { player } = open()
    await player.execute(play('C01'))
    expect(await player.execute(play('C02'))).toEqual({ ok: false, error: { code: 'call-in-progress' } })
  })

  it('of a caller who is not in the data is refused', async () => {
    expect(await open().player.execute(play('C99'))).toEqual({ ok: false, error: { code: 'no-such-caller' } })
  })

  it('cannot reach a seat that is not registered', async () => {
    const { player, state } = open()
    state.set({ registration: { state: 'stopped', reason: 'closed' } })
    expect(await player.execute(play('C01'))).toEqual({ ok: false, error: { code: 'seat-not-reached' } })
  })
})

describe('a RED drill', () => {
  it('has a voice for each sentence, and none at all where the caller cannot speak', () => {
    expect(createDrillScripts(loadPracticeCallers()).map(({ drill }) => drill?.drillId)).toEqual([...drillIds])
    for (const { steps, drill: part } of createDrillScripts(loadPracticeCallers())) {
      const spoken = [...steps, ...(part?.calledBack ?? [])].filter((step) => step.kind === 'say')
      expect(spoken.length > 0, part?.drillId).toBe(part?.drillId !== 'cannot-speak')
      for (const { lineId } of spoken) expect(existsSync(new URL(`../../../renderer/phone/practice/voices/${lineId}.ogg`, import.meta.url)), lineId).toBe(true)
    }
  })

  it('says which one it is, and when the caller has said what makes it RED', async () => {
    const { player, time, answer } = open()
    await player.execute(drill('desk-dead'))
    expect(player.snapshot()?.playing).toMatchObject({ drillId: 'desk-dead', callerId: 'C21', toldAt: null })
    answer(0)
    await time.advance(800 + 2000 + 2000 + 10)
    expect(player.snapshot()?.playing?.toldAt).toBeLessThanOrEqual(time.now())
    expect(player.snapshot()?.playing?.toldAt).not.toBeNull()
  })

  it('never comes by itself', async () => {
    const { player } = open()
    expect(player.snapshot()?.scenarios).toHaveLength(loadPracticeCallers().length)
    expect(player.snapshot()?.drills).toHaveLength(8)
  })

  it('slows the line down from before its ring until it is over', async () => {
    const { player, slowed, answer, hangUp } = open()
    await player.execute(drill('pbx-slow'))
    expect(slowed.at(-1)).toBeGreaterThan(0)
    answer(0)
    expect(slowed.at(-1)).toBeGreaterThan(0)
    hangUp(0)
    expect(slowed.at(-1)).toBe(0)
  })

  it('of a caller who cannot speak answers by keys and says nothing', async () => {
    const { player, placed, time, answer } = open()
    await player.execute(drill('cannot-speak'))
    answer(0)
    await time.advance(60_000)
    expect(placed[0]).toMatchObject({ said: [], did: ['digit 1', 'digit 1', 'digit 2', 'digit 1'] })
  })

  it('lets the call fall, and the caller who is called back goes on', async () => {
    const { player, placed, time, answer, awaited, saidOnCallBack } = open()
    await player.execute(drill('call-dropped'))
    answer(0)
    await time.advance(30_000)
    expect(placed[0]?.did).toEqual(['hang-up'])
    expect(player.snapshot()?.playing?.drillId).toBe('call-dropped')
    expect(awaited.map(({ number }) => number)).toEqual(['15400000022'])
    // Let go before anybody answered: the next try is answered.
    awaited[0]?.tell({ kind: 'ended' })
    expect(awaited).toHaveLength(2)
    awaited[1]?.tell({ kind: 'answered' })
    await time.advance(120_000)
    expect(saidOnCallBack).toEqual(['D5-2'])
    awaited[1]?.tell({ kind: 'ended' })
    expect(player.snapshot()?.playing).toBeNull()
  })

  it('gives a caller up whom nobody calls back', async () => {
    const { player, time, answer, forgotten } = open()
    await player.execute(drill('call-dropped'))
    answer(0)
    await time.advance(100_000)
    expect(player.snapshot()?.playing).toBeNull()
    expect(forgotten).toContain('15400000022')
  })
})

describe('the practice queue', () => {
  it('rings no seat that is paused: the caller waits and rings when it is ready', async () => {
    const { player, placed, state, time } = open()
    state.set({ membership: { state: 'paused', since: time.now(), reason: 'wrap-up' } })
    await player.execute(play('C01'))
    await time.advance(10_000)
    expect(placed).toHaveLength(0)
    expect(player.snapshot()?.playing).toMatchObject({ callerId: 'C01', callId: null })
    state.set({ membership: { state: 'ready', since: time.now() } })
    expect(placed).toHaveLength(1)
    expect(placed[0]?.offer.waitedSeconds).toBe(19)
  })

  it('sends calls by themselves at the chosen pace, each after the last was over', async () => {
    const { player, placed, time, answer, hangUp } = open()
    await player.execute({ kind: 'pace', everyMs: 30_000 })
    await time.advance(29_000)
    expect(placed).toHaveLength(0)
    await time.advance(1000)
    expect(placed).toHaveLength(1)
    answer(0)
    await time.advance(300_000)
    expect(placed).toHaveLength(1)
    hangUp(0)
    await time.advance(30_000)
    expect(placed).toHaveLength(2)
    expect(placed[1]?.caller.fromUri === placed[0]?.caller.fromUri).toBe(false)
  })

  it('sends nothing by itself into a pause', async () => {
    const { player, placed, state, time } = open()
    state.set({ membership: { state: 'paused', since: time.now(), reason: 'break' } })
    await player.execute({ kind: 'pace', everyMs: 10_000 })
    await time.advance(60_000)
    expect(placed).toHaveLength(0)
    state.set({ membership: { state: 'ready', since: time.now() } })
    await time.advance(10_000)
    expect(placed).toHaveLength(1)
  })

  it('is empty after stop, and stays empty', async () => {
    const { player, placed, time } = open()
    await player.execute({ kind: 'pace', everyMs: 10_000 })
    await player.execute(play('C01'))
    expect(await player.execute({ kind: 'stop' })).toEqual({ ok: true, value: undefined })
    expect(placed[0]?.did).toEqual(['cancel'])
    await time.advance(120_000)
    expect(placed).toHaveLength(1)
    expect(player.snapshot()).toMatchObject({ playing: null, everyMs: null })
  })
})
