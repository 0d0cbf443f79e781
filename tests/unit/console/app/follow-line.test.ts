import { beforeEach, describe, expect, it } from 'vitest'
import { followLine } from '../../../../renderer/console/app/follow-line'
import { createViewStore, showToast, type ViewStore } from '../../../../renderer/console/app/view-store'
import { createRemoteLine } from '../../../../renderer/console/phone/remote-line'
import { noAudioDevices } from '../../../../shared/calls/audio-devices'
import { nextCall, type Call, type CallId, type RemoteIdentity, type Room } from '../../../../shared/calls/call'
import type { LineSnapshot } from '../../../../shared/calls/phone-line'
import type { ToConsole } from '../../../../shared/calls/phone-wire'
import { epochMs } from '../../../../shared/lib/clock'
import { ok } from '../../../../shared/lib/result'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { live, ringing } from '../../../support/fake-line'
import { createManualTime } from '../../../support/manual-time'
import { createFakeLine, eventually } from '../../phone/phone.fixture'

let view: ViewStore
let logged: unknown[]
let tell: (remote: Partial<RemoteIdentity>) => void
let say: (message: unknown) => void

beforeEach(() => {
  const time = createManualTime()
  let ids = 0
  logged = []
  view = createViewStore('seat')
  const line = createRemoteLine({ clock: time, timers: time, newId: () => `id-${(ids += 1)}` })
  const { lingxi } = createFakeLingxi('console', { reportProblem: (problem) => ok(void logged.push(problem)) })
  followLine({ line, view, lingxi, timers: time, homeArea: '023', callBackKey: () => 'F9' })
  const { port1, port2 } = new MessageChannel()
  line.attach(port1)
  say = (message) => port2.postMessage(message)
  const { snapshot } = createFakeLine()
  say({ kind: 'snapshot', phoneId: 'phone-1', snapshot: snapshot(), practice: null, devices: noAudioDevices } satisfies ToConsole)
  tell = (remote) =>
    say({
      kind: 'changed',
      snapshot: snapshot(),
      event: { kind: 'second-call-refused', remote: { from: 'sip:15400000099@trunk.example', displayName: null, assertedIdentity: null, privacy: null, ...remote }, at: epochMs(1) },
    } satisfies ToConsole)
  return () => {
    port1.close()
    port2.close()
  }
})

const toast = () => view.getState().toast

describe('a room that somebody leaves', () => {
  const room = { code: '*5123456', met: [], isTold: true, left: [], after: null }
  const left = (who: 'caller' | 'asked' | 'somebody', number: string | null, now: Partial<Room> = {}) =>
    say({ kind: 'changed', snapshot: { ...createFakeLine().snapshot(), calls: [{ ...live(ringing('15400000012', 0, 'call-1'), 0), room: { ...room, ...now } } as Call] }, event: { kind: 'left-room', callId: 'call-1' as CallId, who, number } } satisfies ToConsole)

  it.each([
    ['asked', '12333', '12333'],
    ['asked', '15400000012', '154****0012'],
    ['caller', null, ''],
    ['somebody', null, ''],
  ] as const)('says that the %s is gone (%s), masked where it may be anybody’s number', async (who, number, shown) => {
    left(who, number)
    expect(await eventually(toast)).toMatchObject({ key: `seat.leftRoom.${who}`, values: { number: shown }, look: 'plain' })
  })

  it.each([['has left', { after: 'call-0' as CallId }], ['may have left', { left: [null] }], ['may have left with the connection', { isTold: false }]] as const)('does not say that the caller is there, who %s', async (_what, now) => {
    left('asked', '110', now)
    expect(await eventually(toast)).toMatchObject({ key: 'seat.leftRoom.other', values: { number: '110' } })
  })

  it('leaves a warning where it stands: the call bar says it as well', async () => {
    showToast(view, 'warn', 'seat.redDropped')
    left('caller', null)
    left('asked', '110')
    await new Promise((resolve) => setImmediate(resolve))
    expect(toast()?.key).toBe('seat.redDropped')
  })
})

describe('a second call that was refused', () => {
  it('is told with its number masked', async () => {
    tell({})
    expect(await eventually(toast)).toMatchObject({ key: 'seat.secondCall', values: { number: '154****0099' }, look: 'plain' })
  })

  it('is told by the number of the network, not by the one that the caller writes', async () => {
    tell({ assertedIdentity: '<tel:+86-154-0000-0141>' })
    expect(await eventually(toast)).toMatchObject({ values: { number: '154****0141' } })
  })

  it('is told without a number when that was withheld', async () => {
    tell({ privacy: 'id' })
    const told = await eventually(toast)
    expect(told.key).toBe('seat.secondCallWithheld')
    expect(JSON.stringify(told)).not.toContain('154')
  })

  it('takes no warning off the screen', async () => {
    showToast(view, 'warn', 'seat.draft.notSaved')
    tell({})
    say('rubbish')
    await eventually(() => logged.length > 0)
    expect(toast()?.key).toBe('seat.draft.notSaved')
  })
})

describe('a caller who was put through to somebody who did not take them', () => {
  const failed = (to: string, farEnd: 'here' | 'gone' | 'unknown') =>
    say({ kind: 'changed', snapshot: createFakeLine().snapshot(), event: { kind: 'put-through-failed', callId: 'call-1' as CallId, to, sipCode: 503, farEnd } } satisfies ToConsole)

  it.each(['here', 'gone', 'unknown'] as const)('is said to be %s', async (farEnd) => {
    failed('12333', farEnd)
    expect(await eventually(toast)).toMatchObject({ key: `seat.putThrough.${farEnd}`, look: 'warn', values: { to: '12333', code: 503, keys: 'F9' } })
  })

  it('is not said to be so with the whole number of somebody', async () => {
    failed('15400000012', 'gone')
    expect(await eventually(toast)).toMatchObject({ values: { to: '154****0012' } })
  })
})

describe('somebody who is asked', () => {
  it('and lost with the line: the agent is told, and that the caller comes back', async () => {
    const line = createFakeLine()
    const callId = line.has('call-1', 'live')
    const consultId = line.has('call-2', 'answering')
    const change = (snapshot: LineSnapshot) => say({ kind: 'changed', snapshot, event: null } satisfies ToConsole)
    change({ ...line.snapshot(), consultation: { callId, consultId, joinedBy: null } })
    const lost = line.snapshot().calls.map((call) => (call.id === consultId ? nextCall(call, { kind: 'ended', at: epochMs(9), outcome: { kind: 'lost', cause: 'signalling' } }) : call))
    change({ ...line.snapshot(), calls: lost })
    expect(await eventually(toast)).toMatchObject({ key: 'seat.consult.lost', look: 'warn' })
  })
})

describe('what the console cannot read of the phone', () => {
  it('is counted in the log, and nothing of it is written there', async () => {
    say({ kind: 'gossip', number: '15400000099' })
    await eventually(() => logged.length > 0)
    expect(logged).toEqual([{ code: 'phone-messages-unread', facts: { badMessages: 1 } }])
  })
})
