import { describe, expect, it } from 'vitest'
import { agentFoundLocked } from '../../../renderer/console/seat/agent-found'
import { earlierCalls } from '../../../renderer/console/seat/call-log-line'
import { nextCall } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import { createFakeLine, ringing } from '../../support/fake-line'

const lockedAt = epochMs(100_000)
const now = epochMs(500_000)
const ready = { state: 'ready', since: epochMs(0) } as const
const paused = (reason: 'wrap-up' | 'break') => ({ state: 'paused', since: epochMs(90_000), reason }) as const
const live = nextCall(nextCall(ringing('15400000012', 0), { kind: 'answer-requested', at: epochMs(1) }), { kind: 'established', at: epochMs(2), canBeHeard: true })
const over = (at: number) => nextCall(live, { kind: 'ended', at: epochMs(at), outcome: { kind: 'completed', endedBy: 'caller' } })
const found = (calls: LineSnapshot['calls'], membership: LineSnapshot['membership']) =>
  agentFoundLocked(lockedAt)(createFakeLine(calls, { membership }).snapshot(), [], earlierCalls([]), now)

describe('an agent whose seat is locked', () => {
  it('waits for calls, as before', () => {
    expect(found([], ready)).toBeNull()
    expect(found([], { state: 'unknown' })).toBeNull()
  })

  it('goes on talking', () => {
    expect(found([live], ready)).toMatchObject({ kind: 'talking', callId: live.id })
  })

  it('stays on a break', () => {
    expect(found([], paused('break'))).toMatchObject({ kind: 'break', since: 90_000 })
  })

  it('stays in a wrap-up, though nobody knows here of which call', () => {
    expect(found([], paused('wrap-up'))).toMatchObject({ kind: 'wrap-up', since: 90_000 })
  })

  it('has a wrap-up to do of a call that ended after the lock, and none of one that ended before', () => {
    expect(found([over(200_000)], ready)).toMatchObject({ kind: 'wrap-up', callId: live.id })
    expect(found([over(50_000)], ready)).toBeNull()
  })
})
