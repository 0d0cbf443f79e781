import { describe, expect, it } from 'vitest'
import { createBreakKeeper } from '../../../../electron/desk/floor/break-keeper'
import { createFloorHub, type FloorReader } from '../../../../electron/desk/floor/floor-hub'
import { createSeatMembers } from '../../../../electron/desk/pbx/seat-members'
import { floorLineSchema, type FloorLine } from '../../../../shared/floor/floor-line'
import { noQueues } from '../../../../shared/queue/next-queue-state'
import type { QueueMember } from '../../../../shared/queue/queue-state'
import { testUuid } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

const row = (extension: string, spread: Partial<QueueMember> = {}): QueueMember => ({ queue: 'hotline', extension, membership: 'available', reason: null, device: 'idle', since: 1, ...spread })

function setUp({ hasPbx = true } = {}) {
  const time = createManualTime()
  const members = createSeatMembers()
  const floor = { signalsAfter: async () => [], positionBefore: async () => 0, present: async () => [] }
  const breaks = createBreakKeeper({ floor, quota: async () => 500, clock: time })
  const hub = createFloorHub({ floor, breaks, members: hasPbx ? members : null, clock: time, timers: time, heartbeatMs: 2_000, pollMs: 400 })
  /** Everything that was told so far; a heartbeat says nothing of its own. */
  async function listen(extension: string | null, of: Partial<FloorReader> = {}) {
    const stream = hub.open({ personId: testUuid(1), isLead: false, isSupervisor: false, extension, isStillGood: async () => true, ...of }, null)
    const lines: FloorLine[] = []
    const read = async () => {
      for await (const bytes of stream) lines.push(...new TextDecoder().decode(bytes).trim().split('\n').map((text) => floorLineSchema.parse(JSON.parse(text))))
    }
    void read()
    await time.advance(1_000)
    return { own: () => lines.flatMap((line) => (line.kind === 'own-seat' ? [line.pbx?.membership ?? null] : [])), lines }
  }
  const read = (...rows: QueueMember[]) => members.hear({ kind: 'read', at: 1, state: { ...noQueues, members: rows } })
  const happen = (extension: string, spread: Partial<QueueMember> = {}) => {
    const { since, ...member } = row(extension, spread)
    members.hear({ kind: 'happened', event: { kind: 'member', at: since, ...member } })
  }
  return { time, members, hub, listen, read, happen }
}

describe('what the floor tells a seat of its own telephone', () => {
  it('comes behind the snapshot, and again only when it is another', async () => {
    const { time, listen, read, happen } = setUp()
    read(row('1001'))
    const seat = await listen('1001')
    expect(seat.lines.map(({ kind }) => kind).filter((kind) => kind !== 'heartbeat')).toEqual(['snapshot', 'own-seat', 'caught-up', 'break-place'])
    happen('1001', { membership: 'paused', reason: 'reason-2' })
    happen('1001', { membership: 'paused', reason: 'reason-2' })
    await time.advance(10_000)
    expect(seat.own()).toEqual(['ready', 'break'])
  })

  it('is never about another seat, nor told to somebody without a telephone', async () => {
    const { time, listen, read, happen } = setUp()
    read(row('1001'), row('1002'))
    const [one, other, office] = [await listen('1001'), await listen('1002'), await listen(null)]
    happen('1002', { membership: 'paused', reason: 'reason-3' })
    await time.advance(1_000)
    expect([one.own(), other.own(), office.own()]).toEqual([['ready'], ['ready', 'meeting'], []])
  })

  it('says when the PBX is away, and what it says once it is back', async () => {
    const { time, listen, read, members } = setUp()
    read(row('1001'))
    const seat = await listen('1001')
    members.hear({ kind: 'away', since: 2 })
    await time.advance(1_000)
    read()
    await time.advance(1_000)
    expect(seat.own()).toEqual(['ready', null, 'out'])
  })

  it('is nothing at a desk without a PBX', async () => {
    const { listen } = setUp({ hasPbx: false })
    expect((await listen('1001')).own()).toEqual([])
  })

  it('is told to nobody any more once the desk stops', async () => {
    const { time, hub, listen, read, happen } = setUp()
    read(row('1001'))
    const seat = await listen('1001')
    hub.close()
    happen('1001', { membership: 'paused' })
    await time.advance(1_000)
    expect(seat.own()).toEqual(['ready'])
  })
})
