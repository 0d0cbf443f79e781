import { describe, expect, it } from 'vitest'
import { keepLinePassword } from '../../../../renderer/console/app/line-password'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { Registration } from '../../../../shared/calls/phone-line'
import { nextCall, type Call } from '../../../../shared/calls/call'
import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok } from '../../../../shared/lib/result'
import { defaultSettings } from '../../../../shared/settings/settings'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const account: SipAccount = { ...defaultSettings.sip, serverUrl: 'wss://pbx.example/ws', user: '1001', password: 'missing', canKeepPassword: false, source: 'seat' }

/** A seat at a PBX that says what a test lets it say; main takes passwords unless a test breaks it. */
async function setUp(known: Partial<SipAccount> = {}, options: { readonly mode?: 'practice' | 'real'; readonly registration?: Registration } = {}) {
  const { seat, line, time } = createActingSeat([])
  const view = createViewStore('seat')
  const given: SipAccountChange[] = []
  const broken: { code: 'busy' | 'not-saved' | null; typing: boolean } = { code: null, typing: false }
  const says = (registration: Registration) => line.show(line.snapshot().calls, { registration })
  says(options.registration ?? { state: 'stopped', reason: 'no-password' })
  const now = { ...account, ...known }
  const password = keepLinePassword({
    lingxi: {
      sipAccount: async () => ok(now),
      async setSipAccount(change) {
        if (broken.code !== null) return err({ code: broken.code })
        given.push(change)
        return ok({ ...now, ...change, password: 'this-run-only' as const })
      },
    },
    mode: options.mode ?? 'real', seat: seat.store, view, clock: time, timers: time, isTyping: () => broken.typing,
  })
  await time.advance(0)
  return {
    time, line, seat, view, given, broken, password, says,
    isAsked: () => view.getState().overlay === 'line-password',
    attempt: () => password.store.getState().attempt,
    later: () => view.setState({ overlay: null }),
    refused: (sipCode = 401): Registration => ({ state: 'refused', sipCode, at: time.now(), nextTryAt: null }),
    registered: (): Registration => ({ state: 'registered', since: time.now(), provenAt: time.now(), standby: 0 }),
    unreachable: (): Registration => ({ state: 'unreachable', since: time.now(), attempt: 1, nextTryAt: time.now() }),
  }
}

const answered = (call: Call, at: number): Call =>
  nextCall(nextCall(call, { kind: 'answer-requested', at: epochMs(at) }), { kind: 'established', at: epochMs(at), canBeHeard: true })

describe('the password of the line', () => {
  it('is asked for at a start that has none, and given with the account that is set up', async () => {
    const { isAsked, password, given } = await setUp()
    expect(isAsked()).toBe(true)
    await password.give('secret-1001')
    expect(given).toEqual([{ ...defaultSettings.sip, serverUrl: account.serverUrl, user: '1001', password: 'secret-1001' }])
  })

  it('is not asked for where it is kept, where no line is set up, and never in practice', async () => {
    expect((await setUp({ password: 'kept' })).isAsked()).toBe(false)
    expect((await setUp({ serverUrl: '' })).isAsked()).toBe(false)
    expect((await setUp({ user: '' })).isAsked()).toBe(false)
    expect((await setUp({}, { mode: 'practice' })).isAsked()).toBe(false)
  })

  it('closes the dialogue once the line is registered', async () => {
    const { time, isAsked, password, says, registered } = await setUp()
    await password.give('secret-1001')
    says({ state: 'connecting', since: time.now(), attempt: 1 })
    expect(isAsked()).toBe(true)
    says(registered())
    expect(isAsked()).toBe(false)
  })

  it('is asked for again when the PBX does not take it', async () => {
    const { isAsked, password, says, refused, registered, attempt, given } = await setUp()
    await password.give('wrong')
    expect(attempt().state).toBe('waiting')
    says(refused())
    expect([isAsked(), attempt().state]).toEqual([true, 'none'])
    await password.give('secret-1001')
    says(registered())
    expect(isAsked()).toBe(false)
    expect(given.map((change) => change.password)).toEqual(['wrong', 'secret-1001'])
  })

  it('is not called wrong for what the PBX said of the one before', async () => {
    const { time, password, says, refused, attempt } = await setUp({ password: 'kept' })
    const before = refused()
    says(before)
    await time.advance(1000)
    await password.give('secret-1001')
    says(before)
    expect(attempt().state).toBe('waiting')
  })

  it('a kept one that is refused is asked for; a PBX that does not know the extension is no matter of passwords', async () => {
    const { isAsked, says, refused } = await setUp({ password: 'kept' })
    says(refused(404))
    expect(isAsked()).toBe(false)
    says(refused(403))
    expect(isAsked()).toBe(true)
  })

  it('asks no more once the PBX is out of reach: the line tries by itself, and asks again if the PBX then says no', async () => {
    const { time, isAsked, password, says, unreachable, refused } = await setUp()
    await password.give('wrong')
    says(unreachable())
    expect(isAsked()).toBe(false)
    await time.advance(60_000)
    says(refused())
    expect(isAsked()).toBe(true)
  })

  it('does not wait for ever for an answer of the PBX', async () => {
    const { time, isAsked, password } = await setUp()
    await password.give('secret-1001')
    await time.advance(34_000)
    expect(isAsked()).toBe(true)
    await time.advance(1000)
    expect(isAsked()).toBe(false)
  })

  it('says so when main does not take it, and the dialogue stays', async () => {
    const { isAsked, password, broken, attempt } = await setUp()
    broken.code = 'not-saved'
    await password.give('secret-1001')
    expect([isAsked(), attempt()]).toEqual([true, { state: 'not-taken', code: 'not-saved' }])
  })
})

describe('the agent who wants to give it later', () => {
  it('is left alone, and can have the dialogue again', async () => {
    const { isAsked, later, says, password, view } = await setUp()
    later()
    says({ state: 'stopped', reason: 'no-password' })
    view.setState({ place: 'tickets' })
    expect(isAsked()).toBe(false)
    password.ask()
    expect(isAsked()).toBe(true)
  })

  it('is left alone at every further refusal too, until a password was given or the line was registered', async () => {
    const { time, isAsked, later, says, refused, registered } = await setUp({ password: 'kept' })
    says(refused())
    later()
    await time.advance(30_000)
    says(refused())
    expect(isAsked()).toBe(false)
    says(registered())
    says(refused())
    expect(isAsked()).toBe(true)
  })

  it('may give it in the settings, where no dialogue comes over it', async () => {
    const { isAsked, later, says, refused, password, view } = await setUp()
    later()
    view.setState({ place: 'settings' })
    await password.change({ ...defaultSettings.sip, serverUrl: account.serverUrl, user: '1001', password: 'wrong' })
    says(refused())
    expect(isAsked()).toBe(false)
    view.setState({ place: 'seat' })
    expect(isAsked()).toBe(true)
  })
})

describe('the keyboard', () => {
  it('is never taken during a ring, a call or its wrap-up: the dialogue comes when the seat is free', async () => {
    const { time, line, seat, isAsked, says, refused } = await setUp({ password: 'kept' })
    const ring = ringing('15400000012', time.now())
    line.show([ring])
    await time.advance(100)
    says(refused())
    expect(isAsked()).toBe(false)
    line.show([answered(ring, time.now())])
    expect(isAsked()).toBe(false)
    line.show([nextCall(answered(ring, time.now()), { kind: 'ended', at: time.now(), outcome: { kind: 'completed', endedBy: 'caller' } })])
    expect([seat.store.getState().agent.kind, isAsked()]).toEqual(['wrap-up', false])
    seat.tell({ kind: 'wrap-up-done', at: time.now() })
    expect(isAsked()).toBe(true)
  })

  it('is given back at once when a call comes while the dialogue is open', async () => {
    const { time, line, isAsked } = await setUp()
    expect(isAsked()).toBe(true)
    const ring = ringing('15400000012', time.now())
    line.show([ring])
    await time.advance(100)
    expect(isAsked()).toBe(false)
    line.show([nextCall(ring, { kind: 'ended', at: time.now(), outcome: { kind: 'missed' } })])
    expect(isAsked()).toBe(true)
  })

  it('stays where something is being written or read: in a form, a field, another dialogue', async () => {
    const { isAsked, view, broken, says, refused } = await setUp({ password: 'kept' })
    view.setState({ place: 'stage' })
    says(refused())
    expect(isAsked()).toBe(false)
    view.setState({ place: 'tickets', overlay: 'search' })
    expect(isAsked()).toBe(false)
    broken.typing = true
    view.setState({ overlay: null })
    expect(isAsked()).toBe(false)
    broken.typing = false
    says(refused())
    expect(isAsked()).toBe(true)
  })
})
