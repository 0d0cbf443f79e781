import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AmiFlood, channelVariable, createAmiReader, writeAmiAction } from '../../../../electron/desk/pbx/ami-message'
import { readAmiEvent } from '../../../../electron/desk/pbx/ami-events'
import { messagesIn, recorded } from '../../../support/ami-stream'

const facts = (text: string, pieceSize: number) => messagesIn(text, pieceSize).map((message) => [message.get('Event'), message.get('Uniqueid'), message.all('ChanVariable')])

describe('a message of the manager interface', () => {
  it('is the same in whatever pieces it comes', () => {
    const text = recorded('answered-and-held')
    const whole = facts(text, text.length)
    expect(whole.length).toBeGreaterThan(20)
    fc.assert(fc.property(fc.integer({ min: 1, max: 4_000 }), (size) => {
      expect(facts(text, size)).toEqual(whole)
    }), { numRuns: 40 })
  })

  it('keeps every value of a name that comes several times', () => {
    const join = messagesIn(recorded('answered-and-held')).find((message) => message.get('Event') === 'QueueCallerJoin')
    expect(join?.all('ChanVariable')).toEqual(['CALL_ID=call-a', 'QUEUESTATUS='])
    expect(join && channelVariable(join, 'CALL_ID')).toBe('call-a')
    expect(join && channelVariable(join, 'QUEUESTATUS')).toBeNull()
  })

  it('can hold anything in a value, and comes out of an action as it went in', () => {
    const name = fc.stringMatching(/^[A-Za-z]{1,12}$/).filter((word) => word !== 'Action')
    const value = fc.stringMatching(/^[^\r\n\0 \s][^\r\n\0]{0,40}$/u)
    fc.assert(fc.property(fc.dictionary(name, value, { maxKeys: 8, noNullPrototype: true }), (headers) => {
      const [message] = createAmiReader()(writeAmiAction({ Action: 'Ping', ...headers }))
      for (const [header, text] of Object.entries(headers)) expect(message?.get(header)).toBe(text)
    }))
  })

  it('is never made into two by a line break in what somebody has chosen', () => {
    for (const evil of ['x\r\nAction: Command', 'x\nAction: Command', 'x\rSecret: y', 'x\0y']) {
      expect(() => writeAmiAction({ Action: 'QueuePause', Reason: evil })).toThrow('line break')
    }
  })

  it('is bounded: lines without an end are refused, long ones cut, too many dropped', () => {
    const endless = createAmiReader()
    expect(() => { for (let n = 0; n < 100; n += 1) endless('x'.repeat(1_024)) }).toThrow(AmiFlood)
    const [long] = createAmiReader()(`Event: ${'y'.repeat(60_000)}\r\n\r\n`)
    expect(long?.get('Event')?.length).toBe(4_095)
    const [many] = createAmiReader()(`${Array.from({ length: 5_000 }, (_, n) => `Name${n}: 1\r\n`).join('')}\r\n`)
    expect([many?.get('Name399'), many?.get('Name400')]).toEqual(['1', undefined])
  })

  it('never makes the reader throw, whatever else stands in it', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('\r\n', ': ', 'Event: QueueCallerJoin\r\n', 'Uniqueid: 1\r\n', 'Queue: \u0007\r\n', '\r\n\r\n')), { maxLength: 60 }), (pieces) => {
      const read = createAmiReader()
      for (const message of pieces.flatMap(read)) readAmiEvent(message)
    }), { numRuns: 300 })
  })

  it('says that an event of ours is not what it should be, and nothing of others', () => {
    const [bad, other] = createAmiReader()('Event: QueueCallerJoin\r\nUniqueid: \u0001\r\nQueue: hotline\r\nPosition: many\r\nCallerIDNum: 1\r\n\r\nEvent: RTCPSent\r\n\r\n')
    expect([bad && readAmiEvent(bad), other && readAmiEvent(other)]).toEqual(['unreadable', null])
  })
})
