import { describe, expect, it } from 'vitest'
import { sendSignals, type Signals } from '../../../renderer/console/seat/seat-signals'
import { createSeatStore, type SeatState } from '../../../renderer/console/seat/seat-store'
import { identityFromSip } from '../../../shared/callers/sip-identity'
import type { Call } from '../../../shared/calls/call'
import { createFakeLine } from '../../support/fake-line'
import { at, callsInEveryState } from '../calls/calls.fixture'

const idle = createFakeLine().snapshot()
const identity = identityFromSip({ from: callsInEveryState.ringing.remote.from }, { homeArea: '023' })
const asked = { callId: callsInEveryState.ringing.id, identity, people: [], calls: [], lookup: 'found' } as const

function withCalls(calls: readonly Call[], more: Partial<SeatState> = {}): SeatState {
  return {
    line: { ...idle, calls }, agent: { kind: 'ready', since: at(0) }, callers: new Map([[asked.callId, asked]]), draftOnStage: null, draftOfCall: new Map(), queueTrouble: null, ...more,
  }
}

/** What main hears while the seat goes through these states. */
function heard(...states: readonly SeatState[]) {
  const said: (readonly [keyof Signals, unknown])[] = []
  const store = createSeatStore(withCalls([]))
  sendSignals(
    store,
    { setBusy: (reason) => said.push(['setBusy', reason]), ring: ({ maskedNumber, place, queue }) => said.push(['ring', `${maskedNumber} ${place} ${queue}`]), ringOver: () => said.push(['ringOver', null]) },
    { placeOfNumber: () => '重庆', queue: (code) => (code === callsInEveryState.ringing.offer.queue ? '维权一线' : code) },
  )
  for (const state of states) store.setState(state)
  return said.slice(1)
}

describe('what main is told of the seat', () => {
  it.each([
    ['ringing', 'ring'], ['answering', 'ring'], ['dialling', 'call'], ['live', 'call'], ['holding', 'call'], ['held', 'call'], ['resuming', 'call'],
  ] as const)('a call that is %s holds back the closing of the window: %s', (state, reason) => {
    expect(heard(withCalls([callsInEveryState[state]])).filter(([kind]) => kind === 'setBusy')).toEqual([['setBusy', reason]])
  })

  it('a wrap-up holds it back, and what comes after it no more', () => {
    const { ended } = callsInEveryState
    const wrapUp = withCalls([ended], { agent: { kind: 'wrap-up', callId: ended.id, since: at(9), next: { kind: 'ready' }, owesRest: false } })
    expect(heard(wrapUp, withCalls([ended]))).toEqual([['setBusy', 'wrap-up'], ['setBusy', null]])
  })

  it('a ring is told once, with a masked number and the name of its queue, and is over when it is answered', () => {
    const { ringing, answering } = callsInEveryState
    expect(heard(withCalls([ringing]), withCalls([ringing], { draftOnStage: 'x' }), withCalls([answering])).filter(([kind]) => kind !== 'setBusy')).toEqual([
      ['ring', '154****0001 重庆 维权一线'],
      ['ringOver', null],
    ])
  })

  it('a ring whose caller is still looked up is not told yet', () => {
    expect(heard(withCalls([callsInEveryState.ringing], { callers: new Map() })).map(([kind]) => kind)).toEqual(['setBusy'])
  })
})
