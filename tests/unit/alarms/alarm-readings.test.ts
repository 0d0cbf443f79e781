import { describe, expect, it } from 'vitest'
import { alarmReadings, feedStaleMs, type AlarmSources } from '../../../shared/alarms/alarm-readings'
import type { OpenRisk } from '../../../shared/metrics/open-risks'
import type { QueueMember, WaitingCall } from '../../../shared/queue/queue-state'
import type { SeatStatus } from '../../../shared/queue/seat-state'

const now = Date.parse('2026-11-23T10:00:00+08:00')
const caller = { maskedNumber: '154****0012', callerKey: 'k', earlierToday: 0, risk: null }
const waiting = (queue: string, waitedS: number): WaitingCall => ({ queueCallId: `${queue} ${waitedS}`, queue, enteredAt: now - waitedS * 1_000, position: 1, caller, offeredTo: [] })
const member = (device: QueueMember['device'], sinceS: number, membership: QueueMember['membership'] = 'available'): QueueMember => ({ queue: 'rights', extension: `${device} ${sinceS}`, membership, reason: null, device, since: now - sinceS * 1_000 })
const seat: SeatStatus = { personId: '0190f000-0000-7000-8000-000000000001', name: '许诺', seat: '8024', extension: '8024', state: 'wrap-up', reason: null, since: now - 250_000, queueCallId: 'c', severity: null, heardAt: now }
const risk = (level: OpenRisk['level'], ticketId: string): OpenRisk => ({ ticketId, number: 'n', level, isSecret: true, district: null, risks: [], since: now, next: null })
const quiet: AlarmSources = { queues: { queues: ['rights', 'law'], waiting: [], calls: [], members: [] }, feedHeardAt: now - 1_000, seats: [], openRisks: [], callsForHelp: [], silentCalls: [] }

const values = (sources: Partial<AlarmSources>, at = now) => Object.fromEntries(alarmReadings({ ...quiet, ...sources }, at).readings.map(({ rule, subject, value }) => [`${rule} ${subject}`.trim(), value]))
const withQueues = (waits: readonly WaitingCall[], members: readonly QueueMember[] = []) => values({ queues: { ...quiet.queues, waiting: [...waits], members: [...members] } })

describe('what the alarms measure', () => {
  it('is who waits in each queue, and the longest wait there', () => {
    expect(withQueues([waiting('rights', 41), waiting('rights', 9), waiting('law', 3)])).toMatchObject({ 'queue-long rights': 2, 'wait-long rights': 41_000, 'queue-long law': 1, 'wait-long law': 3_000 })
  })

  it('is for how long somebody has waited while nobody was idle', () => {
    const busy = [member('in-use', 300), member('ringing', 12)]
    expect(withQueues([waiting('rights', 41)], busy)).toMatchObject({ 'nobody-idle rights': 12_000 })
    expect(withQueues([waiting('rights', 5)], busy)).toMatchObject({ 'nobody-idle rights': 5_000 })
    expect(withQueues([waiting('rights', 41)], [...busy, member('idle', 2)])).toMatchObject({ 'nobody-idle rights': 0 })
    expect(withQueues([waiting('rights', 41)], [...busy, member('idle', 20, 'paused')])).toMatchObject({ 'nobody-idle rights': 12_000 })
    expect(withQueues([], busy)).toMatchObject({ 'nobody-idle rights': 0 })
    expect(withQueues([waiting('rights', 41)])).toMatchObject({ 'nobody-idle rights': 41_000 })
  })

  it('is no time at all where another clock puts the caller into the future', () => {
    expect(withQueues([waiting('rights', -30)], [member('in-use', -5)])).toMatchObject({ 'wait-long rights': 0, 'nobody-idle rights': 0 })
  })

  it('is every wrap-up by its seat, every call by its own id, every RED order that is open, a secret one too', () => {
    const calls = [{ queueCallId: 'c', queue: 'rights', extension: '8020', answeredAt: now - 1_456_000, waitedMs: 0, heldSince: null, caller }]
    expect(values({ seats: [seat, { ...seat, seat: '8025', state: 'ready' }], queues: { ...quiet.queues, calls }, openRisks: [risk('RED', 'r'), risk('ORANGE', 'o')] })).toEqual({
      'feed-stale': 1_000, 'queue-long rights': 0, 'wait-long rights': 0, 'nobody-idle rights': 0, 'queue-long law': 0, 'wait-long law': 0, 'nobody-idle law': 0,
      'wrap-up-long 8024': 250_000, 'call-long c': 1_456_000, 'red-opened r': 1,
    })
  })

  it('is every call for help that is not over, and of a RED order since when it is RED', () => {
    const { readings } = alarmReadings({ ...quiet, callsForHelp: [{ redId: 'h', since: 7 }], openRisks: [{ ...risk('RED', 'r'), since: 5 }] }, now)
    expect(readings.filter(({ rule }) => rule === 'red-opened')).toEqual([{ rule: 'red-opened', subject: 'r', value: 1, since: 5 }, { rule: 'red-opened', subject: 'h', value: 1, since: 7 }])
  })

  it('is of orders also where no PBX was ever heard', () => {
    const unheard = alarmReadings({ ...quiet, feedHeardAt: null, openRisks: [risk('RED', 'r')] }, now)
    expect(unheard.readings.map(({ rule }) => rule)).toEqual(['red-opened'])
    expect(unheard.unknown).toContain('feed-stale')
  })

  it('is how many silent calls one number has made within the hour', () => {
    const silent = (callerKey: string, agoMs: number) => ({ callerKey, at: now - agoMs })
    expect(values({ silentCalls: [silent('a', 0), silent('a', 3_599_999), silent('a', 3_600_000), silent('b', 10), silent('b', -1)] })).toMatchObject({ 'silent-calls a': 2, 'silent-calls b': 1 })
  })

  it('is nothing that came from the feed once the feed has told nothing for too long', () => {
    const stale = alarmReadings({ ...quiet, feedHeardAt: now - feedStaleMs, seats: [seat], openRisks: [risk('RED', 'r')] }, now)
    expect(stale.readings.map(({ rule }) => rule)).toEqual(['feed-stale', 'red-opened'])
    expect(stale.unknown).toEqual(['queue-long', 'wait-long', 'nobody-idle', 'wrap-up-long', 'call-long'])
    expect(alarmReadings({ ...quiet, feedHeardAt: now - feedStaleMs + 1 }, now).unknown).toEqual([])
  })
})
