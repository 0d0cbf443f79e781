import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextLink, type LinkEvent, type LinkState } from '../../../renderer/desk-client/link-state'
import type { DeskHealth } from '../../../shared/desk-api/desk-api'
import { epochMs } from '../../../shared/lib/clock'
import { agent8017, testUuid } from '../../support/drafts'

const desk: DeskHealth = { status: 'ready', deskId: testUuid(1), practice: false, author: agent8017, now: 0 }
const none: LinkState = { state: 'no-connection' }
const at = (ms: number) => epochMs(ms)
const after = (...events: LinkEvent[]) => events.reduce(nextLink, none)

describe('what is known of the desk', () => {
  it('is nothing until somebody says where it is, and until it has answered', () => {
    expect(after({ kind: 'connection-given', at: at(1) })).toEqual({ state: 'connecting', since: 1, lastAnswerAt: null })
    expect(after({ kind: 'connection-given', at: at(1) }, { kind: 'answered', at: at(2), desk })).toMatchObject({ state: 'reachable', since: 2 })
  })

  it('reachable since the first answer, heard of at the last', () => {
    const link = after({ kind: 'connection-given', at: at(1) }, { kind: 'answered', at: at(2), desk }, { kind: 'heard', at: at(9), newest: 7, deskNow: 9 }, { kind: 'answered', at: at(11), desk })
    expect(link).toMatchObject({ state: 'reachable', since: 2, lastAnswerAt: 11, newest: 7 })
  })

  it('says how far its clock is ahead, by what was heard last', () => {
    const link = after({ kind: 'connection-given', at: at(1_000) }, { kind: 'answered', at: at(2_000), desk: { ...desk, now: 302_000 } })
    expect(link).toMatchObject({ deskAheadMs: 300_000 })
    expect(nextLink(link, { kind: 'heard', at: at(7_000), newest: 7, deskNow: 6_000 })).toMatchObject({ deskAheadMs: -1_000 })
  })

  it('unreachable since the first failure, and still says when the last answer was', () => {
    const failed = (ms: number): LinkEvent => ({ kind: 'failed', at: at(ms), failure: 'unreachable', nextTryAt: at(ms + 1) })
    const link = after({ kind: 'connection-given', at: at(1) }, { kind: 'answered', at: at(2), desk }, failed(5), failed(8))
    expect(link).toEqual({ state: 'unreachable', since: 5, lastAnswerAt: 2, failure: 'unreachable', tries: 2, nextTryAt: 9 })
  })

  it('nothing that comes late brings back a connection that was taken away', () => {
    const late: fc.Arbitrary<LinkEvent> = fc.constantFrom<LinkEvent>(
      { kind: 'answered', at: at(5), desk },
      { kind: 'heard', at: at(5), newest: 3, deskNow: 5 },
      { kind: 'failed', at: at(5), failure: 'timed-out', nextTryAt: at(6) },
    )
    fc.assert(fc.property(late, (event) => void expect(nextLink(none, event)).toBe(none)))
  })
})
