import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId } from '../../../shared/calls/call'
import { epochMs } from '../../../shared/lib/clock'
import { isOwnCall, nextAgentState, wantsCalls, type AgentEvent, type AgentState } from '../../../shared/queue/agent-state'

const at = epochMs(1000)
const callId = 'a' as CallId
const other = 'b' as CallId
const ready: AgentState = { kind: 'ready', since: epochMs(0) }
const run = (events: readonly AgentEvent[], from: AgentState = ready) => events.reduce(nextAgentState, from)

describe('the state of an agent', () => {
  it('goes from ready through a call and its wrap-up back to ready', () => {
    const steps: AgentEvent[] = [{ kind: 'rang', callId, at }, { kind: 'answered', callId, at }, { kind: 'call-ended', callId, at }, { kind: 'wrap-up-done', at }]
    expect(steps.map((_, index) => run(steps.slice(0, index + 1)).kind)).toEqual(['ringing', 'talking', 'wrap-up', 'ready'])
  })

  it('is ready again when nobody answered the ring', () => {
    expect(run([{ kind: 'rang', callId, at }, { kind: 'ring-ended', callId, at }])).toEqual({ kind: 'ready', since: at })
  })

  it('keeps a break that was chosen in the middle of a call for after the wrap-up', () => {
    const state = run([{ kind: 'answered', callId, at }, { kind: 'break-chosen', at }, { kind: 'call-ended', callId, at }])
    expect(state).toMatchObject({ kind: 'wrap-up', next: 'break' })
    expect(nextAgentState(state, { kind: 'wrap-up-done', at }).kind).toBe('break')
  })

  it('takes no notice of a late end of another call', () => {
    const talking = run([{ kind: 'answered', callId, at }])
    expect(nextAgentState(talking, { kind: 'call-ended', callId: other, at })).toBe(talking)
    expect(nextAgentState(talking, { kind: 'ring-ended', callId: other, at })).toBe(talking)
  })

  it('goes on with the wrap-up, and with the break chosen for after it, when a ring got into it', () => {
    const wrappingUp = run([{ kind: 'answered', callId, at }, { kind: 'break-chosen', at }, { kind: 'call-ended', callId, at }])
    const rung = nextAgentState(wrappingUp, { kind: 'rang', callId: other, at: epochMs(2000) })
    expect(wantsCalls(rung)).toBe(false)
    expect([isOwnCall(rung, callId), isOwnCall(rung, other), isOwnCall(rung, 'c')]).toEqual([true, true, false])
    expect(nextAgentState(rung, { kind: 'ring-ended', callId: other, at: epochMs(3000) })).toEqual(wrappingUp)
  })

  it('is free after the ring when the wrap-up was finished meanwhile', () => {
    const rung = run([{ kind: 'answered', callId, at }, { kind: 'call-ended', callId, at }, { kind: 'rang', callId: other, at }, { kind: 'wrap-up-done', at }])
    expect(rung).toMatchObject({ kind: 'ringing', wrapUp: null })
    expect(nextAgentState(rung, { kind: 'ring-ended', callId: other, at }).kind).toBe('ready')
  })

  it('wants calls only when it is ready, or while a call rings that it would be ready after', () => {
    expect(wantsCalls(ready)).toBe(true)
    expect(wantsCalls(run([{ kind: 'rang', callId, at }]))).toBe(true)
    expect(wantsCalls(run([{ kind: 'answered', callId, at }]))).toBe(false)
    expect(wantsCalls(run([{ kind: 'break-chosen', at }]))).toBe(false)
  })

  it('never wants calls while somebody is on the line or text is being finished', () => {
    const event: fc.Arbitrary<AgentEvent> = fc.oneof(
      fc.record({ kind: fc.constantFrom('rang' as const, 'ring-ended' as const, 'answered' as const, 'call-ended' as const), callId: fc.constantFrom(callId, other), at: fc.constant(at) }),
      fc.record({ kind: fc.constantFrom('wrap-up-done' as const, 'break-chosen' as const, 'ready-chosen' as const), at: fc.constant(at) }),
    )
    fc.assert(fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const state = run(events)
      if (state.kind === 'talking' || state.kind === 'wrap-up' || state.kind === 'break') expect(wantsCalls(state)).toBe(false)
    }))
  })
})
