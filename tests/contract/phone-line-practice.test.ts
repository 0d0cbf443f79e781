import { describe, expect, it } from 'vitest'
import type { FarEndEvent } from '../../renderer/phone/practice/far-end'
import { everyLine, registered, until } from './phone-line.contract'
import { linesWithFaults } from './phone-line-faults.contract'
import { severalCalls, unansweredAsking, waitingCalls } from './phone-line-several.contract'
import { createFakeCallerAudio, createFakeDescription, systemClock, systemTimers } from './phone-line.fakes'
import { createPracticeHarness } from './phone-line-harness'

describe('the practice line keeps the contract of a phone line', () => {
  const cases = [
    ...[...everyLine, ...linesWithFaults, ...severalCalls, ...unansweredAsking].map((each) => ({ ...each, secondCalls: 'busy' as const })),
    ...waitingCalls.map((each) => ({ ...each, secondCalls: 'wait' as const })),
  ]
  for (const { title, run, secondCalls } of cases) {
    it(title, async () => {
      const harness = createPracticeHarness({ secondCalls })
      try {
        await run(harness)
      } finally {
        await harness.stop()
        expect(harness.media.openCalls(), 'calls whose sound was left open').toBe(0)
      }
    })
  }
})

describe('the ring time that the queue tells', () => {
  const offer = { queue: 'hotline', queueCallId: 'queue-call-1', waitedSeconds: 0, ringSeconds: 1 }
  const caller = { fromUri: 'sip:15400000001@trunk.example', assertedIdentity: null }

  it('makes a ring that is taken back at its end a missed one', async () => {
    const { parts, line, stop } = createPracticeHarness()
    await registered(line)
    const call = parts.farEnd.call(caller, offer, createFakeCallerAudio(), () => undefined)
    const { startedAt } = await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    systemTimers.after(startedAt + 1000 - systemClock.now(), () => call.cancel())
    const ended = await until(line, 'its end', ({ calls }) => calls.find((one) => one.state === 'ended'))
    expect(ended).toMatchObject({ outcome: { kind: 'missed' } })
    await stop()
  })

  it('ends a ring that the queue forgot', async () => {
    const { parts, line, stop } = createPracticeHarness()
    await registered(line)
    const met: FarEndEvent[] = []
    parts.farEnd.call(caller, offer, createFakeCallerAudio(), (event) => met.push(event))
    const ended = await until(line, 'its end', ({ calls }) => calls.find((one) => one.state === 'ended'))
    expect(ended).toMatchObject({ outcome: { kind: 'missed' } })
    await until(line, 'the refusal', () => met.some((event) => event.kind === 'refused' && event.sipCode === 480))
    await stop()
  })
})

describe('a line that is made worse for a drill', () => {
  it('answers late through a slow PBX, and nothing overtakes anything when it is quick again', async () => {
    const { parts, line, ring, stop } = createPracticeHarness()
    await registered(line)
    parts.wire.slowDown(60)
    const caller = await ring()
    const { id: callId } = await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    const answering = line.execute({ kind: 'answer', callId })
    await until(line, 'the answer on its way', ({ calls }) => calls.find((one) => one.state === 'answering'))
    parts.wire.slowDown(0)
    expect(await answering).toMatchObject({ ok: true })
    await caller.meets('answered')
    expect(await line.execute({ kind: 'hang-up', callId })).toMatchObject({ ok: true })
    await caller.meets('ended')
    await stop()
  })

  it('reaches by a call back whoever waits for one, once, and nobody else', async () => {
    const { parts, line, stop } = createPracticeHarness()
    await registered(line)
    const refused = { ok: false, error: { code: 'practice-never-dials' } }
    expect(await line.execute({ kind: 'dial', number: '15400000022' })).toEqual(refused)
    const met: string[] = []
    const caller = parts.farEnd.expectSeat('15400000022', ({ kind }) => met.push(kind))
    expect(await line.execute({ kind: 'dial', number: '15400000021' })).toEqual(refused)
    expect(await line.execute({ kind: 'dial', number: '15400000022' })).toMatchObject({ ok: true })
    await until(line, 'the talk', ({ calls }) => calls.find((one) => one.state === 'live' && one.direction === 'outgoing'))
    caller.hangUp()
    await until(line, 'its end', ({ calls }) => calls.find((one) => one.state === 'ended'))
    expect(met).toEqual(['answered', 'ended'])
    expect(await line.execute({ kind: 'dial', number: '15400000022' })).toEqual(refused)
    await stop()
  })
})

describe('the sound of a call', () => {
  it('leaves the page only while the agent is neither muted nor holding', async () => {
    const { line, media, ring, stop } = createPracticeHarness()
    await registered(line)
    await ring()
    const { id: callId } = await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    const heard: boolean[] = []
    for (const command of [
      { kind: 'answer' },
      { kind: 'mute', muted: true },
      { kind: 'hold' },
      { kind: 'mute', muted: false },
      { kind: 'resume' },
    ] as const) {
      expect(await line.execute({ ...command, callId })).toMatchObject({ ok: true })
      heard.push(media.isSending())
    }
    expect(heard).toEqual([true, false, false, false, true])
    await stop()
  })

  it('a headset that is pulled and put back is told, and the call goes on', async () => {
    const { line, media, ring, stop } = createPracticeHarness()
    await registered(line)
    await ring()
    const { id: callId } = await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    await line.execute({ kind: 'answer', callId })
    const canBeHeard = () => line.snapshot().calls.map((call) => call.state === 'live' && call.canBeHeard)
    media.tell('microphone-lost')
    expect(canBeHeard()).toEqual([false])
    media.tell('microphone-back')
    expect(canBeHeard()).toEqual([true])
    await stop()
  })

  it('a call to the echo is no call of the agent, and a caller who rings meanwhile finds the line free', async () => {
    const { line, parts, ring, stop } = createPracticeHarness()
    expect(await parts.line.callEcho('600', createFakeDescription)).toEqual({ ok: false, error: { code: 'not-registered' } })
    await registered(line)
    const echo = await parts.line.callEcho('600', createFakeDescription)
    expect([echo.ok, line.snapshot().calls]).toEqual([true, []])
    await ring()
    await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    if (echo.ok) echo.value.hangUp()
    expect(await parts.line.callEcho('601', createFakeDescription)).toMatchObject({ ok: false, error: { code: 'refused-by-pbx' } })
    await stop()
  })

  it('a connection that broke for good ends the call as lost', async () => {
    const { line, media, ring, stop } = createPracticeHarness()
    await registered(line)
    const caller = await ring()
    const { id: callId } = await until(line, 'a ring', ({ calls }) => calls.find((one) => one.state === 'ringing'))
    await line.execute({ kind: 'answer', callId })
    media.tell('media-failed')
    expect(line.snapshot().calls).toMatchObject([{ state: 'ended', outcome: { kind: 'lost', cause: 'media' } }])
    await caller.meets('ended')
    await stop()
  })
})
