import { describe, expect, it } from 'vitest'
import { deadAfterRingMs } from '../../../renderer/console/seat/seat-commands'
import { afterWrapUpMs, heardFirstMs, runAutoAnswer } from '../../../renderer/console/seat/auto-answer'
import type { Call } from '../../../shared/calls/call'
import type { Supervision } from '../../../shared/calls/supervision'
import { epochMs } from '../../../shared/lib/clock'
import type { Settings } from '../../../shared/settings/settings'
import { testUuid } from '../../support/drafts'
import { ringing } from '../../support/fake-line'
import { createActingSeat } from './app/acting-seat.fixture'

async function rung(policy: Settings['autoAnswer'], spread: { readonly after?: number | null; readonly supervises?: Supervision; readonly isAskedFor?: boolean } = {}) {
  const { seat, line, time } = createActingSeat([])
  let answered = 0
  runAutoAnswer(seat, { steadyMs: time.steadyMs, timers: time, policy: () => policy, isAskedFor: () => spread.isAskedFor === true, onAnswered: () => (answered += 1) })
  const ring = async (id: string) => {
    const call = ringing('15400000012', time.now(), id)
    line.show([{ ...call, offer: { ...call.offer, answerAfterSeconds: spread.after ?? null, supervises: spread.supervises ?? null } }])
    await time.advance(0)
  }
  return { seat, line, time, ring, commands: () => line.commands.filter(({ kind }) => kind === 'answer').length, answered: () => answered }
}

describe('a call that is answered by itself', () => {
  it('rings long enough to be heard, and is answered once', async () => {
    const { ring, time, commands, answered } = await rung('always')
    await ring(testUuid(1))
    await time.advance(heardFirstMs - 1)
    expect(commands()).toBe(0)
    await time.advance(1)
    expect([commands(), answered()]).toEqual([1, 1])
  })

  it('is one whose INVITE asks for it, where the settings let it, after the time that it asks for', async () => {
    const asked = await rung('when-asked', { after: 4 })
    await asked.ring(testUuid(1))
    await asked.time.advance(3_999)
    expect(asked.commands()).toBe(0)
    await asked.time.advance(1)
    expect(asked.commands()).toBe(1)
    for (const [policy, after] of [['when-asked', null], ['never', 0]] as const) {
      const other = await rung(policy, { after })
      await other.ring(testUuid(1))
      await other.time.advance(60_000)
      expect(other.commands(), policy).toBe(0)
    }
  })

  it('is, whatever the settings say, the other seat\'s call that this console has asked for, as soon as a call can be answered and without a word', async () => {
    const supervises: Supervision = { how: 'listen', extension: '1001' }
    const asked = await rung('never', { supervises, isAskedFor: true })
    await asked.ring(testUuid(1))
    await asked.time.advance(deadAfterRingMs - 1)
    expect(asked.commands()).toBe(0)
    await asked.time.advance(1)
    expect([asked.commands(), asked.answered()]).toEqual([1, 0])
    // Nobody's microphone is opened to a seat that was not asked for here.
    const unasked = await rung('always', { supervises, after: 0 })
    await unasked.ring(testUuid(1))
    await unasked.time.advance(60_000)
    expect(unasked.commands()).toBe(0)
  })

  it('is none that rings into a wrap-up, and none within two seconds of its end', async () => {
    const { seat, line, ring, time, commands } = await rung('always')
    const callId = testUuid(1) as Call['id']
    const tell = (event: Parameters<typeof seat.tell>[0]) => seat.tell(event)
    tell({ kind: 'answered', callId, at: epochMs(time.now()) })
    tell({ kind: 'call-ended', policy: 'timed', callId, at: epochMs(time.now()) })
    await ring(testUuid(2))
    await time.advance(60_000)
    expect(commands()).toBe(0)
    line.show([])
    tell({ kind: 'ring-ended', callId: testUuid(2) as Call['id'], at: epochMs(time.now()) })
    await time.advance(60_000)
    tell({ kind: 'wrap-up-done', at: epochMs(time.now()) })
    await ring(testUuid(3))
    await time.advance(afterWrapUpMs - 1)
    expect(commands()).toBe(0)
    await time.advance(1)
    expect(commands()).toBe(1)
  })

  it('is one that rang into the wrap-up, two seconds after that was done and not in the same moment', async () => {
    const { seat, ring, time, commands } = await rung('always')
    const callId = testUuid(1) as Call['id']
    seat.tell({ kind: 'answered', callId, at: epochMs(time.now()) })
    seat.tell({ kind: 'call-ended', policy: 'timed', callId, at: epochMs(time.now()) })
    await ring(testUuid(2))
    await time.advance(5_000)
    seat.tell({ kind: 'wrap-up-done', at: epochMs(time.now()) })
    await time.advance(afterWrapUpMs - 1)
    expect(commands()).toBe(0)
    await time.advance(1)
    expect(commands()).toBe(1)
  })

  it('is answered on time whatever becomes of the clock meanwhile', async () => {
    const { ring, time, commands } = await rung('always')
    await ring(testUuid(1))
    time.setClock(-3_600_000)
    await time.advance(heardFirstMs)
    expect(commands()).toBe(1)
  })

  it('is none that comes into a break', async () => {
    const { seat, ring, time, commands } = await rung('always')
    seat.tell({ kind: 'state-chosen', next: { kind: 'break', reason: 'MEAL' }, at: epochMs(time.now()) })
    await ring(testUuid(1))
    await time.advance(60_000)
    expect(commands()).toBe(0)
  })
})
