import { describe, expect, it } from 'vitest'
import { copyOf } from '../../../../renderer/console/app/desk-status-store'
import { statusOf } from '../../../../renderer/console/app/status-of'
import type { LinkState } from '../../../../renderer/desk-client/link-state'
import type { SyncFailure, SyncState } from '../../../../renderer/desk-client/sync-state'
import { emptyOutbox } from '../../../../shared/outbox/outbox-counts'
import { epochMs } from '../../../../shared/lib/clock'

const at = (second: number) => epochMs(Date.parse('2026-11-23T14:00:00+08:00') + second * 1_000)
const reachable = { state: 'reachable', lastAnswerAt: at(59), deskAheadMs: 0 } as LinkState
const failing = (failure: SyncFailure): SyncState => ({ state: 'failing', position: 40, newest: 80, since: at(50), failure, nextTryAt: at(62) })
const shown = (sync: SyncState, second = 60) =>
  statusOf({ link: reachable, sync, outbox: emptyOutbox }, { copies: true, stop: null, withoutSince: null, now: at(second) })

describe('what is shown of a desk that answers', () => {
  it.each(['storage-failed', 'has-holes'] as const)('is that its log cannot be copied, and since when: %s', (failure) => {
    const status = shown(failing(failure), 51)
    expect(status).toMatchObject({ state: 'copy-failing', since: at(50), percent: null })
    expect(copyOf(status)).toEqual({ kind: 'old' })
  })

  it.each(['bad-answer', 'timed-out'] as const)('is a copying that goes on when one question has failed, and one that does not once that lasts: %s', (failure) => {
    expect(shown(failing(failure), 59)).toMatchObject({ state: 'syncing', percent: 50 })
    expect(shown(failing(failure), 60)).toMatchObject({ state: 'copy-failing', since: at(50) })
  })

  it('is that all is well by itself once the copy is whole', () => {
    expect(shown({ state: 'synced', position: 80, newest: 80, at: at(60) })).toMatchObject({ state: 'synced', since: at(59) })
  })

  it('is nothing of the copy to whoever has none', () => {
    const status = statusOf({ link: reachable, sync: failing('storage-failed'), outbox: emptyOutbox }, { copies: false, stop: null, withoutSince: null, now: at(60) })
    expect(status.state).toBe('synced')
  })
})
