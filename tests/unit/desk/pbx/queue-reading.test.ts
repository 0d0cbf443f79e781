import { describe, expect, it } from 'vitest'
import { readQueueRows } from '../../../../electron/desk/pbx/ami-events'
import { snapshotOf } from '../../../../electron/desk/pbx/queue-snapshot'
import { noQueues } from '../../../../shared/queue/next-queue-state'
import { eventsIn, messagesIn, recorded } from '../../../support/ami-stream'

/** What happened, without the membership of seats. */
const told = (name: string) => eventsIn(recorded(name)).filter(({ kind }) => kind !== 'member')
const seat = { queue: 'hotline', extension: '1011' }

describe('a recorded stream of Asterisk 22', () => {
  it('of a caller who was answered, held twice and hung up', () => {
    const call = { queueCallId: 'call-a' }
    expect(told('answered-and-held')).toEqual([
      { kind: 'entered', ...call, queue: 'hotline', at: 1795922735372, position: 1, number: '15400000001' },
      { kind: 'offered', ...call, ...seat, at: 1795922735383 },
      { kind: 'answered', ...call, ...seat, at: 1795922736684, waitedMs: 1312 },
      { kind: 'held', ...call, extension: '1011', at: 1795922737611, on: true },
      { kind: 'held', ...call, extension: '1011', at: 1795922738113, on: false },
      { kind: 'completed', ...call, ...seat, at: 1795922738921, how: 'caller' },
    ])
  })

  it('of one who gave up while every seat was paused', () => {
    expect(told('gives-up-while-paused')).toEqual([
      { kind: 'entered', queueCallId: '1795922739.3', queue: 'hotline', at: 1795922739929, position: 1, number: '15400000002' },
      { kind: 'left', queueCallId: '1795922739.3', queue: 'hotline', at: 1795922740441, why: 'hung-up', waitedMs: 512 },
    ])
    expect(eventsIn(recorded('gives-up-while-paused'))[0]).toMatchObject({ kind: 'member', membership: 'paused', reason: 'lunch' })
  })

  it.each([
    ['declined-then-gives-up', ['entered', 'offered', 'offer-ended declined', 'offered', 'offer-ended taken-back', 'left hung-up']],
    ['timed-out', ['entered', 'offered', 'offer-ended not-answered', 'left timed-out']],
    ['nobody-there', ['entered', 'left no-agents']],
    ['seat-hangs-up', ['entered', 'offered', 'answered', 'completed agent']],
  ])('%s', (name, kinds) => {
    expect(told(name).map((event) => ('how' in event ? `${event.kind} ${event.how}` : 'why' in event ? `${event.kind} ${event.why}` : event.kind))).toEqual(kinds)
  })

  it('heard from its middle tells what can be known: the wait from what the PBX says, and nothing of a call that is over', () => {
    const text = recorded('answered-and-held')
    const fromConnect = eventsIn(text.slice(text.indexOf('Event: AgentConnect'))).filter(({ kind }) => kind !== 'member')
    expect(fromConnect.slice(0, 2)).toEqual([
      { kind: 'entered', queueCallId: 'call-a', queue: 'hotline', at: 1795922735684, position: 1, number: '15400000001' },
      { kind: 'answered', queueCallId: 'call-a', ...seat, at: 1795922736684, waitedMs: 1000 },
    ])
    expect(eventsIn(text.slice(text.indexOf('Event: AgentComplete'))).filter(({ kind }) => kind !== 'member')).toEqual([])
  })

  it.each([['the caller\'s leg asked for it', 'caller', ''], ['nobody did', 'lost', 'HangupRequest']])('in which a talk is never said to be over ends it with the first leg that hangs up: %s', (_, how, without) => {
    const kept = recorded('answered-and-held').split('\r\n\r\n').filter((block) => !block.startsWith('Event: AgentComplete') && (without === '' || !block.startsWith(`Event: ${without}`)))
    const ends = eventsIn(`${kept.join('\r\n\r\n')}\r\n\r\n`).filter(({ kind }) => kind === 'completed' || kind === 'left')
    expect(ends).toEqual([{ kind: 'completed', queueCallId: 'call-a', ...seat, at: 1795922738923, how }])
  })

  it('does not believe a trunk that gives two calls at once the same X-Call-Id', () => {
    const join = (uniqueid: string) => `Event: QueueCallerJoin\r\nTimestamp: 1795922735.1\r\nUniqueid: ${uniqueid}\r\nChanVariable: CALL_ID=same\r\nQueue: hotline\r\nPosition: 1\r\nCallerIDNum: 1\r\n\r\n`
    expect(eventsIn(join('1.1') + join('1.2')).map((event) => 'queueCallId' in event && event.queueCallId)).toEqual(['same', '1.2'])
  })

  it('is read by the desk\'s own clock where the PBX does not say when', () => {
    expect(eventsIn(recorded('nobody-there').replaceAll(/Timestamp: .*\r\n/g, '')).map(({ at }) => at)).toEqual([0, 0])
  })
})

describe('a recorded answer to what there is now', () => {
  const rows = (name: string) => {
    const messages = messagesIn(recorded(name))
    return readQueueRows(messages, messages)
  }
  const now = 1795922736000

  it('while it rings: who waits, for how long, where it rings, and the legs to go on with', () => {
    const snapshot = snapshotOf(rows('snapshot-ringing'), noQueues, now)
    expect(snapshot.waiting).toEqual([{ queueCallId: 'call-a', queue: 'hotline', enteredAt: now - 1000, position: 1, offeredTo: ['1011'] }])
    expect(snapshot.calls).toEqual([])
    expect([...snapshot.numbers]).toEqual([['call-a', '15400000001']])
    expect(snapshot.members.map(({ extension, device }) => [extension, device]).sort()).toEqual([['1001', 'unavailable'], ['1002', 'unavailable'], ['1011', 'ringing']])
    const text = recorded('answered-and-held')
    const rest = eventsIn(text.slice(text.indexOf('Event: DialEnd')), snapshot.legs).filter(({ kind }) => kind !== 'member')
    expect(rest.map(({ kind }) => kind)).toEqual(['answered', 'held', 'held', 'completed'])
  })

  it('while two talk: whose call it is and since when about, and its end is understood', () => {
    const snapshot = snapshotOf(rows('snapshot-talking'), noQueues, now)
    expect(snapshot.waiting).toEqual([])
    expect(snapshot.calls).toEqual([{ queueCallId: 'call-a', ...seat, answeredAt: now - 1000, waitedMs: 0, heldSince: null }])
    const text = recorded('answered-and-held')
    expect(eventsIn(text.slice(text.indexOf('Event: Hold')), snapshot.legs).filter(({ kind }) => kind !== 'member').map(({ kind }) => kind)).toEqual(['held', 'held', 'completed'])
  })

  it('keeps the times that were known before it was asked', () => {
    const known = { ...noQueues, calls: [{ queueCallId: 'call-a', ...seat, answeredAt: 77, waitedMs: 11, heldSince: 99, caller: { maskedNumber: '', callerKey: null, earlierToday: 0, risk: null } }] }
    expect(snapshotOf(rows('snapshot-talking'), known, now).calls[0]).toMatchObject({ answeredAt: 77, waitedMs: 11, heldSince: 99 })
  })
})
