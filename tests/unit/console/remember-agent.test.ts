import { describe, expect, it } from 'vitest'
import { agentFound, agentFoundLocked } from '../../../renderer/console/seat/agent-found'
import { earlierCalls } from '../../../renderer/console/seat/call-log-line'
import { recallAgent, recallLocked, rememberAgent } from '../../../renderer/console/seat/remember-agent'
import { createSeatStore } from '../../../renderer/console/seat/seat-store'
import { nextCall, type CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import type { AgentState } from '../../../shared/queue/agent-state'
import { createFakeLine, live, ringing } from '../../support/fake-line'

const at = epochMs(1_000)
const now = epochMs(900_000)

function remembered(agent: AgentState) {
  const kept = new Map<string, string>()
  const memory = { key: 'k', storage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } }
  const store = createSeatStore({ line: createFakeLine().snapshot(), agent: { kind: 'ready', since: at }, callers: new Map(), draftOnStage: null, draftOfCall: new Map(), queueTrouble: null })
  rememberAgent(store, memory)
  store.setState({ agent })
  return { kept, memory, find: (line: Partial<LineSnapshot>, calls: LineSnapshot['calls'] = []) => recallAgent(agentFound, memory)(createFakeLine(calls, line).snapshot(), [], earlierCalls([]), now) }
}

const meal: AgentState = { kind: 'break', reason: 'REST', since: at }

describe('what only the console knows, after its page was lost', () => {
  it('is the reason of a break and since when, where the queue still has it as one', () => {
    expect(remembered(meal).find({ membership: { state: 'paused', reason: 'break', since: epochMs(5_000) } })).toEqual(meal)
  })

  it('is the break itself as long as nobody knows how the queue stands', () => {
    expect(remembered(meal).find({ membership: { state: 'unknown' } })).toEqual(meal)
  })

  it('does not bring back a break that the queue knows to be over', () => {
    expect(remembered(meal).find({ membership: { state: 'ready', since: at } })).toBeNull()
  })

  it('is what comes after the call, and the rest that is owed, for that call and no other', () => {
    const call = live(ringing('15400000012', 0), 0)
    const talking: AgentState = { kind: 'talking', since: at, callId: call.id, heldSince: null, wantsWrapUp: true, owesRest: true, next: { kind: 'training', reason: 'COURSE' } }
    expect(remembered(talking).find({}, [call])).toMatchObject({ kind: 'talking', owesRest: true, wantsWrapUp: true, next: { reason: 'COURSE' } })
    expect(remembered({ ...talking, callId: 'another' as CallId }).find({}, [call])).toMatchObject({ owesRest: false, next: { kind: 'ready' } })
  })

  it('is a rest after RED that nothing has ended', () => {
    const rest: AgentState = { kind: 'red-rest', since: at, next: { kind: 'ready' } }
    expect(remembered(rest).find({ membership: { state: 'paused', reason: 'red-rest', since: epochMs(5_000) } })).toEqual(rest)
  })

  it('is that the wrap-up was over, although neither the queue nor the list of calls had been told', () => {
    const call = live(ringing('15400000012', 0), 0)
    const ended = (endedAt: number) => nextCall(call, { kind: 'ended', at: epochMs(endedAt), outcome: { kind: 'completed', endedBy: 'agent' } })
    const paused = { membership: { state: 'paused', reason: 'wrap-up', since: epochMs(500) } } as const
    expect(remembered(meal).find(paused, [ended(800)])).toEqual(meal)
    expect(remembered({ kind: 'ready', since: at }).find(paused, [ended(800)])).toEqual({ kind: 'ready', since: at })
    // A call that came after it has a wrap-up of its own.
    expect(remembered(meal).find(paused, [ended(2_000)])).toMatchObject({ kind: 'wrap-up', callId: call.id })
    expect(remembered({ kind: 'wrap-up', since: at, callId: call.id, owesRest: false, next: { kind: 'ready' } }).find(paused, [ended(800)])).toMatchObject({ kind: 'wrap-up' })
  })

  it('is at a locked seat the wrap-up, which nobody is there to end, where the line is away and the queue says nothing', () => {
    const { memory, find } = remembered({ kind: 'wrap-up', since: at, callId: 'one' as CallId, owesRest: true, next: { kind: 'training', reason: 'COURSE' } })
    const locked = recallLocked(agentFoundLocked(now), memory)
    const line = (membership: LineSnapshot['membership']) => createFakeLine([], { membership }).snapshot()
    expect(locked(line({ state: 'unknown' }), [], earlierCalls([]), now)).toEqual({ kind: 'wrap-up', since: at, callId: 'one', owesRest: true, next: { kind: 'training', reason: 'COURSE' } })
    // The queue has the last word: a lead may have ended it.
    expect(locked(line({ state: 'ready', since: at }), [], earlierCalls([]), now)).toEqual({ kind: 'ready', since: at })
    // Whoever sits at an open seat has the draft, or has handed it in.
    expect(find({ membership: { state: 'unknown' } })).toBeNull()
    const call = live(ringing('15400000012', 0), 0)
    const talking = remembered({ kind: 'talking', since: at, callId: call.id, heldSince: null, wantsWrapUp: false, owesRest: false, next: { kind: 'ready' } })
    expect(recallLocked(agentFoundLocked(now), talking.memory)(line({ state: 'unknown' }), [], earlierCalls([]), now)).toBeNull()
  })

  it('is at a locked seat what it was at an open one: the break, and the call that goes on', () => {
    const locked = (agent: AgentState, line: Partial<LineSnapshot>, calls: LineSnapshot['calls'] = []) => recallLocked(agentFoundLocked(now), remembered(agent).memory)(createFakeLine(calls, line).snapshot(), [], earlierCalls([]), now)
    expect(locked(meal, { membership: { state: 'unknown' } })).toEqual(meal)
    const call = live(ringing('15400000012', 0), 0)
    expect(locked(meal, {}, [call])).toMatchObject({ kind: 'talking', callId: call.id })
  })

  it('is nothing where the memory makes no sense, and no time in the future', () => {
    const { kept, find } = remembered(meal)
    kept.set('k', '{"kind":"break","since":1,"reason":""}')
    expect(find({ membership: { state: 'paused', reason: 'break', since: epochMs(5_000) } })).toMatchObject({ kind: 'break', reason: 'MEAL' })
    expect(remembered({ ...meal, since: epochMs(now + 1) }).find({ membership: { state: 'unknown' } })).toMatchObject({ since: now })
  })
})
