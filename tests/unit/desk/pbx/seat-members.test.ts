import { beforeEach, describe, expect, it } from 'vitest'
import { createSeatMembers } from '../../../../electron/desk/pbx/seat-members'
import { noQueues } from '../../../../shared/queue/next-queue-state'
import type { QueueEvent } from '../../../../shared/queue/queue-event'
import type { QueueMember } from '../../../../shared/queue/queue-state'

const member = (extension: string, queue = 'hotline'): QueueMember => ({ queue, extension, membership: 'available', reason: null, device: 'idle', since: 1 })
const change = (spread: Partial<Extract<QueueEvent, { kind: 'member' }>> = {}): QueueEvent =>
  ({ kind: 'member', queue: 'hotline', extension: '1001', at: 2, membership: 'paused', reason: 'reason-2', device: 'idle', ...spread })

let members: ReturnType<typeof createSeatMembers>
let told: (string | null)[]

beforeEach(() => {
  members = createSeatMembers()
  told = []
  members.subscribe((extension) => told.push(extension))
})

const read = (...rows: QueueMember[]) => members.hear({ kind: 'read', at: 1, state: { ...noQueues, members: rows } })

describe('what a PBX says of single seats', () => {
  it('is nothing before it was read and while it is away', () => {
    expect(members.of('1001')).toBeNull()
    read(member('1001'))
    members.hear({ kind: 'away', since: 2 })
    expect([members.of('1001'), told]).toEqual([null, [null, null]])
  })

  it('follows the seat that something happened to, and names it', () => {
    read(member('1001'), member('1002'))
    members.hear({ kind: 'happened', event: change() })
    expect([members.of('1001')?.membership, members.of('1002')?.membership, told]).toEqual(['break', 'ready', [null, '1001']])
  })

  it('knows a seat that was taken out of its last queue, and one that nobody has put into any', () => {
    read(member('1001'), member('1001', 'legal'))
    members.hear({ kind: 'happened', event: change({ membership: 'removed' }) })
    expect(members.of('1001')?.membership).toBe('ready')
    members.hear({ kind: 'happened', event: change({ membership: 'removed', queue: 'legal' }) })
    expect([members.of('1001')?.membership, members.of('1003')?.membership]).toEqual(['out', 'out'])
  })

  it('forgets at a new reading whoever is not in it any more', () => {
    read(member('1001'))
    read(member('1002'))
    expect(members.of('1001')?.membership).toBe('out')
  })
})
