import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { runHeadsets } from '../../../../renderer/phone/headset/run-headsets'
import type { CallId } from '../../../../shared/calls/call'
import type { LineCommand } from '../../../../shared/calls/phone-line'
import { err, ok } from '../../../../shared/lib/result'
import { createManualTime } from '../../../support/manual-time'
import type { ManualTime } from '../../../support/manual-time'
import { at } from '../../calls/calls.fixture'
import { createFakeLine } from '../phone.fixture'
import type { FakeLine } from '../phone.fixture'
import { createFakeHeadset, createFakeHid } from './fake-hid'
import type { ButtonName, FakeHid, FakeHidDevice, HeadsetKind } from './fake-hid'

const plain: HeadsetKind = { echoes: true, mute: 'pulse', turnsOwnLights: true }

interface Seat {
  readonly line: FakeLine
  readonly time: ManualTime
  readonly headset: FakeHidDevice
  readonly hid: FakeHid
  readonly names: (readonly string[])[]
  /** The far end does not play along while this is set. */
  refuses: boolean
  /** Hang-ups that a console was told of. */
  readonly wished: string[]
  isConsoleThere: boolean
}

/** A line whose calls move as an adapter would move them: by `nextCall`, which throws at what cannot be. */
async function openSeat(kind: HeadsetKind = plain): Promise<Seat> {
  const line = createFakeLine()
  const time = createManualTime()
  const headset = createFakeHeadset(kind)
  const hid = createFakeHid(headset)
  const names: (readonly string[])[] = []
  const seat: Seat = { line, time, headset, hid, names, refuses: false, wished: [], isConsoleThere: false }
  line.execute = async (command) => {
    line.asked.push(command)
    if (seat.refuses) return err({ code: 'timed-out' })
    obey(line, command)
    return ok(undefined)
  }
  const wishHangUp = (callId: string) => {
    if (seat.isConsoleThere) seat.wished.push(callId)
    return seat.isConsoleThere
  }
  runHeadsets({ hid, line, steadyMs: time.steadyMs, onNames: (next) => names.push(next), wishHangUp })
  await time.advance(0)
  return seat
}

function obey({ state }: FakeLine, command: LineCommand): void {
  if (!('callId' in command)) throw new Error(`a headset has no button for "${command.kind}"`)
  const id = command.callId
  switch (command.kind) {
    case 'answer':
      state.move(id, { kind: 'answer-requested', at: at(1) })
      return
    case 'mute':
      state.move(id, { kind: 'mute-changed', muted: command.muted })
      return
    case 'hold':
    case 'resume':
      state.move(id, { kind: `${command.kind}-requested` })
      return
    case 'hang-up':
    case 'decline':
      state.move(id, { kind: 'ended', at: at(9), outcome: { kind: 'completed', endedBy: 'agent' } })
      return
    default:
      throw new Error(`a headset has no button for "${command.kind}"`)
  }
}

const kinds = (asked: readonly LineCommand[]) => asked.map(({ kind }) => kind)
const dark = { offHook: false, mute: false, ring: false, hold: false }

describe('a headset with buttons', () => {
  let seat: Seat
  let press: (...buttons: readonly ButtonName[]) => Promise<void>
  beforeEach(async () => {
    seat = await openSeat()
    press = async (...buttons) => {
      for (const button of buttons) {
        seat.headset.press(button)
        await seat.time.advance(500)
      }
    }
  })

  it('is opened, dark and named', () => {
    expect([seat.headset.opened, seat.headset.lights, seat.names]).toEqual([true, dark, [['Fake headset']]])
  })

  it('rings, answers, mutes, holds and hangs up', async () => {
    const id = seat.line.has('call-1', 'ringing')
    await seat.time.advance(0)
    expect(seat.headset.lights).toEqual({ ...dark, ring: true })
    await press('hook')
    seat.line.has('call-1', 'live')
    await seat.time.advance(0)
    expect(seat.headset.lights).toEqual({ ...dark, offHook: true })
    await press('mute')
    expect(seat.headset.lights).toEqual({ ...dark, offHook: true, mute: true })
    await press('mute', 'flash')
    seat.line.state.move(id, { kind: 'hold-confirmed' })
    await press('flash')
    seat.line.state.move(id, { kind: 'resume-confirmed' })
    await press('hook')
    expect([kinds(seat.line.asked), seat.headset.lights]).toEqual([['answer', 'mute', 'mute', 'hold', 'resume', 'hang-up'], dark])
  })

  it('that says after a click on the screen that it is off hook now has pressed nothing', async () => {
    seat.line.has('call-1', 'live')
    await seat.time.advance(100)
    seat.line.has('call-1', 'ended')
    seat.line.has('call-2', 'ringing')
    await seat.time.advance(1000)
    expect([seat.line.asked, seat.line.state.call('call-2' as CallId)?.state]).toEqual([[], 'ringing'])
  })

  it('goes dark again when it is pressed with nobody on the line', async () => {
    await press('hook', 'mute', 'flash', 'drop')
    expect([seat.line.asked, seat.headset.lights]).toEqual([[], dark])
  })

  it('keeps the light of what is, not of what was asked, when the far end refuses', async () => {
    seat.line.has('call-1', 'live')
    await seat.time.advance(500)
    seat.refuses = true
    await press('mute')
    expect(seat.headset.lights).toEqual({ ...dark, offHook: true })
  })

  it('leaves it to the console whether a hang-up was meant, and does the same press again without asking', async () => {
    seat.line.has('call-1', 'live')
    await seat.time.advance(500)
    seat.isConsoleThere = true
    await press('hook')
    expect([seat.wished, seat.line.asked, seat.headset.lights]).toEqual([['call-1'], [], { ...dark, offHook: true }])
    await press('hook')
    expect([seat.wished.length, kinds(seat.line.asked), seat.headset.lights]).toEqual([1, ['hang-up'], dark])
  })

  it('asks anew when the second press comes late', async () => {
    seat.line.has('call-1', 'live')
    seat.isConsoleThere = true
    await press('hook')
    await seat.time.advance(5000)
    await press('hook')
    expect([seat.wished.length, seat.line.asked]).toEqual([2, []])
  })

  it('sends a ring on with its drop key', async () => {
    seat.line.has('call-1', 'ringing')
    await press('drop')
    expect(kinds(seat.line.asked)).toEqual(['decline'])
  })

  it('does not hang up on one caller to answer another', async () => {
    seat.line.has('call-1', 'live')
    await seat.time.advance(500)
    seat.line.has('call-2', 'ringing')
    await seat.time.advance(500)
    expect(seat.headset.lights).toEqual({ ...dark, offHook: true, ring: true })
    await press('hook')
    expect(seat.line.asked).toEqual([{ kind: 'hang-up', callId: 'call-1' }])
    await press('hook')
    expect(seat.line.asked.at(-1)).toEqual({ kind: 'answer', callId: 'call-2' })
  })

  it('pressed as whoever was asked hangs up leaves the caller on the line, and hangs up a moment later', async () => {
    const caller = seat.line.has('call-1', 'live')
    seat.line.state.move(caller, { kind: 'hold-requested' })
    seat.line.state.move(caller, { kind: 'hold-confirmed' })
    const asked = seat.line.has('call-2', 'live')
    await seat.time.advance(1000)
    seat.line.state.move(asked, { kind: 'ended', at: at(9), outcome: { kind: 'completed', endedBy: 'caller' } })
    await seat.time.advance(300)
    await press('hook')
    expect([seat.line.asked, seat.headset.lights.offHook]).toEqual([[], true])
    await press('hook')
    expect(seat.line.asked).toEqual([{ kind: 'hang-up', callId: 'call-1' }])
  })

  it('is joined anew when it was pulled in a call', async () => {
    seat.line.has('call-1', 'live')
    seat.hid.pull(seat.headset)
    const another = createFakeHeadset(plain)
    seat.hid.plug(another)
    await seat.time.advance(0)
    expect([another.lights, seat.names.at(-1)]).toEqual([{ ...dark, offHook: true }, ['Fake headset']])
  })

  it('that another program holds for itself is left alone', async () => {
    const taken = createFakeHeadset(plain)
    taken.open = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    seat.hid.plug(taken)
    await seat.time.advance(0)
    expect(seat.names.at(-1)).toEqual(['Fake headset'])
    seat.line.has('call-1', 'ringing')
    taken.press('hook')
    await seat.time.advance(0)
    expect(seat.line.asked).toEqual([])
  })
})

describe('any headset after any sequence of buttons and calls', () => {
  const events = [
    'press hook', 'press mute', 'press flash', 'press drop', 'rings', 'caller gives up', 'answered on the screen', 'talks', 'caller hangs up', 'hung up on the screen',
    'muted on the screen', 'hold asked on the screen', 'far end agrees', 'far end refuses', 'nothing works', 'all works', 'console goes', 'console comes', 'pulled', 'put back', 'a while',
  ] as const
  type Happening = (typeof events)[number]

  /** The lights as they must be, said once more in other words than the product's. */
  function expected({ line }: Seat): typeof dark {
    const open = line.snapshot().calls.filter(({ state }) => state !== 'ended')
    const live = open.flatMap((call) => (call.state === 'live' ? [call] : []))
    return {
      ring: open.some(({ state }) => state === 'ringing'),
      offHook: open.some(({ state }) => state !== 'ringing'),
      mute: live.some(({ muted }) => muted),
      hold: live.some(({ hold }) => hold !== 'off'),
    }
  }

  function happen(seat: Seat, event: Happening, count: number): void {
    const { line, headset, hid } = seat
    const call = line.snapshot().calls.find(({ state }) => state !== 'ended')
    const move = (...args: Parameters<typeof line.state.move>) => void line.state.move(...args)
    switch (event) {
      case 'press hook':
      case 'press mute':
      case 'press flash':
      case 'press drop':
        return headset.press(event.slice(6) as ButtonName)
      case 'rings':
        return void (call === undefined && line.has(`call-${count}`, 'ringing'))
      case 'answered on the screen':
        return void (call?.state === 'ringing' && move(call.id, { kind: 'answer-requested', at: at(1) }))
      case 'talks':
        return void (call?.state === 'answering' && move(call.id, { kind: 'established', at: at(2), canBeHeard: true }))
      case 'caller gives up':
      case 'caller hangs up':
      case 'hung up on the screen':
        return void (call !== undefined && move(call.id, { kind: 'ended', at: at(5), outcome: { kind: 'completed', endedBy: 'caller' } }))
      case 'muted on the screen':
        return void (call?.state === 'live' && move(call.id, { kind: 'mute-changed', muted: !call.muted }))
      case 'hold asked on the screen':
        return void (call?.state === 'live' && call.hold === 'off' && move(call.id, { kind: 'hold-requested' }))
      case 'far end agrees':
      case 'far end refuses': {
        const answer = event === 'far end agrees' ? 'confirmed' : 'refused'
        if (call?.state !== 'live') return
        if (call.hold === 'holding') move(call.id, { kind: `hold-${answer}` })
        if (call.hold === 'resuming') move(call.id, { kind: `resume-${answer}` })
        return
      }
      case 'nothing works':
      case 'all works':
        seat.refuses = event === 'nothing works'
        return
      case 'console goes':
      case 'console comes':
        seat.isConsoleThere = event === 'console comes'
        return
      case 'pulled':
        return hid.pull(headset)
      case 'put back':
        return hid.plug(headset)
      case 'a while':
        return
    }
  }

  it('has lights that agree with the call (1,000 sequences)', async () => {
    let pressed = 0
    let lit = 0
    const kind = fc.record({ echoes: fc.boolean(), mute: fc.constantFrom('pulse' as const, 'switch' as const), turnsOwnLights: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(kind, fc.array(fc.constantFrom(...events), { minLength: 10, maxLength: 40 }), async (headset, happenings) => {
        const seat = await openSeat(headset)
        let isThere = true
        for (const [count, event] of happenings.entries()) {
          happen(seat, event, count)
          if (event === 'pulled' || event === 'put back') isThere = event === 'put back'
          await seat.time.advance(event === 'a while' ? 1000 : 1)
          if (event.startsWith('press')) pressed += 1
          if (Object.values(expected(seat)).some(Boolean)) lit += 1
          if (isThere) expect(seat.headset.lights).toEqual(expected(seat))
        }
      }),
      { numRuns: 1000 },
    )
    // The sequences are worth something only where calls are up and buttons pressed.
    expect(pressed).toBeGreaterThan(3000)
    expect(lit).toBeGreaterThan(2000)
  }, 60_000)
})
