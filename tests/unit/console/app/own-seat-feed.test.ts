import { beforeEach, describe, expect, it } from 'vitest'
import { ownSeatFeed } from '../../../../renderer/console/app/own-seat-feed'
import type { FloorLink } from '../../../../renderer/desk-client/floor-client'
import type { FloorLine } from '../../../../shared/floor/floor-line'
import { nextFloor, silentFloor } from '../../../../shared/floor/floor-state'
import { epochMs } from '../../../../shared/lib/clock'

let link: FloorLink
let heard: () => void
let looks: number
const feed = () => ownSeatFeed({ link: () => link, extension: () => '1001', onLink: (listener) => { heard = listener; return () => undefined } })

function hear(line: FloorLine): void {
  const floor = nextFloor(link.floor, line).state
  link = { kind: 'live', floor, heardAt: epochMs(line.kind === 'signal' ? 0 : line.at) }
  heard()
}
const own = (at: number, extension = '1001'): FloorLine => ({ kind: 'own-seat', at, extension, pbx: { membership: 'break', device: 'idle' } })

beforeEach(() => {
  link = { kind: 'away', floor: silentFloor, since: epochMs(0) }
  looks = 0
  feed().subscribe(() => { looks += 1 })
})

describe('the own seat as the floor tells it', () => {
  it('is nobody’s word before anything is heard, and again once the desk is away', () => {
    expect([feed().pbx(), feed().desk()]).toEqual([null, null])
    hear(own(10))
    link = { kind: 'away', floor: link.floor, since: epochMs(10) }
    heard()
    expect([feed().pbx(), feed().desk(), looks]).toEqual([null, null, 2])
  })

  it('is as old as the last line that was heard: a heartbeat says that it is so still', () => {
    hear(own(10))
    hear({ kind: 'heartbeat', at: 2_010 })
    expect(feed().pbx()).toEqual({ membership: 'break', device: 'idle', heardAt: 2_010 })
    expect(feed().desk()).toEqual({ signedIn: true, forced: null, heardAt: 2_010 })
    expect(looks).toBe(1)
  })

  it('begins anew with another stream, whose desk may know nothing', () => {
    hear(own(10))
    hear({ kind: 'snapshot', at: 20, heartbeatMs: 2_000, seats: null, leads: 0 })
    expect(feed().pbx()).toBeNull()
  })

  it('says nothing of a telephone that is not the one here, or while the PBX does not answer', () => {
    hear(own(10, '1002'))
    expect(feed().pbx()).toBeNull()
    hear({ kind: 'own-seat', at: 11, extension: '1001', pbx: null })
    expect(feed().pbx()).toBeNull()
  })
})
