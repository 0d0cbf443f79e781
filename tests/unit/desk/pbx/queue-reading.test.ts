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

  const block = (fields: Readonly<Record<string, string>>) => `${Object.entries({ Timestamp: '1795922735.1', ...fields }).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`
  const dials = (channel: string, to: string, status: string) =>
    eventsIn(block({ Event: 'DialBegin', Channel: channel, Uniqueid: '1.1', DestUniqueid: '1.2', DialString: to }) + block({ Event: 'DialEnd', DestUniqueid: '1.2', DialStatus: status }))

  it.each([['15400000012@trunk', '15400000012'], ['trunk/sip:15400000012@10.0.0.1', '15400000012'], ['+8615400000012@trunk', '+8615400000012']])('of a seat that rings somebody: who was rung by %s, whatever the seat had to dial for it', (to, number) => {
    const rung = { kind: 'rang-back', queueCallId: '1.1', extension: '1003', at: 1795922735100, number }
    expect(dials('PJSIP/1003-0000002a', to, 'ANSWER')).toEqual([{ ...rung, isAnswered: true }])
    expect(dials('PJSIP/1003-0000002a', to, 'NOANSWER')).toEqual([{ ...rung, isAnswered: false }])
  })

  it.each([['a line that was not to be had', 'PJSIP/1003-0000002a', '15400000012@trunk', 'CONGESTION'], ['a leg of the dialplan', 'Local/1003@x-0000002a;1', '15400000012@trunk', 'ANSWER'], ['a name', 'PJSIP/1003-0000002a', 'front-desk', 'ANSWER']])('of %s tells of no call back', (_, channel, to, status) => {
    expect(dials(channel, to, status)).toEqual([])
  })

  it('takes a caller who rings the seats out of a queue for no seat', () => {
    const join = block({ Event: 'QueueCallerJoin', Uniqueid: '1.1', Queue: 'hotline', Position: '1', CallerIDNum: '1' })
    const rings = block({ Event: 'DialBegin', Channel: 'PJSIP/trunk-0000002a', Uniqueid: '1.1', DestUniqueid: '1.2', DialString: '15400000012' }) + block({ Event: 'DialEnd', DestUniqueid: '1.2', DialStatus: 'ANSWER' })
    expect(eventsIn(join + rings).map(({ kind }) => kind)).toEqual(['entered'])
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
