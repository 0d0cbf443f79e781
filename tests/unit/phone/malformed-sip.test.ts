import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { proveLineOutlivesMalformedSip } from '../../support/malformed/malformed-sip-proof'
import { openScriptedPeer } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { invite } from './raw-pbx.fixture'
import { tortureCases } from './rfc4475.fixture'
import type { TortureCase } from './rfc4475.fixture'

let peer: ScriptedPeer

const rejections: unknown[] = []
const onRejection = (reason: unknown) => rejections.push(reason)

describe('the torture messages of RFC 4475', () => {
  beforeEach(async () => {
    process.on('unhandledRejection', onRejection)
    peer = await openScriptedPeer()
  })

  afterEach(async () => {
    await peer.close()
    process.off('unhandledRejection', onRejection)
    expect(rejections.splice(0)).toEqual([])
  })

  /** Whatever is said first beside "trying". */
  function outcome(): TortureCase['outcome'] {
    if (peer.pbx.line.snapshot().calls.some(({ state }) => state === 'ringing')) return 'rings'
    const status = peer.said().map((said) => Number(/^(\d+) /.exec(said)?.[1] ?? 0)).find((code) => code > 100)
    return status ?? 'silence'
  }

  it.each(tortureCases)('$section $name → $outcome', async ({ text, outcome: wanted }) => {
    await peer.tell(text)
    expect(outcome()).toBe(wanted)
    for (const { id, state } of peer.pbx.line.snapshot().calls) if (state === 'ringing') await peer.execute({ kind: 'decline', callId: id, reason: 'other' })
    const good = await peer.talking()
    await good.send('BYE', {})
    await peer.time.rest()
    expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
  })

  it.each([
    ['no number', 'soon'],
    ['less than nothing', '-1'],
    ['more than a timer holds', '4294967296'],
  ])('a ring that expires after %s rings all the same', async (_what, expires) => {
    await peer.tell(invite({ Expires: expires }))
    await peer.time.advance(5000)
    expect(outcome()).toBe('rings')
    expect(peer.pbx.line.snapshot().parserWarnings).toBe(1)
  })

  it('a message of more than 64 KiB is dropped and counted', async () => {
    await peer.tell(invite({ 'X-Queue': 'q'.repeat(70_000) }))
    expect(outcome()).toBe('silence')
    expect(peer.pbx.line.snapshot().parserWarnings).toBe(1)
  })
})

describe('spoiled messages', () => {
  it('2,000 of them do no harm, are counted, and good calls come through in between', async () => {
    const proof = await proveLineOutlivesMalformedSip({ count: 2000, seed: 4475 })
    expect(proof).toMatchObject({ messages: 2000, goodCalls: 20 })
    expect(proof.warnings).toBeGreaterThan(1000)
  }, 60_000)
})
