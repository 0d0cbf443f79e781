import { describe, expect, it } from 'vitest'
import { answersToInvite, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { answerTo, okTo } from './raw-pbx.fixture'

/** One script of a far end, and what comes out. */
export interface OutcomeRow {
  readonly when: string
  readonly outcome: string
  run(): Promise<void>
}

export function outcomeTable(title: string, rows: readonly OutcomeRow[]): void {
  describe(title, () => {
    it.each(rows)('$when → $outcome', ({ run }) => run())
  })
}

export const byCaller = { kind: 'completed', endedBy: 'caller' }
export const byAgent = { kind: 'completed', endedBy: 'agent' }
export const lost = { kind: 'lost', cause: 'signalling' }
/** 64*T1: so long a 200 is repeated and a request waited for (RFC 3261, section 17). */
export const transactionMs = 32_000

/** Questions and answers that the tables share, about the peer of the test that runs. */
export function outcomesOf(peer: () => ScriptedPeer) {
  const lastReInvite = () => peer().pbx.received.findLast((message) => message.startsWith('INVITE')) ?? ''
  return {
    count: (callId: string, what: string) => peer().said(callId).filter((said) => said === what).length,
    live: () => expect(peer().call()).toMatchObject({ state: 'live' }),
    endedAs: (outcome: object) => expect(peer().call()).toMatchObject({ state: 'ended', outcome }),
    lastReInvite,
    /** The direction that the seat's last description says. */
    lastDirection: () => /^a=(\w+)/m.exec(peer().pbx.received.findLast((message) => /^a=send/m.test(message)) ?? '')?.[1],
    /** Answers re-INVITEs like that, in the order they come; the last answer stays. */
    answerReInvites(...answers: readonly string[]): void {
      const left = [...answers]
      peer().pbx.answerTo = answersToInvite((request) => {
        const status = left.length > 1 ? left.shift() : left[0]
        if (status === undefined || status === 'silence') return null
        return status === '200 OK' ? okTo(request, sdp.body) : answerTo(request, status)
      })
    },
  }
}
