import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId } from '../../../shared/calls/call'
import { epochMs } from '../../../shared/lib/clock'
import {
  callAtWork, chosenState, isOwnCall, nextAgentState, seatStateOf, wantsCalls, wrapUpOf, type AgentEvent, type AgentState, type NextState,
} from '../../../shared/queue/agent-state'

const at = epochMs(1000)
const callId = 'a' as CallId
const other = 'b' as CallId
const ready: AgentState = { kind: 'ready', since: epochMs(0) }
const meal: NextState = { kind: 'break', reason: 'MEAL' }
const course: NextState = { kind: 'training', reason: 'COURSE' }
const run = (events: readonly AgentEvent[], from: AgentState = ready) => events.reduce(nextAgentState, from)
const answered: AgentEvent = { kind: 'answered', callId, at }
const ended: AgentEvent = { kind: 'call-ended', callId, policy: 'timed', at }
const done: AgentEvent = { kind: 'wrap-up-done', at }
const chosen = (next: NextState, when = at): AgentEvent => ({ kind: 'state-chosen', next, at: when })

describe('the state of an agent', () => {
  it('goes from ready through a call and its wrap-up back to ready', () => {
    const steps: AgentEvent[] = [{ kind: 'rang', callId, at }, answered, ended, done]
    expect(steps.map((_, index) => run(steps.slice(0, index + 1)).kind)).toEqual(['ringing', 'talking', 'wrap-up', 'ready'])
  })

  it('is ready again when nobody answered the ring', () => {
    expect(run([{ kind: 'rang', callId, at }, { kind: 'ring-ended', callId, at }])).toEqual({ kind: 'ready', since: at })
  })

  it('keeps a break that was chosen in the middle of a call, with its reason, for after the wrap-up', () => {
    const state = run([answered, chosen(meal), ended])
    expect(state).toMatchObject({ kind: 'wrap-up', next: meal })
    expect(nextAgentState(state, done)).toEqual({ kind: 'break', reason: 'MEAL', since: at })
  })

  it('lets the last choice of several count', () => {
    expect(run([answered, chosen(meal), chosen(course), chosen({ kind: 'ready' }), chosen(course), ended, done])).toMatchObject({ kind: 'training', reason: 'COURSE' })
  })

  it('begins the time anew with another reason, and not with the same', () => {
    const eating = run([chosen(meal)])
    expect(nextAgentState(eating, chosen(meal, epochMs(5000)))).toBe(eating)
    expect(nextAgentState(eating, chosen({ kind: 'break', reason: 'REST' }, epochMs(5000)))).toEqual({ kind: 'break', reason: 'REST', since: 5000 })
  })

  it('takes no notice of a late end of another call', () => {
    const talking = run([answered])
    expect(nextAgentState(talking, { ...ended, callId: other })).toBe(talking)
    expect(nextAgentState(talking, { kind: 'ring-ended', callId: other, at })).toBe(talking)
    expect(nextAgentState(talking, { kind: 'held', callId: other, at })).toBe(talking)
  })

  it('shows since when the caller waits on hold, as a state of its own', () => {
    const held = run([answered, { kind: 'held', callId, at: epochMs(3000) }, { kind: 'held', callId, at: epochMs(4000) }])
    expect(seatStateOf(held)).toEqual({ kind: 'on-hold', since: 3000, reason: null })
    expect(seatStateOf(nextAgentState(held, { kind: 'resumed', callId, at: epochMs(5000) }))).toEqual({ kind: 'talking', since: 1000, reason: null })
  })

  it('tells the reason with every state that has one', () => {
    expect(seatStateOf(run([chosen(meal)]))).toEqual({ kind: 'break', since: at, reason: 'MEAL' })
  })

  it('goes on with the wrap-up, and with the break chosen for after it, when a ring got into it', () => {
    const wrappingUp = run([answered, chosen(meal), ended])
    const rung = nextAgentState(wrappingUp, { kind: 'rang', callId: other, at: epochMs(2000) })
    expect(wantsCalls(rung)).toBe(false)
    expect([isOwnCall(rung, callId), isOwnCall(rung, other), isOwnCall(rung, 'c')]).toEqual([true, true, false])
    expect(nextAgentState(rung, { kind: 'ring-ended', callId: other, at: epochMs(3000) })).toEqual(wrappingUp)
  })

  it('lets the time of a break run on when a ring got into it', () => {
    const eating = run([chosen(meal)])
    expect(run([{ kind: 'rang', callId, at: epochMs(2000) }, { kind: 'ring-ended', callId, at: epochMs(9000) }], eating)).toEqual(eating)
    expect(run([{ kind: 'rang', callId, at: epochMs(2000) }, chosen(course, epochMs(3000)), { kind: 'ring-ended', callId, at: epochMs(9000) }], eating)).toEqual({ kind: 'training', reason: 'COURSE', since: 9000 })
  })

  it('is free after the ring when the wrap-up was finished meanwhile', () => {
    const rung = run([answered, ended, { kind: 'rang', callId: other, at }, done])
    expect(rung).toMatchObject({ kind: 'ringing', wrapUp: null })
    expect(nextAgentState(rung, { kind: 'ring-ended', callId: other, at }).kind).toBe('ready')
  })

  it('signs out after the call where that was chosen during it', () => {
    expect(run([answered, chosen({ kind: 'signed-out' }), ended, done])).toEqual({ kind: 'signed-out', since: at })
  })
})

describe('the wrap-up by the rule of the queue', () => {
  const optional: AgentEvent = { kind: 'call-ended', callId, policy: 'optional', at }

  it('is left out where it is optional, unless it was asked for during the call', () => {
    expect(run([answered, optional]).kind).toBe('ready')
    expect(run([answered, { kind: 'wrap-up-asked', wanted: true, at }, optional]).kind).toBe('wrap-up')
    expect(run([answered, { kind: 'wrap-up-asked', wanted: true, at }, { kind: 'wrap-up-asked', wanted: false, at }, chosen(meal), optional]).kind).toBe('break')
  })

  it('is never left out after a RED call', () => {
    expect(run([answered, { kind: 'turned-red', callId, at }, optional]).kind).toBe('wrap-up')
  })
})

describe('the rest after a RED call', () => {
  const red: AgentEvent = { kind: 'turned-red', callId, at }
  const rested = run([answered, red, chosen(meal), ended, done])

  it('follows the wrap-up and comes before what was chosen', () => {
    expect(rested).toEqual({ kind: 'red-rest', since: at, next: meal })
    expect(wantsCalls(rested)).toBe(false)
    expect(nextAgentState(rested, { kind: 'rest-ended', at: epochMs(9000) })).toEqual({ kind: 'break', reason: 'MEAL', since: 9000 })
  })

  it('is not ended by choosing a state, only what comes after it changes', () => {
    expect(nextAgentState(rested, chosen({ kind: 'ready' }))).toEqual({ kind: 'red-rest', since: at, next: { kind: 'ready' } })
  })

  it('follows also a call that became RED in its wrap-up', () => {
    expect(run([answered, ended, red, done]).kind).toBe('red-rest')
  })

  it('is not forgotten when another call gets into it or into the wrap-up', () => {
    const second: AgentEvent[] = [{ kind: 'rang', callId: other, at }, { kind: 'answered', callId: other, at }, { ...ended, callId: other }, done]
    expect(run(second, rested).kind).toBe('red-rest')
    expect(run([answered, red, ended, ...second]).kind).toBe('red-rest')
  })

  it('wants no call while one rings into it, whatever was chosen for after it', () => {
    const rung = run([chosen({ kind: 'ready' }), { kind: 'rang', callId: other, at }], rested)
    expect([rung.kind, chosenState(rung).kind, wantsCalls(rung)]).toEqual(['ringing', 'ready', false])
  })

  it('runs on while a ring gets into it', () => {
    expect(run([{ kind: 'rang', callId: other, at: epochMs(5000) }, { kind: 'ring-ended', callId: other, at: epochMs(6000) }], rested)).toEqual(rested)
  })
})

type Step = { readonly event: AgentEvent; readonly before: AgentState; readonly after: AgentState }

/** Any order of events, however late or doubled, with a clock that only goes forward. */
const histories = fc
  .array(
    fc.tuple(
      fc.constantFrom<AgentEvent['kind']>('rang', 'ring-ended', 'answered', 'held', 'resumed', 'call-ended', 'turned-red', 'wrap-up-asked', 'wrap-up-done', 'state-chosen', 'rest-ended'),
      fc.constantFrom(callId, other),
      fc.constantFrom<NextState>(meal, course, { kind: 'ready' }, { kind: 'busy', reason: 'EQUIPMENT' }, { kind: 'signed-out' }),
      fc.constantFrom('optional' as const, 'timed' as const, 'until-done' as const),
      fc.nat({ max: 1000 }),
    ),
    { maxLength: 60 },
  )
  .map((steps) => {
    let now = 0
    let state: AgentState = ready
    return steps.map(([kind, id, next, policy, pause]): Step => {
      now += pause
      const event = { kind, callId: id, next, policy, wanted: policy === 'timed', at: epochMs(now) } as AgentEvent
      const before = state
      state = nextAgentState(before, event)
      return { event, before, after: state }
    })
  })

const every = (check: (step: Step, steps: readonly Step[], index: number) => void) =>
  fc.assert(fc.property(histories, (steps) => steps.forEach((step, index) => check(step, steps, index))), { numRuns: 500 })

describe('whatever happens in whatever order', () => {
  it('nothing is offered while somebody is on the line, text is being finished, or the agent is away', () => {
    every(({ after }) => {
      if (after.kind !== 'ready' && after.kind !== 'ringing') expect(wantsCalls(after)).toBe(false)
      if (after.kind === 'ringing' && (after.wrapUp !== null || after.owesRest)) expect(wantsCalls(after)).toBe(false)
    })
  })

  it('there are never two calls on the line: an answer is the only way to another one', () => {
    every(({ event, before, after }) => {
      if (before.kind !== 'talking' || after.kind !== 'talking' || before.callId === after.callId) return
      expect(event.kind).toBe('answered')
    })
  })

  it('a wrap-up ends by its end or by answering another call, and by nothing else', () => {
    every(({ event, before, after }) => {
      if (wrapUpOf(before) === null || callAtWork(after) === callAtWork(before)) return
      expect(['wrap-up-done', 'answered']).toContain(event.kind)
    })
  })

  it('a call that is to be wrapped up is', () => {
    every(({ event, before, after }) => {
      if (event.kind !== 'call-ended' || before.kind !== 'talking' || before.callId !== event.callId) return
      if (event.policy !== 'optional' || before.wantsWrapUp || before.owesRest) expect(after).toMatchObject({ kind: 'wrap-up', callId: event.callId })
    })
  })

  it('what was chosen last is what the agent comes to, with its reason', () => {
    every(({ before, after, event }) => {
      const wasBusy = 'next' in before
      if (event.kind !== 'state-chosen' && wasBusy && !('next' in after)) expect(chosenState(after)).toEqual(chosenState(before))
      if (event.kind === 'state-chosen') expect(chosenState(after)).toEqual(event.next)
    })
  })

  it('every state that needs a reason has one', () => {
    every(({ after }) => {
      if (after.kind === 'break' || after.kind === 'meeting' || after.kind === 'training' || after.kind === 'busy') expect(after.reason).not.toBe('')
    })
  })

  it('no state begins in the future, and none begins again while it lasts', () => {
    every(({ event, before, after }) => {
      expect(after.since).toBeLessThanOrEqual(event.at)
      const isSame = before.kind === after.kind && JSON.stringify(chosenState(before)) === JSON.stringify(chosenState(after)) && callAtWork(before) === callAtWork(after)
      if (isSame && before.kind !== 'ringing') expect(after.since).toBe(before.since)
    })
  })

  it('a rest that is owed is had before anything else is offered', () => {
    every(({ event, before, after }) => {
      const owed = before.kind === 'red-rest' || ('owesRest' in before && before.owesRest)
      const isOwed = after.kind === 'red-rest' || ('owesRest' in after && after.owesRest)
      if (owed && !isOwed) expect(event.kind).toBe('rest-ended')
    })
  })
})
